"""Who investigates where the officer who was named leaves, is away, or belongs to another force now."""

from accounts import queries as accounts
from accounts.permissions import Permission, lacks
from core.journal import record, record_many
from core.journal_queries import moved_because
from incidents import events, queries
from incidents.models import Allocation
from incidents.policies import allocation as policies


def investigations_held(officer, at):
    """Return the sentence that keeps an officer in post while they investigate open cases, or None."""
    count = queries.count_investigated_by(officer, at)
    if count:
        return f"{officer} still investigates {count} open case{'s' if count > 1 else ''}. Name somebody else first."
    return None


def move_investigations(*, giver, to, because_id, by, at):
    """Let the deputy investigate wherever somebody did, in the caller's transaction; return how many moved.

    Where the deputy may not know of the case, its owner does.
    """
    held = queries.investigated_by(giver)
    policies.check_can_take(held, to)
    takers = queries.stand_ins([each.case_id for each in held], to, at)
    return put(held, takers, because_id=because_id, by=by, at=at)


def move_investigations_back(*, giver, to, because_id, by, at):
    """Let the officer investigate again who is back, wherever the deputy does because of it; return how many.

    What the officer may not investigate any more, in another post, or may not know of, stays with the deputy.
    """
    moved = set(moved_because(events.INVESTIGATOR_MOVED, because_id))
    held = [each for each in queries.investigated_by(giver) if each.pk in moved]
    if not held or lacks(to, Permission.EVIDENCE_RECORD):
        return 0
    takers = queries.stand_ins([each.case_id for each in held], to, at)
    return put([each for each in held if takers[each.case_id] == to], takers, because_id=because_id, by=by, at=at)


def put(held, takers, *, because_id, by, at):
    """Name others by the same decisions, {case id: officer}; return how many."""
    named = [with_investigator(each, takers[each.case_id], at=at) for each in held]
    rows = [(each, each.case_id, {"owner": each.investigator_id, "because": because_id}) for each in named]
    record_many(events.INVESTIGATOR_MOVED, rows, by=by, at=at)
    return len(named)


def with_investigator(allocated, investigator, *, at):
    """Return a decision once more, with another officer or none: who decided, when and why stays."""
    kept = ("case_id", "route", "suggested", "floor", "grounds", "below_floor", "reason", "decided_at", "decided_by_id")
    same = {name: getattr(allocated, name) for name in kept}
    return Allocation.objects.create(**same, investigator=investigator, moved_at=at)


def part_from_investigator(case, *, there, by, at):
    """Let nobody of the old force investigate a case that came to another one: a supervisor there names somebody."""
    stands = queries.allocation_of(case.pk)
    if stands and stands.investigator_id and stands.investigator_id not in there:
        nobody = with_investigator(stands, None, at=at)
        record(events.INVESTIGATOR_UNREACHABLE, about=nobody, case_id=case.pk, by=by, at=at)


def watch_investigators(at):
    """Report each open case whose investigator cannot be reached, once until they can be again; return how many.

    It counts from the moment at which they were gone, whenever it is looked at.
    """
    for each in queries.investigators_back(at):
        record(events.INVESTIGATOR_REACHABLE, about=each, case_id=each.case_id, by=None, at=at)
    found = queries.investigators_gone(at)
    gone_at = accounts.gone_since({each.investigator_id for each in found}, at)
    for each in found:
        since = max(each.moved_at or each.decided_at, gone_at[each.investigator_id])
        about = {"about": each, "case_id": each.case_id, "by": None, "at": at, "occurred_at": since}
        record(events.INVESTIGATOR_UNREACHABLE, **about)
    return len(found)
