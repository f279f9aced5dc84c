"""The evidence of the first hours, and the word of an officer who goes there that the brief was read."""

from accounts.permissions import Permission, allow
from core.journal import command
from incidents import events, queries
from incidents.models import Evidence
from incidents.policies import evidence as policies
from incidents.services.checks import relay, tell
from incidents.services.firearms import acknowledge


@command
def record_evidence(*, incident_id, answers, by, at, command_id=None):
    """Say what became of some kinds of evidence; return the incident.

    `answers` is a list of {code, status, reference, offered, note, booked_for}. An answer takes the place of an
    earlier one, which the history keeps.
    """
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.EVIDENCE_RECORD, incident)
    policies.check_answers(answers, at)
    known, complete = queries.evidence_of(incident), queries.evidence_complete(incident)
    policies.check_offered_again(answers, known)

    for answer in answers:
        row = known.get(answer["code"]) or Evidence(incident=incident, code=answer["code"])
        row.status, row.booked_for = answer["status"], answer.get("booked_for")
        row.reference, row.note = answer.get("reference", "").strip(), answer.get("note", "").strip()
        row.offered = list(answer.get("offered", ()))
        if row.status != "BOOKED":
            row.booked_for = None
        row.recorded_at, row.recorded_by = at, by
        row.save()
        tell(
            events.EVIDENCE_RECORDED,
            incident,
            about=incident,
            by=by,
            at=at,
            command_id=command_id,
            kind=row.code,
            status=row.status,
            booked_for=row.booked_for,
        )
        command_id = None
    if not complete and queries.evidence_complete(incident):
        tell(events.EVIDENCE_COMPLETE, incident, about=incident, by=by, at=at)
    return incident


@command
def acknowledge_brief(*, incident_id, by, at, command_id=None):
    """Say, as an officer who goes there, that one has read the brief: its firearms and every answered check."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.ATTEND, incident)
    tell(events.BRIEF_READ, incident, about=incident, by=by, at=at, command_id=command_id, officer=by.pk)
    if not queries.knows_of_all_firearms(incident, by):
        acknowledge(incident, queries.firearms_alert(incident), told=True, by=by, at=at)
    unrelayed = [check for check in queries.checks_for_change(incident) if check.result and not check.relayed_at]
    if unrelayed:
        relay(incident, unrelayed, to=str(by)[:120], by=by, at=at)
    return incident
