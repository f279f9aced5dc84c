"""Finding that records are one person, and undoing that. Nothing is moved but the identity."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from people import events, policies, queries
from people.models import Merge
from people.services.settling import settle, unsettle

# Functions (person_ids, *, by, at, parted_since=None): what must be worked out anew, in the same transaction, when
# people turn out to be one, or not, or connected. `parted_since` is when parted records had been merged. The desk
# fills it.
AFTER_IDENTITY_CHANGE = []


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
    give_identity(moved, keep)
    record(events.PEOPLE_MERGED, about=merge, by=by, at=at, command_id=command_id, keep=keep.pk, merged=merged.pk)
    settle(merge, by=by, at=at)
    tell([each.pk for each in queries.records_of(keep)], by, at)
    return merge


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
