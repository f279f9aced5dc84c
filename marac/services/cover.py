"""MARAC actions of somebody who leaves or is away."""

from simple_history.utils import bulk_update_with_history

from marac import queries
from marac.models import Action


def move_actions(*, giver, to, because_id, by, at):
    """Give every open MARAC action of one officer to another, in the caller's transaction; return how many."""
    held = list(queries.actions_held_by(giver))
    for action in held:
        action.owner = to
    if held:
        bulk_update_with_history(held, Action, ["owner"], default_date=at)
    return len(held)
