"""Measures of somebody who leaves or is away, or whose force gave the case to another."""

from simple_history.utils import bulk_update_with_history

from accounts import queries as accounts
from incidents import queries as incidents
from safety_plans import policies, queries
from safety_plans.models import Measure


def move_measures(*, giver, to, because_id, by, at):
    """Give every measure that one officer still has to do to another, in the caller's transaction; return how many.

    What was accepted stays accepted: the deputy answers for it from this instant, and where they may not know of the
    case its owner does. Kept in the history of each.
    """
    held = list(queries.measures_held_by(giver))
    takers = incidents.stand_ins({each.plan.case_id for each in held}, to, at)
    policies.check_can_take(held, to, [takers[each.plan.case_id] for each in held])
    for measure in held:
        measure.owner = takers[measure.plan.case_id]
    if held:
        bulk_update_with_history(held, Measure, ["owner"], default_date=at)
    return len(held)


def move_measures_back(*, giver, to, because_id, by, at):
    """Give back the measures that moved because of an absence and that the deputy still has to do; return how many.

    What the officer may do no more, or not know of, stays with the deputy.
    """
    held = {each: each.plan.case_id for each in queries.measures_held_by(giver)}
    back = incidents.work_to_give_back(held, to, because_id=because_id, at=at)
    for measure in back:
        measure.owner = to
    if back:
        bulk_update_with_history(back, Measure, ["owner"], default_date=at)
    return len(back)


def cross_measures(case, *, to, by, at):
    """Give the measures that the old force still has to do in a case to its new owner, in the caller's transaction."""
    there = accounts.posted_ids(case.force_id, at)
    held = [measure for measure in queries.still_held(case.pk) if measure.owner_id not in there]
    for measure in held:
        measure.owner = to
        measure.save()
