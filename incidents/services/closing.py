"""Before an incident is closed: two people for the qualifier, a crime number or a reason, and opening it again."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command
from incidents import events, queries
from incidents.models import Crime, QualifierDoubt
from incidents.policies import closing as policies
from incidents.queries import supervision as watches
from incidents.services import supervision
from incidents.services.firearms import tell
from law import definition, offences


@command
def question_qualifier(*, incident_id, age, connection, behaviour, by, at, command_id=None):
    """Ask that an incident be no domestic abuse, with a reason against each element; until decided it stays so."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.QUALIFIER_QUESTION, incident)
    reasons = {"age": age, "connection": connection, "behaviour": behaviour}
    policies.check_doubt(incident, queries.waiting_doubt(incident), reasons)

    doubt = QualifierDoubt.objects.create(
        incident=incident,
        definition=definition.on(incident.reported_on).version,
        raised_at=at,
        raised_by=by,
        **{name: reason.strip() for name, reason in reasons.items()},
    )

    tell(events.QUALIFIER_QUESTIONED, incident, by=by, at=at, command_id=command_id, definition=doubt.definition)
    return incident


@command
def decide_qualifier(*, incident_id, removed, reason, by, at, command_id=None):
    """Decide on somebody else's wish to take the qualifier away: `removed` says whether it goes."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.QUALIFIER_DECIDE, incident)
    doubt = queries.waiting_doubt_for_change(incident)
    policies.check_decision(doubt, by, reason)

    doubt.removed, doubt.decision_reason = removed, reason.strip()
    doubt.decided_at, doubt.decided_by = at, by
    doubt.save()
    if removed:
        incident.domestic = False
        incident.save()

    event = events.QUALIFIER_REMOVED if removed else events.QUALIFIER_KEPT
    tell(event, incident, by=by, at=at, command_id=command_id)
    if removed:
        supervision.regraded(incident, before=incident.grade, by=by, at=at)
    return incident


@command
def record_crime(
    *,
    incident_id,
    number="",
    offence_code="",
    offence="",
    why_not_listed="",
    no_crime_reason="",
    by,
    at,
    command_id=None,
):
    """Record a crime of an incident under its number, or why there is none.

    The offence is one of the list by its code; or `offence` in words, with why none of the list fits.
    """
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.CRIME_RECORD, incident)
    if not number.strip():
        policies.check_no_crime(no_crime_reason)
        Crime.objects.create(incident=incident, no_crime_reason=no_crime_reason.strip(), recorded_at=at, recorded_by=by)
        tell(events.NO_CRIME_FOUND, incident, by=by, at=at, command_id=command_id)
        return incident

    number = policies.crime_number(number)
    policies.check_crime(offence_code, offence, why_not_listed, queries.day_of(incident))
    if queries.crime_with_number(number):
        raise Refused("This crime number is on record already. Check the number.", "number")
    crime = Crime.objects.create(
        incident=incident,
        number=number,
        offence=offences.BY_CODE[offence_code].title if offence_code else offence.strip(),
        offence_code=offence_code,
        why_not_listed="" if offence_code else why_not_listed.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    tell(events.CRIME_RECORDED, incident, by=by, at=at, command_id=command_id, crime=crime.pk, offence=offence_code)
    return incident


@command
def reopen_incident(*, incident_id, reason, by, at, command_id=None):
    """Open a finished incident again; it is back on the board, and a unit is wanted again if nobody attended."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.CALL_LOG, incident)
    watch = watches.watched(incident.pk)
    policies.check_can_reopen(watch, reason)

    watch.finished_at = watch.finished_by = watch.left_at = None
    watch.outcome, watch.reason = "", ""
    supervision.await_a_unit(watch, at)
    watch.save()

    tell(events.INCIDENT_REOPENED, incident, by=by, at=at, command_id=command_id)
    supervision.look(incident, by=by, at=at)
    return incident
