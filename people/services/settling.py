"""What a decision does to the pairs of the queue: settled by a merge, waiting again, and the work of a search done."""

from core.journal import record
from people import events, queries


def settle(merge, *, by, at):
    """Have a merge decide every waiting pair whose two records it made one person."""
    for pair in queries.between(merge.keep_id, merge.keep_id, "WAITING"):
        pair.decide("SAME", reason=merge.reason, merge=merge, at=at, by_id=by.pk)
        pair.save()
        record(events.DUPLICATE_DECIDED, about=pair, by=by, at=at, same=True, search=pair.search_id)
        finish(pair, by=by, at=at)


def unsettle(merge, *, by, at):
    """Have every pair that a merge decided wait again, since the merge is undone."""
    for pair in queries.settled_by(merge):
        reopen(pair, merge.undone_reason, by=by, at=at)


def reopen(pair, reason, *, by, at, command_id=None):
    """Let a decided pair wait again; somebody owes its review from now on."""
    pair.decide("WAITING")
    pair.undone_reason = reason.strip()
    pair.save()
    record(events.DUPLICATE_REOPENED, about=pair, by=by, at=at, command_id=command_id)


def finish(pair, *, by, at):
    """Record that the last pair of a search was decided."""
    search = pair.search
    if search is None or search.done_at or queries.left_in(search):
        return
    search.done_at = at
    search.save()
    record(events.DUPLICATES_WORKED_THROUGH, about=search, by=by, at=at)
