"""Handing on: everything that somebody holds goes to one named deputy, in one transaction, or nothing does."""

from accounts import events, policies, queries
from core.errors import Refused
from core.journal import record

# Functions (officer, at) -> sentence or None: what would be left without an owner. The desk fills it.
HOLDS = []
# Functions (*, giver, to, because_id, by, at) -> how many things moved. The desk fills it.
MOVES = []
# Functions (*, giver, to, because_id, by, at) -> how many things moved back that had moved because of it.
MOVES_BACK = []


def hand_everything(officer, deputy_id, *, because, by, at):
    """Move everything that `officer` holds to the deputy, in the caller's transaction; return how much.

    Without a deputy it is refused while anything is held. `because` is the posting or absence that makes it
    necessary. The deputy is told, and a duty to look at it opens.
    """
    if deputy_id is None:
        for held in HOLDS:
            if sentence := held(officer, at):
                raise Refused(f"{sentence} Or name a deputy, who gets everything at once.", "deputy_id")
        return 0
    deputy = queries.officer(deputy_id)
    policies.check_deputy(deputy, officer, at=at)
    moved = move_all(MOVES, giver=officer, to=deputy, because=because, by=by, at=at)
    for held in HOLDS:
        if sentence := held(officer, at):
            raise Refused(sentence)
    return moved


def move_all(moves, *, giver, to, because, by, at):
    """Move what these functions move, and tell whoever has it now how much of each kind it is; return how many moved.

    Counted is what they hold more than before: some of it goes along with a case, some to whom else may know of it.
    """
    before = queries.held(to, at)
    moved = sum(move(giver=giver, to=to, because_id=because.pk, by=by, at=at) for move in moves)
    if moved:
        received = {what: max(0, count - before[what]) for what, count in queries.held(to, at).items()}
        record(events.COVER_GIVEN, about=because, by=by, at=at, to=to.pk, moved=moved, **received)
    return moved
