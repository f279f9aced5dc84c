"""May this be the one who investigates? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, lacks
from core.errors import Refused
from incidents import queries
from law import allocation
from law.ranks import said_at_least


def check_route(route, suggestion, *, reason, by):
    """Refuse another route than the suggested one without a reason; below the floor goes an inspector or above."""
    if route not in allocation.ROUTES:
        raise Refused("Choose who investigates.", "route")
    if allocation.below(route, suggestion.floor) and not said_at_least(by.rank, "INSPECTOR"):
        raise Refused(
            f"This needs at least: {allocation.ROUTES[suggestion.floor].lower()}. "
            "Only an inspector or above may go below that.",
            "route",
        )
    if route != suggestion.route and not reason.strip():
        raise Refused(
            f"Suggested is: {allocation.ROUTES[suggestion.route].lower()}. Say why it is somebody else.", "reason"
        )


def check_investigator(case, officer):
    """Refuse somebody who is not in post in the force, whose role records no evidence, or who may not know of it."""
    if officer is None:
        return
    if reason := officer.posting and lacks(officer, Permission.EVIDENCE_RECORD):
        raise Refused(f"{officer} cannot investigate this case: {reason} Choose somebody else.", "investigator_id")
    posted = officer.is_active and officer.posting and officer.posting.force_id == case.force_id
    if (
        not posted
        or queries.is_excluded(officer, [case])
        or not queries.visible_to(officer).filter(pk=case.pk).exists()
    ):
        raise Refused(f"{officer} cannot investigate this case. Choose somebody else.", "investigator_id")


def check_can_take(held, to):
    """Refuse a deputy whose role does not investigate."""
    if held and (reason := lacks(to, Permission.EVIDENCE_RECORD)):
        raise Refused(f"{to} cannot investigate a case: {reason} Choose somebody else.", "deputy_id")


def check_is_open(case):
    """Refuse to allocate a closed case."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it first, so that somebody answers for what follows.")
