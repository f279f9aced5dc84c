"""When the level of an open case rises: apps above judge anew what rests on it, in the transaction of the cause."""

from risk.states import RANK

# Functions (case id, by, at) of the apps above; the desk fills it.
AFTER_RISE = []


def rises(case, before, level):
    """Say whether a level is higher than the one before it, in a case that is open."""
    return case.state == "OPEN" and RANK[level] > RANK[before]


def follow(case_id, rose, *, by, at):
    """Let the apps above follow where the level of a case rose; the case has its new level already."""
    for followed in AFTER_RISE if rose else ():
        followed(case_id, by=by, at=at)
