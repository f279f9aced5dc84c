"""Going there: who attended, what they did, and from then on who answers for the case."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from incidents import events, policies, queries
from incidents.models import Attendance, Involvement
from incidents.services import supervision
from incidents.services.calls import found_or_registered, tell_named
from incidents.services.cases import supervise_from, take_over
from incidents.services.firearms import acknowledge_on_arrival, look_for_firearms
from incidents.states import Children, Role


@command
def record_attendance(
    *,
    incident_id,
    arrived_at,
    positive_action="",
    no_arrest_reason="",
    children=Children.NOT_ASKED,
    children_named=(),
    firearms_told="",
    by,
    at,
    command_id=None,
):
    """Record attendance: positive action or the reason for no arrest; the attending officer owns the case.

    `children_named` is a list of {given_name, family_name, born_on}; each is linked to the incident.
    `firearms_told` (YES or NO) is asked for where there is a certificate that the officer has not acknowledged.
    """
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.ATTEND, incident)
    if not (positive_action.strip() or no_arrest_reason.strip()):
        raise Refused("Say what you did, or why nobody was arrested.", "positive_action")
    if arrived_at > at:
        raise Refused("This time is in the future. Give the time at which you arrived.", "arrived_at")
    if arrived_at < incident.reported_at.replace(second=0, microsecond=0):
        raise Refused("You cannot have arrived before it was reported. Check the time.", "arrived_at")

    acknowledge_on_arrival(incident, firearms_told, by=by, at=at)
    name_children(incident, children, children_named, by=by, at=at)
    attendance = Attendance.objects.create(
        incident=incident,
        officer=by,
        arrived_at=arrived_at,
        positive_action=positive_action.strip(),
        no_arrest_reason=no_arrest_reason.strip(),
    )

    for pair in queries.pairs(incident):
        record(
            events.ATTENDED,
            about=incident,
            case_id=pair.case_id,
            by=by,
            at=at,
            occurred_at=arrived_at,
            command_id=command_id,
            attendance=attendance.pk,
            domestic=incident.domestic,
            children=children_known(incident, pair.case_id),
            level=pair.case.risk_level,
        )
        command_id = None
        supervise_from(pair.case, by, at)
        take_over(pair.case, officer=by, by=by, at=at)
    supervision.arrived(incident, by=by, at=at)
    return attendance


def children_known(incident, case_id):
    """Return the answer about children; those named in an earlier report of the case are there, whatever it is now."""
    if incident.children != Children.LISTED and queries.children_of(case_id).exists():
        return Children.LISTED
    return incident.children


def name_children(incident, children, named, *, by, at):
    """Add the children to the incident and keep the answer about them."""
    rows = [{**child, "role": Role.CHILD} for child in named]
    present = incident.involvements.filter(role=Role.CHILD).exists()
    if children == Children.NOT_ASKED and (rows or present):
        children = Children.LISTED
    policies.check_children(children, bool(rows) or present)
    for person in found_or_registered(rows, by=by, at=at):
        Involvement.objects.get_or_create(incident=incident, person=person, role=Role.CHILD)
    if rows:
        look_for_firearms(incident, by=by, at=at)
        tell_named(queries.case_ids_of(incident), by=by, at=at)
    if children != Children.NOT_ASKED:
        incident.children = children
        incident.save()
