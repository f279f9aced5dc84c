"""Who investigates: a supervisor decides beside a suggestion, and is asked again when the case outgrows it."""

from accounts import queries as accounts_queries
from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import events, queries
from incidents.models import Allocation
from incidents.policies import allocation as policies
from law import allocation


@command
def allocate_investigation(*, case_id, route, investigator_id=None, reason="", by, at, command_id=None):
    """Decide who investigates a case; another than suggested needs a reason, below the floor an inspector.

    `investigator_id` names the officer, where it is known already. Returns the Allocation.
    """
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.INVESTIGATION_ALLOCATE, case)
    policies.check_is_open(case)
    suggestion = queries.suggested_investigators(case)
    policies.check_route(route, suggestion, reason=reason, by=by)
    investigator = accounts_queries.officer(investigator_id) if investigator_id else None
    policies.check_investigator(case, investigator)

    allocated = Allocation.objects.create(
        case=case,
        route=route,
        suggested=suggestion.route,
        floor=suggestion.floor,
        grounds=[each.code for each in suggestion.grounds],
        below_floor=allocation.below(route, suggestion.floor),
        investigator=investigator,
        reason=reason.strip(),
        decided_at=at,
        decided_by=by,
    )

    record(
        events.INVESTIGATION_ALLOCATED,
        about=allocated,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        route=route,
        suggested=suggestion.route,
        below_floor=allocated.below_floor,
        level=case.risk_level,
    )
    return allocated


def look_at_allocation(case, *, by, at):
    """Say that a case has outgrown whoever investigates it, in the transaction of what made it so.

    What an inspector has put below the floor of that day is asked again only when the floor has risen since.
    """
    stands = queries.allocation_of(case.pk)
    if stands is None or case.state != "OPEN":
        return
    floor = queries.suggested_investigators(case).floor
    if allocation.below(stands.route, floor) and allocation.below(stands.floor, floor):
        facts = {"route": stands.route, "floor": floor, "level": case.risk_level}
        record(events.ALLOCATION_OUTGROWN, about=stands, case_id=case.pk, by=by, at=at, **facts)
