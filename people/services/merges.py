"""Finding that records are one person, and undoing that. Nothing is moved but the identity."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from law import clocks
from people import events, normal, policies, queries
from people.models import Merge
from people.services.settling import settle, unsettle

# Functions (person_ids, *, by, at, parted_since=None): what must be worked out anew, in the same transaction, when
# people turn out to be one, or not, or connected. `parted_since` is when parted records had been merged. The desk
# fills it.
AFTER_IDENTITY_CHANGE = []
# Functions (person ids, *, marked, moved, by, at): what must be looked at anew where these people turn out to be
# somebody else as well, of whom more is known: `marked` is {kind of marker: record ids}, `moved` are the records with
# a protected address that holds from now on. Asked while they are still two. The desk fills it.
AFTER_BRINGING = []
# Functions (person ids, *, by, at): what must be taken back when these people were parted. The desk fills it.
AFTER_PARTING = []


@command
def merge_people(*, keep_id, merge_id, reason, by, at, command_id=None):
    """Find that two records are one person, known from now on as `keep_id`'s; return the Merge."""
    queries.one_merge_at_a_time()
    keep, merged = queries.identity(keep_id, by, at), queries.identity(merge_id, by, at)
    allow(by, Permission.PERSON_MERGE)
    policies.check_reason(reason)
    return join(keep, merged, reason, by=by, at=at, command_id=command_id)


def join(keep, merged, reason, *, by, at, command_id=None):
    """Make two identities one, inside the caller's transaction; pairs of the queue that this answers are settled."""
    policies.check_can_merge(keep, merged)
    policies.check_not_both_sides(keep, merged, by=by, at=at)
    queries.hold([keep.pk, merged.pk])
    moved = queries.records_of(merged)
    merge = Merge.objects.create(
        keep=keep, merged=merged, moved=[each.pk for each in moved], reason=reason.strip(), at=at, by_id=by.pk
    )
    for one, other in ((keep, merged), (merged, keep)):
        bring(one, other, by=by, at=at)
    give_identity(moved, keep)
    record(events.PEOPLE_MERGED, about=merge, by=by, at=at, command_id=command_id, keep=keep.pk, merged=merged.pk)
    settle(merge, by=by, at=at)
    tell([each.pk for each in queries.records_of(keep)], by, at)
    return merge


def bring(one, other, *, by, at):
    """Have what rests on one of two looked at anew where the other, from now on the same, brings what was not known."""
    here, there = queries.records_of(one), queries.records_of(other)
    day = clocks.london_day(at)
    known = {marker for marker, _, _ in queries.markers_on(here, day)}
    marked = {}
    for marker, kind, record_id in queries.markers_on(there, day):
        if marker not in known:
            marked.setdefault(kind, set()).add(record_id)
    for follow in AFTER_BRINGING:
        follow([one.pk], marked=marked, moved=newly_lives_at(one, other), by=by, at=at)


def newly_lives_at(one, other):
    """Return the record of the other whose protected address takes the place of the one's, as a set; empty for none."""
    before, after = queries.kept_safe_address(one), queries.kept_safe_address(other)
    if after is None:
        return set()
    if before and (
        before.recorded_at > after.recorded_at or normal.address_key(before.text) == normal.address_key(after.text)
    ):
        return set()
    return {after.person_id}


@command
def unmerge_people(*, person_id, reason, by, at, command_id=None):
    """Undo the standing merge of this record: every record that it moved is as it was; return the Merge.

    Other merges stay. Refused while a later merge has moved these records on.
    """
    queries.one_merge_at_a_time()
    person = queries.person(person_id, by, at)
    merge = queries.standing_merge(person)
    allow(by, Permission.PERSON_MERGE)
    policies.check_reason(reason)
    policies.check_can_unmerge(merge, person, later=merge and queries.standing_merge(merge.keep))
    return part(merge, reason, by=by, at=at, command_id=command_id)


def part(merge, reason, *, by, at, command_id=None):
    """Undo one merge, inside the caller's transaction; the pairs that it settled wait again."""
    policies.check_can_unmerge(merge, merge.merged, later=queries.standing_merge(merge.keep))
    queries.hold([merge.keep_id])
    together = [each.pk for each in queries.records_of(merge.keep)]
    give_identity(queries.records(merge.moved), merge.merged)
    merge.undone_at, merge.undone_by_id, merge.undone_reason = at, by.pk, reason.strip()
    merge.save()
    record(
        events.PEOPLE_UNMERGED,
        about=merge,
        by=by,
        at=at,
        command_id=command_id,
        keep=merge.keep_id,
        merged=merge.merged_id,
    )
    unsettle(merge, by=by, at=at)
    tell(together, by, at, parted_since=merge.at)
    for follow in AFTER_PARTING:
        follow(together, by=by, at=at)
    return merge


def give_identity(records, identity):
    """Let all `records` be known under `identity`; each change is kept in their history."""
    for each in records:
        each.identity = identity
        each.save(update_fields=["identity"])


def tell(person_ids, by, at, **parted):
    """Have everything worked out anew that rests on who is who."""
    for again in AFTER_IDENTITY_CHANGE:
        again(person_ids, by=by, at=at, **parted)
