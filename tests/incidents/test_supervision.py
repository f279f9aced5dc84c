"""Live supervision: a criterion is written with its cause, acknowledged by name, and climbs when nobody looks."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse

from accounts.permissions import Role
from core import escalation, rebuilding
from core.errors import Absent, Refused
from core.models import Duty, Entry
from incidents import services
from incidents.models import Case, Hit, Watch
from incidents.presenters import supervision as presenters
from incidents.queries import supervision as queries
from tests.incidents.watching import criteria, supervise

# Somebody in every role, so that each duty has its owner.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everybody")]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"facts": {"weapon": "knife"}}, ["IMMEDIATE", "WEAPON_OR_FIREARM"]),
        ({"facts": {"strangulation": True}}, ["GRAVE", "IMMEDIATE"]),
        ({"dropped": True}, ["CALL_CUT_OFF", "IMMEDIATE"]),
        ({"facts": {"breach": True}}, ["BREACH"]),
        ({"children": "LISTED"}, ["CHILD"]),
    ],
)
def test_what_a_call_meets_is_written_in_the_transaction_of_the_call(call, at, changes, codes):
    if changes.pop("children", None):
        changes["facts"] = {"children_present": True}

    incident = call(at, **changes)

    assert criteria(incident) == codes
    assert Duty.objects.filter(code="SUPERVISE_INCIDENT", subject_id=incident.pk).count() == bool(codes)


def test_a_call_that_fails_leaves_no_criterion_behind(call, at, monkeypatch):
    with pytest.raises(RuntimeError), transaction.atomic():
        call(at, facts={"weapon": True})
        raise RuntimeError

    assert not Watch.objects.exists()
    assert not Hit.objects.exists()


def test_a_call_that_is_not_domestic_stands_on_no_board(call, at):
    incident = call(at, connected="NO", facts={"weapon": True})

    assert not Watch.objects.filter(incident=incident).exists()


def test_a_repeat_and_a_serial_perpetrator_are_seen_at_the_call(case, call, days):
    people = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    first = call(days(1), people=people, facts={"violence": "used"})
    second = call(
        days(2),
        people=[
            {"role": "victim", "given_name": "Brona", "family_name": "Tull"},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "partner"},
        ],
        facts={"violence": "threatened"},
    )

    assert criteria(first) == ["REPEAT_OR_MARAC"]
    assert criteria(second) == ["SERIAL"]


def test_a_call_on_the_board_is_found_among_more_people_than_a_statement_takes_values(call, at):
    incident, finished = call(at, facts={"weapon": True}), call(at, connected="NO", facts={"weapon": True})
    met = {uuid4() for _ in range(70_000)} | {each.person_id for each in finished.involvements.all()}
    assert list(queries.incidents_watched_of(met)) == []

    met |= {incident.involvements.get(role="suspect").person_id}

    assert list(queries.incidents_watched_of(met)) == [incident]


def test_information_that_comes_later_meets_its_criterion_then_and_once(call, operator, at):
    incident = call(at)
    services.send_unit(incident_id=incident.pk, unit="KA12", by=operator, at=at)
    case = Case.objects.get()
    told = {"case_id": case.pk, "incident_id": incident.pk, "kind": "contact", "occurred_on": at.date()}

    for hour in (1, 2):
        services.add_information(**told, facts={"strangulation": True}, by=operator, at=at + timedelta(hours=hour))

    assert criteria(incident) == ["GRAVE"]
    assert Hit.objects.get().met_at == at + timedelta(hours=1)


def test_a_child_named_by_those_who_went_is_a_criterion(call, officer, at):
    incident = call(at)

    services.record_attendance(
        incident_id=incident.pk,
        arrived_at=at + timedelta(minutes=8),
        positive_action="Separated them",
        children="LISTED",
        children_named=[{"given_name": "Iris", "family_name": "Vale", "born_on": "2019"}],
        by=officer,
        at=at + timedelta(minutes=20),
    )

    assert criteria(incident) == ["CHILD"]
    assert Watch.objects.get().resourcing == "ARRIVED"


def test_lowering_the_grade_is_a_criterion_each_time_and_raising_it_is_none(call, operator, control_supervisor, at):
    incident = call(at, facts={"injury": True})
    services.send_unit(incident_id=incident.pk, unit="KA12", by=operator, at=at)
    supervise(incident, control_supervisor, at)
    grade = lambda grade, hour, by: services.regrade(  # noqa: E731
        incident_id=incident.pk, grade=grade, connected="YES", note="He has left", by=by, at=at + timedelta(hours=hour)
    )

    grade("HIGH", 1, control_supervisor)
    assert criteria(incident, waiting=True) == ["DOWNGRADED"]
    supervise(incident, control_supervisor, at + timedelta(hours=2))
    grade("IMMEDIATE", 3, operator)
    assert criteria(incident, waiting=True) == []
    grade("HIGH", 4, control_supervisor)

    assert criteria(incident, waiting=True) == ["DOWNGRADED"]


def test_acknowledging_is_by_name_with_a_decision_and_meets_the_duty(call, control_supervisor, at):
    incident = call(at, facts={"weapon": True})

    supervise(incident, control_supervisor, at + timedelta(minutes=4), decision="MORE")

    assert criteria(incident, waiting=True) == []
    assert {hit.acknowledged_by for hit in Hit.objects.all()} == {control_supervisor}
    assert Duty.objects.get(code="SUPERVISE_INCIDENT").ended_as == "MET"
    watch = Watch.objects.get()
    assert (watch.seen_by, watch.seen_at - watch.first_met_at) == (control_supervisor, timedelta(minutes=4))


def test_what_still_waits_is_owed_from_its_own_time_on(call, control_supervisor, at):
    incident = call(at, facts={"weapon": True})
    services.send_unit(incident_id=incident.pk, unit="KA12", by=control_supervisor, at=at)
    case = Case.objects.get()
    services.add_information(
        case_id=case.pk,
        incident_id=incident.pk,
        kind="contact",
        occurred_on=at.date(),
        facts={"strangulation": True},
        by=control_supervisor,
        at=at + timedelta(minutes=8),
    )

    supervise(incident, control_supervisor, at + timedelta(minutes=9), criteria=["IMMEDIATE", "WEAPON_OR_FIREARM"])

    assert criteria(incident, waiting=True) == ["GRAVE"]
    duty = Duty.objects.get(code="SUPERVISE_INCIDENT", ended_at=None)
    assert duty.due_at == at + timedelta(minutes=18)
    assert Duty.objects.filter(code="SUPERVISE_INCIDENT", ended_as="RENEWED").count() == 1
    assert not any(rebuilding.rebuild(apply_changes=False).values())


@pytest.mark.parametrize(("minutes", "level"), [(9, 0), (10, 1), (11, 1)])
def test_what_nobody_acknowledges_climbs_to_a_named_inspector(call, control_supervisor, at, minutes, level):
    incident = call(at, facts={"weapon": True})
    services.send_unit(incident_id=incident.pk, unit="KA12", by=control_supervisor, at=at)

    escalation.sweep(at + timedelta(minutes=minutes))

    duty = Duty.objects.get(code="SUPERVISE_INCIDENT")
    assert duty.level == level
    assert (duty.escalated_to_id == control_supervisor.pk) == bool(level)


@pytest.mark.parametrize("years", [0, 40], ids=["the newer one", "the longer-serving one"])
def test_where_the_supervisor_is_an_inspector_another_inspector_is_told(call, control_supervisor, post, at, years):
    second = post("second", Role.AUDITOR, "standards", "inspector", since=timedelta(days=1 + 365 * years))
    call(at, facts={"weapon": True})

    escalation.sweep(at + timedelta(minutes=10))

    duty = Duty.objects.get(code="SUPERVISE_INCIDENT")
    assert (duty.owner_id, duty.level, duty.escalated_to_id) == (control_supervisor.pk, 1, second.pk)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decision": "OTHER"}, "Say what you decided"),
        ({"decision": "NONE"}, "Choose what you decided"),
        ({"criteria": ["SERIAL"]}, "Nothing of this waits"),
    ],
)
def test_an_acknowledgement_that_says_nothing_is_refused(call, control_supervisor, at, changes, sentence):
    incident = call(at, facts={"weapon": True})

    with pytest.raises(Refused, match=sentence):
        supervise(incident, control_supervisor, at, **changes)

    assert criteria(incident, waiting=True) == ["IMMEDIATE", "WEAPON_OR_FIREARM"]


def test_nobody_supervises_a_call_they_took(call, control_supervisor, at):
    incident = call(at, by=control_supervisor, facts={"weapon": True})

    with pytest.raises(Refused, match="You took this call yourself"):
        supervise(incident, control_supervisor, at)


@pytest.mark.parametrize("role", ["operator", "officer", "sergeant", "auditor"])
def test_only_a_supervisor_of_the_room_acknowledges(call, at, everybody, role):
    incident = call(at, facts={"weapon": True})

    with pytest.raises(Refused, match="you may not supervise live incidents"):
        supervise(incident, everybody[role], at)


def test_a_restricted_incident_is_shown_to_those_named_and_its_supervision_is_owed_by_one_of_them(
    call, everybody, safeguarding, control_supervisor, at
):
    incident = call(at, facts={"weapon": True})
    case = Case.objects.get()
    assert Duty.objects.get(code="SUPERVISE_INCIDENT").owner_id == control_supervisor.pk

    services.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=at)

    assert presenters.board(control_supervisor, at)["rows"] == []
    assert presenters.board(control_supervisor, at)["eyes"]["incidents"] == 0
    assert len(presenters.board(safeguarding, at)["rows"]) == 1
    assert Duty.objects.get(code="SUPERVISE_INCIDENT").owner_id == safeguarding.pk
    with pytest.raises(Absent):
        supervise(incident, control_supervisor, at)
    supervise(incident, safeguarding, at + timedelta(minutes=3))
    assert Duty.objects.get(code="SUPERVISE_INCIDENT").ended_as == "MET"
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_a_named_supervisor_of_the_room_owes_it_before_the_specialist(call, safeguarding, control_supervisor, at):
    call(at, facts={"weapon": True})

    services.restrict_case(case_id=Case.objects.get().pk, officers=[control_supervisor.pk], by=safeguarding, at=at)

    assert Duty.objects.get(code="SUPERVISE_INCIDENT").owner_id == control_supervisor.pk


def test_the_tour_shows_the_median_and_the_worst_time_to_the_first_look(call, control_supervisor, at):
    looked = []
    for minutes in (2, 4, 9):
        incident = call(at, facts={"weapon": True}, address=f"{minutes} Harbour Row")
        looked.append((incident, minutes))
    for incident, minutes in looked:
        supervise(incident, control_supervisor, at + timedelta(minutes=minutes))
    call(at, facts={"weapon": True})

    shown = presenters.board(control_supervisor, at + timedelta(minutes=30))["eyes"]

    assert (shown["incidents"], shown["unseen"], shown["median"], shown["worst"]) == (4, 1, 4, 30)


def test_the_oldest_that_waits_stands_first_and_what_waits_for_nobody_last(call, control_supervisor, at):
    quiet = call(at - timedelta(minutes=5))
    second = call(at - timedelta(minutes=2), facts={"weapon": True})
    first = call(at - timedelta(minutes=3), facts={"weapon": True})

    rows = presenters.board(control_supervisor, at)["rows"]

    assert [row["number"] for row in rows] == [first.number, second.number, quiet.number]


def test_the_database_keeps_what_was_acknowledged(call, control_supervisor, at):
    incident = call(at, facts={"weapon": True})
    supervise(incident, control_supervisor, at)

    for change in ("UPDATE incidents_hit SET note = 'else'", "DELETE FROM incidents_hit"):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE incidents_watch SET left_at = now()",
        "UPDATE incidents_watch SET seen_at = now()",
        "UPDATE incidents_watch SET finished_at = now()",
        "UPDATE incidents_hit SET acknowledged_at = now()",
        "INSERT INTO incidents_hit (id, watch_id, criterion, met_at, decision, note) "
        "SELECT gen_random_uuid(), watch_id, criterion, now(), '', '' FROM incidents_hit",
    ],
)
def test_the_database_refuses_a_row_that_cannot_be(call, at, change):
    call(at, facts={"weapon": True})

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_story_tells_what_was_met_and_what_was_decided(call, control_supervisor, at):
    incident = call(at, facts={"weapon": True})
    supervise(incident, control_supervisor, at, decision="CALLED_BACK")

    said = [
        presenters.SENTENCES[entry.event](entry.facts)
        for entry in Entry.objects.filter(event__startswith="incidents.criteria").order_by("pk")
    ]

    assert said == [
        "Brought to a supervisor: graded immediate; a weapon or a firearms certificate.",
        "A supervisor looked (graded immediate; a weapon or a firearms certificate). "
        "Decided: the caller is called back.",
    ]


def test_the_page_that_sends_a_unit_names_the_incident(client_for, call, operator, at):
    incident = call(at)

    page = client_for(operator).get(reverse("unit_send", args=[incident.pk])).content.decode()

    assert f"Incident {incident.number}: domestic disturbance or abuse" in page
