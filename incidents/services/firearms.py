"""Firearms in an incident: found at the call or later, told and acknowledged, decided by an inspector, referred."""

from django.db import transaction

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import events, queries
from incidents.models import FirearmsAcknowledgement, FirearmsAlert, FirearmsCertificate
from incidents.policies import firearms as policies
from incidents.services import supervision


def tell(event, incident, /, *, by, at, command_id=None, **facts):
    """Record an event about the incident in each of its cases."""
    for case_id, level in queries.levels_of(incident):
        record(event, about=incident, case_id=case_id, by=by, at=at, command_id=command_id, level=level, **facts)
        command_id = None


def look_for_firearms(incident, *, by, at):
    """Look again for certificates of everybody in an incident and at its address; open what is new."""
    people = list(incident.involvements.values_list("person_id", flat=True))
    found_firearms(incident, queries.firearms(people, incident.address, at), by=by, at=at)


def found_firearms(incident, firearms, *, by, at):
    """Put the certificates on the incident's alert; one that is new opens every duty of the alert again."""
    alert = FirearmsAlert.objects.filter(incident=incident).first()
    known = set(alert.certificates.values_list("firearm_id", flat=True)) if alert else set()
    new = [firearm for firearm in firearms if firearm.pk not in known]
    if not new:
        return
    alert = alert or FirearmsAlert(incident=incident, found_at=at)
    alert.found_at = at
    alert.response, alert.review_note, alert.reviewed_at, alert.reviewed_by = "", "", None, None
    alert.reference, alert.referred_at, alert.referred_by = "", None, None
    alert.save()
    for firearm in new:
        FirearmsCertificate.objects.create(alert=alert, firearm=firearm, found_at=at)
    if not incident.firearms:
        incident.firearms = True
        incident.save()
        supervision.look(incident, by=by, at=at)
    attended = incident.attendances.exists()
    tell(events.FIREARMS_FOUND, incident, by=by, at=at, attended=attended, certificates=len(new))


def notice_firearms(*, at, people=None):
    """Open what is missing: certificates that came to be known after the calls of open cases; return how many.

    For some people or everybody; asked after an import, a merge, a correction, and each night.
    """
    with transaction.atomic():
        incidents = queries.incidents_with_unnoticed_firearms(at, people)
        for incident in incidents:
            look_for_firearms(incident, by=None, at=at)
    return len(incidents)


@command
def acknowledge_firearms(*, incident_id, by, at, command_id=None):
    """Say, as an officer who goes there, that one knows of the certificates."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.ATTEND, incident)
    alert = queries.firearms_alert_for_change(incident)
    acknowledge(incident, alert, told=True, by=by, at=at, command_id=command_id)
    return incident


def acknowledge(incident, alert, *, told, by, at, command_id=None):
    """Write down that an officer knows of the certificates, and whether they were told before they arrived."""
    FirearmsAcknowledgement.objects.create(alert=alert, officer=by, at=at, told=told)
    tell(events.FIREARMS_ACKNOWLEDGED, incident, by=by, at=at, command_id=command_id, officer=by.pk, told=told)


def acknowledge_on_arrival(incident, told, *, by, at):
    """Ask an officer who attended, and has not acknowledged the certificates, whether they had been told."""
    if queries.knows_of_all_firearms(incident, by):
        return
    policies.check_told(told)
    acknowledge(incident, queries.firearms_alert(incident), told=told == "YES", by=by, at=at)


@command
def review_firearms(*, incident_id, response, note, by, at, command_id=None):
    """Decide, as an inspector, how a unit goes to an address with a firearms certificate."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.FIREARMS_MANAGE, incident)
    alert = queries.firearms_alert_for_change(incident)
    policies.check_review(by, note)

    alert.response, alert.review_note = response, note.strip()
    alert.reviewed_at, alert.reviewed_by = at, by
    alert.save()

    tell(events.FIREARMS_REVIEWED, incident, by=by, at=at, command_id=command_id, response=response)
    return incident


@command
def refer_firearms(*, incident_id, reference, by, at, command_id=None):
    """Record that firearms licensing was asked to review the certificates; whoever asks owes the outcome."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.FIREARMS_MANAGE, incident)
    alert = queries.firearms_alert_for_change(incident)
    policies.check_reference(reference)

    alert.reference, alert.referred_at, alert.referred_by = reference.strip(), at, by
    alert.save()

    tell(events.FIREARMS_REFERRED, incident, by=by, at=at, command_id=command_id, owner=by.pk)
    return incident


@command
def record_firearms_outcome(*, incident_id, certificate_id, outcome, note, by, at, command_id=None):
    """Record what firearms licensing decided about one certificate, and who said so."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.FIREARMS_MANAGE, incident)
    alert = queries.firearms_alert_for_change(incident)
    certificate = queries.certificate_for_change(alert, certificate_id)
    policies.check_outcome(alert, note)

    certificate.outcome, certificate.outcome_note = outcome, note.strip()
    certificate.outcome_at, certificate.outcome_by = at, by
    certificate.save()

    tell(
        events.FIREARMS_OUTCOME_KNOWN,
        incident,
        by=by,
        at=at,
        command_id=command_id,
        certificate=certificate.pk,
        outcome=outcome,
        every=not alert.certificates.filter(outcome="").exists(),
    )
    return incident
