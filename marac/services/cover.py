"""MARAC actions of somebody who leaves or is away, or whose force gave the case to another."""

from simple_history.utils import bulk_update_with_history

from accounts import queries as accounts
from incidents import queries as incidents
from marac import policies, queries
from marac.models import Action


def move_actions(*, giver, to, because_id, by, at):
    """Give every open MARAC action of one officer to another, in the caller's transaction; return how many.

    Where the deputy may not know of the case, its owner answers for the action.
    """
    held = list(queries.actions_held_by(giver))
    takers = incidents.stand_ins({each.referral.case_id for each in held}, to, at)
    policies.check_can_take(held, to, [takers[each.referral.case_id] for each in held])
    for action in held:
        action.owner = takers[action.referral.case_id]
    if held:
        bulk_update_with_history(held, Action, ["owner"], default_date=at)
    return len(held)


def cross_actions(case, *, to, by, at):
    """Give the open MARAC actions of a case that the old force owes to its new owner, in the caller's transaction."""
    there = accounts.posted_ids(case.force_id, at)
    for action in queries.open_actions_of(case.pk):
        if action.owner_id and action.owner_id not in there:
            action.owner = to
            action.save()
