"""Sending units and closing an incident: the clock of each, and what stays on the board until somebody looked."""

from datetime import timedelta

import pytest

from core import escalation
from core.errors import Refused
from core.models import Duty
from incidents import services
from incidents.models import Hit
from incidents.presenters import supervision as presenters
from incidents.queries import supervision as watches
from tests.incidents.watching import criteria, supervise

# Somebody in every role, so that each duty has its owner.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everybody")]


@pytest.mark.parametrize(("minutes", "late"), [(14, False), (15, True), (16, True)])
def test_nobody_sent_within_the_target_is_seen_at_once_and_written_by_the_sweep(
    call, control_supervisor, at, minutes, late
):
    incident = call(at)
    now = at + timedelta(minutes=minutes)

    shown = presenters.board(control_supervisor, now)["rows"][0]
    services.supervision.sweep(now)
    services.supervision.sweep(now + timedelta(seconds=30))

    assert [each["code"] for each in shown["criteria"]] == ["UNRESOURCED"] * late
    assert criteria(incident) == ["UNRESOURCED"] * late
    if late:
        assert Hit.objects.get().met_at == at + timedelta(minutes=15)
        assert Duty.objects.get(code="SUPERVISE_INCIDENT").due_at == at + timedelta(minutes=25)


def test_a_sweep_that_slept_writes_what_one_that_did_not_would_have_written(call, at):
    call(at)

    escalation.sweep(at + timedelta(days=7))

    assert Hit.objects.get().met_at == at + timedelta(minutes=15)
    assert Duty.objects.get(code="SUPERVISE_INCIDENT").started_at == at + timedelta(minutes=15)


def test_a_unit_sent_stops_the_clock_and_standing_it_down_starts_it_anew(call, operator, at):
    incident = call(at)
    services.send_unit(incident_id=incident.pk, unit="ka 12", by=operator, at=at + timedelta(minutes=5))
    services.supervision.sweep(at + timedelta(hours=1))
    assert criteria(incident) == []

    services.stand_down_unit(incident_id=incident.pk, unit="KA-12", by=operator, at=at + timedelta(hours=1))
    services.supervision.sweep(at + timedelta(hours=1, minutes=14))
    assert criteria(incident) == []
    services.supervision.sweep(at + timedelta(hours=1, minutes=15))

    assert criteria(incident) == ["UNRESOURCED"]


def test_acknowledged_without_a_unit_it_comes_back_after_another_target(call, control_supervisor, at):
    incident = call(at)
    supervise(incident, control_supervisor, at + timedelta(minutes=20))
    assert criteria(incident, waiting=True) == []

    services.supervision.sweep(at + timedelta(minutes=34))
    assert criteria(incident, waiting=True) == []
    services.supervision.sweep(at + timedelta(minutes=35))

    assert criteria(incident, waiting=True) == ["UNRESOURCED"]


@pytest.mark.parametrize(("unit", "sentence"), [("KA12", "on its way already"), ("<b>", "A call sign has letters")])
def test_a_unit_is_sent_once_and_by_a_call_sign(call, operator, at, unit, sentence):
    incident = call(at)
    services.send_unit(incident_id=incident.pk, unit="KA12", by=operator, at=at)

    with pytest.raises(Refused, match=sentence):
        services.send_unit(incident_id=incident.pk, unit=unit, by=operator, at=at)


def test_finished_without_attendance_stays_on_the_board_until_a_supervisor_looked(
    call, operator, control_supervisor, at
):
    incident = call(at)
    services.finish_incident(
        incident_id=incident.pk, outcome="UNATTENDED", reason="She asked us not to come", by=operator, at=at
    )
    assert criteria(incident, waiting=True) == ["FINISHED_UNATTENDED"]
    assert len(watches.board(reader=operator, at=at)) == 1

    supervise(incident, control_supervisor, at + timedelta(minutes=2))

    assert len(watches.board(reader=operator, at=at)) == 0
    assert Duty.objects.get(code="RECORD_ATTENDANCE_HIGH").ended_as == "VOID"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"outcome": "UNATTENDED"}, "Say why nobody went"),
        ({"outcome": "ATTENDED"}, "Nobody has recorded attending"),
        ({"outcome": "LOST"}, "Say whether somebody went"),
    ],
)
def test_an_incident_is_finished_only_as_it_was(call, operator, at, arguments, sentence):
    incident = call(at)

    with pytest.raises(Refused, match=sentence):
        services.finish_incident(incident_id=incident.pk, by=operator, at=at, **arguments)


def test_attended_and_finished_it_leaves_the_board_and_a_later_criterion_brings_it_back(incident, case, operator, at):
    services.finish_incident(incident_id=incident.pk, outcome="ATTENDED", by=operator, at=at)
    assert len(watches.board(reader=operator, at=at)) == 0

    services.add_information(
        case_id=case.pk,
        incident_id=incident.pk,
        kind="contact",
        occurred_on=at.date(),
        facts={"strangulation": True},
        by=operator,
        at=at,
    )

    assert len(watches.board(reader=operator, at=at)) == 1
