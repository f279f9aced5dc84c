"""What is owed: opened and met by entries, moved with the case, climbing when late, rebuilt from the journal."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core import duties, escalation, rebuilding
from core.models import Duty, Entry
from incidents import services
from law.duties import BY_CODE

pytestmark = pytest.mark.django_db


def shape():
    """Return what the journal decides of every duty."""
    return {str(row) for row in Duty.objects.values_list("pk", *rebuilding.SHAPE)}


def open_codes(case):
    """Return the codes of the open duties of a case."""
    return set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))


def test_a_call_opens_attendance_and_attending_meets_it(incident, everybody, officer, at):
    duty = Duty.objects.get(code="RECORD_ATTENDANCE_HIGH")
    assert duty.due_at == incident.reported_at + timedelta(minutes=60)
    assert duty.ended_at is None

    services.record_attendance(
        incident_id=incident.pk,
        arrived_at=at - timedelta(hours=1),
        positive_action="Arrested him",
        children="NONE",
        by=officer,
        at=at,
    )

    duty.refresh_from_db()
    assert duty.ended_as == "MET"
    assert duty.ended_by.event == "incidents.attended"


def test_a_duty_keeps_its_owner_due_time_and_figure(case, officer):
    duty = Duty.objects.get(code="ASSESS")

    assert duty.owner_id == officer.pk
    assert duty.basis.startswith("ASSESS@")
    assert duty.due_at > duty.started_at
    assert BY_CODE[duty.code].source


def test_the_owners_duties_move_with_the_case(case, everybody, officer, at):
    neighbourhood = everybody["neighbourhood"]
    offer = services.offer_case(case_id=case.pk, to_id=neighbourhood.pk, must_know="Ring after six", by=officer, at=at)
    assert Duty.objects.get(code="SUPPORT_REFERRAL").owner_id == officer.pk

    services.accept_case(offer_id=offer.pk, by=neighbourhood, at=at)

    assert Duty.objects.get(code="SUPPORT_REFERRAL").owner_id == neighbourhood.pk
    assert Duty.objects.get(code="ASSESS").owner_id == officer.pk, "who attended still owes the assessment"
    assert Duty.objects.get(code="ACCEPT_CASE").ended_as == "MET"


def test_the_same_duty_cannot_be_open_twice(case):
    duty = Duty.objects.get(code="ASSESS")
    twin = {field.attname: getattr(duty, field.attname) for field in Duty._meta.fields}
    twin["opened_by_id"] = Entry.objects.exclude(pk=duty.opened_by_id).first().pk
    twin.pop("id")

    with pytest.raises(IntegrityError, match="duty_open_once"), transaction.atomic():
        Duty.objects.create(**twin)


@pytest.mark.parametrize(("late_by", "level"), [(-1, 0), (0, 1), (1, 1)])
def test_a_duty_climbs_at_its_due_time_and_not_a_second_before(case, everybody, late_by, level):
    duty = Duty.objects.get(code="ASSESS")

    escalation.sweep(duty.due_at + timedelta(seconds=late_by))

    duty.refresh_from_db()
    assert duty.level == level
    if level:
        assert duty.escalated_to_id == everybody["sergeant"].pk


def test_sweeping_twice_changes_nothing(case, everybody):
    duty = Duty.objects.get(code="ASSESS")
    escalation.sweep(duty.due_at)
    entries = Entry.objects.count()

    assert escalation.sweep(duty.due_at) == 0
    assert Entry.objects.count() == entries


def test_a_sweep_that_slept_for_three_days_gives_the_same_journal(case, everybody):
    duty = Duty.objects.get(code="ASSESS")
    end = duty.due_at + timedelta(days=3)

    with transaction.atomic():
        for hours in range(80):
            escalation.sweep(duty.due_at + timedelta(hours=hours - 8))
        steady = marks(duty)
        transaction.set_rollback(True)
    escalation.sweep(end)

    assert marks(duty) == steady
    assert len(steady) == len(BY_CODE["ASSESS"].escalates_to)


def marks(duty):
    """Return when and to whom a duty climbed."""
    found = Entry.objects.filter(event=duties.ESCALATED, subject_id=duty.pk).order_by("pk")
    return [(entry.occurred_at, entry.facts["level"], entry.facts["to"]) for entry in found]


def test_rebuilding_from_the_journal_gives_the_same_duties(case, everybody, officer, at, call):
    offer = services.offer_case(
        case_id=case.pk, to_id=everybody["neighbourhood"].pk, must_know="Ring after six", by=officer, at=at
    )
    services.accept_case(offer_id=offer.pk, by=everybody["neighbourhood"], at=at)
    call(
        at, people=[{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    )
    escalation.sweep(at + timedelta(days=20))
    before = shape()

    assert rebuilding.rebuild(apply_changes=True) == {"added": {}, "removed": {}, "changed": {}}
    assert shape() == before


def test_rebuilding_shows_what_was_bent_and_changes_nothing_until_told(case):
    duty = Duty.objects.get(code="ASSESS")
    Duty.objects.filter(pk=duty.pk).update(due_at=duty.due_at + timedelta(days=9))

    assert list(rebuilding.rebuild(apply_changes=False)["changed"]) == [duty.pk]
    assert Duty.objects.get(pk=duty.pk).due_at != duty.due_at

    rebuilding.rebuild(apply_changes=True)
    assert Duty.objects.get(pk=duty.pk).due_at == duty.due_at
