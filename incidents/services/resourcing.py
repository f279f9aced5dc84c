"""Sending units to an incident, standing them down, and finishing it."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import events, queries
from incidents.models import Dispatch
from incidents.policies import check_looked_at_again
from incidents.policies import supervision as policies
from incidents.queries import supervision as watches
from incidents.services import supervision
from incidents.states import Outcome, Resourcing


@command
def send_unit(*, incident_id, unit, by, at, command_id=None):
    """Send a unit, by its call sign; from now on the incident is not without one."""
    incident = queries.incident_for_change(incident_id, reader=by)
    watch = watches.watched(incident.pk)
    allow(by, Permission.UNIT_SEND, incident)
    unit = policies.call_sign(unit)
    policies.check_can_send(watch, unit)
    sent = Dispatch.objects.create(watch=watch, unit=unit, sent_at=at, sent_by=by)
    if watch.resourcing == Resourcing.NOBODY:
        watch.resourcing = Resourcing.SENT
    watch.unit_due_at = None
    watch.save()
    tell(events.UNIT_SENT, incident, by=by, at=at, command_id=command_id, unit=unit)
    return sent


@command
def stand_down_unit(*, incident_id, unit, by, at, command_id=None):
    """Stand a unit down; where it was the last on its way, the clock for sending one starts anew."""
    incident = queries.incident_for_change(incident_id, reader=by)
    watch = watches.watched(incident.pk)
    allow(by, Permission.UNIT_SEND, incident)
    sent = watches.units_on_the_way(watch)
    found = policies.check_is_on_the_way(sent, unit)
    found.stood_down_at, found.stood_down_by = at, by
    found.save()
    if len(sent) == 1 and watch.resourcing == Resourcing.SENT:
        watch.resourcing = Resourcing.NOBODY
        supervision.await_a_unit(watch, at)
        watch.save()
    tell(events.UNIT_STOOD_DOWN, incident, by=by, at=at, command_id=command_id, unit=found.unit)
    return found


@command
def finish_incident(*, incident_id, outcome, reason="", by, at, command_id=None):
    """Finish an incident for the control room. Without attendance it needs a reason, and a supervisor sees it."""
    incident = queries.incident_for_change(incident_id, reader=by)
    watch = watches.watched(incident.pk)
    allow(by, Permission.CALL_LOG, incident)
    check_looked_at_again([incident.number] if queries.must_be_looked_at(incident) else [])
    policies.check_can_finish(watch, outcome=outcome, reason=reason, attended=incident.attendances.exists())
    supervision.finish(watch, outcome, reason=reason.strip(), by=by, at=at)
    supervision.look(incident, by=by, at=at, done=("unattended",) if outcome == Outcome.UNATTENDED else ())
    tell(events.INCIDENT_FINISHED, incident, by=by, at=at, command_id=command_id, outcome=outcome)
    return incident


def tell(event, incident, *, by, at, command_id, **facts):
    """Record an event of an incident in each of its cases."""
    for case_id in queries.case_ids_of(incident):
        record(event, about=incident, case_id=case_id, by=by, at=at, command_id=command_id, **facts)
        command_id = None
