"""Logging a call: the record, the cases, the flags and the grade, all at once or not at all."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.errors import Refused
from core.models import Entry
from incidents import services
from incidents.models import Case, Flag, Incident, Involvement, Ownership
from people import services as people
from people.models import Person

pytestmark = pytest.mark.django_db


def again(case, **facts):
    """Return the keywords of another call between the same two people."""
    people = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    return {"people": people} | facts


def test_a_call_saves_the_incident_the_people_and_a_case_with_an_owner(incident, operator):
    case = Case.objects.get(allegations__incident=incident)

    assert incident.domestic
    assert str(case) == "Asha Vale and Dorian Crane"
    assert Ownership.objects.get(case=case, until_at=None).officer == operator
    assert set(Involvement.objects.filter(incident=incident).values_list("role", flat=True)) == {"victim", "suspect"}


def test_a_second_call_belongs_to_the_same_case_and_flags_the_victim_at_once(case, call, at):
    second = call(at, **again(case))

    assert Case.objects.count() == 1
    flag = Flag.objects.get(code="REPEAT_VICTIM")
    assert flag.person_id == case.victim_id
    assert flag.because[-1] == second.pk
    raised = Entry.objects.get(event="incidents.flag_raised")
    assert raised.facts["flag"] == "REPEAT_VICTIM"


@pytest.mark.parametrize(("gap", "repeat"), [(364, True), (365, True), (366, False)])
def test_a_repeat_is_another_report_within_twelve_months_to_the_day(case, call, at, gap, repeat):
    first = Incident.objects.get()
    later = first.reported_at + timedelta(days=gap)

    call(later, **again(case))

    assert Flag.objects.filter(code="REPEAT_VICTIM").exists() is repeat


def test_the_third_report_in_twelve_months_is_flagged_once(case, call, days):
    for number in (1, 2, 3):
        call(days(number), **again(case))

    thirds = Entry.objects.filter(event="incidents.flag_raised", facts__flag="THIRD_REPORT")
    assert thirds.count() == 1


def test_a_graver_report_is_an_escalation_and_an_equal_one_is_not(case, call, days):
    call(days(1), **again(case, facts={"violence": "threatened"}))
    call(days(2), **again(case, facts={"violence": "used"}))
    call(days(3), **again(case, facts={"violence": "used"}))

    raised = Entry.objects.filter(event="incidents.flag_raised", facts__flag="ESCALATION")
    assert [entry.facts["victim"] for entry in raised] == [str(case.victim_id)]


def test_information_that_makes_a_report_graver_raises_the_escalation_then(case, call, officer, days):
    call(days(1), **again(case, facts={"violence": "threatened"}))
    second = call(days(2), **again(case))

    services.add_information(
        case_id=case.pk,
        incident_id=second.pk,
        kind="contact",
        occurred_on=days(2).date(),
        text="She says he took her by the throat",
        facts={"strangulation": True},
        by=officer,
        at=days(3),
    )

    assert Entry.objects.filter(event="incidents.flag_raised", facts__flag="ESCALATION").count() == 1


def test_a_second_unconnected_partner_makes_a_serial_perpetrator(case, call, days):
    call(days(1), **again(case, facts={"violence": "used"}))
    call(
        days(2),
        people=[
            {"role": "victim", "given_name": "Brona", "family_name": "Tull"},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "partner"},
        ],
        facts={"violence": "threatened"},
    )

    flag = Flag.objects.get(code="SERIAL_PERPETRATOR", variant="ACPO_2009")
    assert flag.person_id == case.suspect_id
    raised = Entry.objects.get(event="incidents.flag_raised", facts__flag="SERIAL_PERPETRATOR")
    assert raised.facts["person"] == str(case.suspect_id)


def test_two_sisters_are_not_two_unconnected_victims(case, call, days):
    call(days(1), **again(case, facts={"violence": "used"}))
    call(
        days(2),
        people=[
            {"role": "victim", "given_name": "Brona", "family_name": "Vale"},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "partner"},
            {"role": "witness", "person_id": case.victim_id, "relation": "sibling"},
        ],
        facts={"violence": "threatened"},
    )

    assert not Flag.objects.filter(code="SERIAL_PERPETRATOR", variant="ACPO_2009").exists()
    assert Flag.objects.filter(code="SERIAL_PERPETRATOR", variant="NORTHUMBRIA_MATAC").exists()


def test_a_victim_or_suspect_whom_nobody_knows_keeps_a_place(call, everybody, at):
    incident = call(at, people=[{"role": "victim", "unknown": True}])

    assert Person.objects.filter(unknown=True).count() == 2
    assert Case.objects.get(allegations__incident=incident).state == "OPEN"


def test_two_records_of_one_person_are_never_victim_and_suspect_of_one_call(call, everybody, at):
    one, other = (people.register(given_name=name, by=everybody["operator"], at=at) for name in ("Asha", "Ashia"))
    rows = [{"role": "victim", "person_id": one.pk}, {"role": "suspect", "person_id": other.pk}]
    people.merge_people(keep_id=one.pk, merge_id=other.pk, reason="One woman", by=everybody["cru"], at=at)

    with pytest.raises(Refused, match="cannot be victim and suspect"):
        call(at, people=rows)

    people.unmerge_people(person_id=other.pk, reason="Two women", by=everybody["cru"], at=at)
    assert call(at, people=rows).allegations.get().victim == one


def test_a_firearms_certificate_at_the_address_is_on_the_call(call, everybody, at):
    from people import services as people
    from people.models import Firearm

    Firearm.objects.create(certificate="F-1", address=people.place("14 Harbour Row", "CT16 1AA"))

    incident = call(at)

    assert incident.firearms
    opened = {duty.code for entry in Entry.objects.all() for duty in entry.duties.all()}
    assert {"RELAY_FIREARMS", "REVIEW_FIREARMS", "REFER_FIREARMS"} <= opened


def test_domestic_abuse_is_never_graded_below_high_by_an_operator(call, everybody, at):
    with pytest.raises(Refused, match="supervisor") as refusal:
        call(at, grade="SCHEDULED", grade_note="She can wait")

    assert refusal.value.field == "grade"
    assert Incident.objects.count() == 0


def test_a_supervisor_may_grade_below_high_with_a_reason_and_not_without(call, everybody, at):
    supervisor = everybody["control_supervisor"]
    with pytest.raises(Refused, match="Say why"):
        call(at, by=supervisor, grade="SCHEDULED")

    incident = call(at, by=supervisor, grade="SCHEDULED", grade_note="She is at the station already")

    assert incident.grade == "SCHEDULED"
    assert incident.grade_approved_by == supervisor
    assert incident.default_grade == "HIGH"


STRANGERS = [
    {"role": "victim", "given_name": "Asha", "family_name": "Vale"},
    {"role": "suspect", "given_name": "Dorian", "family_name": "Crane"},
]


@pytest.mark.parametrize("kind", ["HARASSMENT", "STALKING"])
def test_harassment_cannot_be_graded_before_the_connection_is_asked(call, everybody, at, kind):
    with pytest.raises(Refused, match="connected") as refusal:
        call(at, kind=kind, people=STRANGERS, grade="HIGH")
    assert refusal.value.field == "connected"

    incident = call(at, kind=kind, people=STRANGERS)
    assert incident.grade == ""

    answered = services.regrade(incident_id=incident.pk, grade="HIGH", connected="YES", by=everybody["operator"], at=at)
    assert (answered.grade, answered.domestic) == ("HIGH", True)


def test_a_connection_on_record_answers_the_question(call, everybody, at):
    incident = call(at, kind="HARASSMENT")

    assert incident.connected == "YES"
    assert incident.grade == "HIGH"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "HARASSMENT", "connected": "", "grade": "HIGH"}, "incident_connection_before_grade"),
        ({"grade": "SCHEDULED"}, "incident_domestic_floor"),
        ({"grade": "RESOLVED_WITHOUT_DEPLOYMENT", "grade_note": "quiet now"}, "incident_domestic_floor"),
    ],
)
def test_the_database_itself_refuses_what_the_rules_of_grading_forbid(incident, change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(**change)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"occurred_at": timedelta(hours=1)}, "occurred_at", "future"),
        ({"reported_at": timedelta(minutes=1)}, "reported_at", "future"),
        ({"occurred_at": datetime(1899, 12, 31, 12)}, "occurred_at", "before 1900"),
        ({"people": []}, "people", "victim"),
        ({"people": [{"role": "victim", "given_name": "A"}] * 61}, "people", "at most 60"),
        ({"children": "LISTED"}, "children", "Name the children"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_at_the_field(call, everybody, at, changes, field, words):
    name, value = next(iter(changes.items()))
    if isinstance(value, timedelta):
        value = at + value
    elif isinstance(value, datetime):
        value = value.replace(tzinfo=at.tzinfo)

    with pytest.raises(Refused, match=words) as refusal:
        call(at, **{name: value})

    assert refusal.value.field == field
    assert Incident.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["O'Brien-Müller", "محمد", "李 小龍", "🌿", "N" * 300, "<b>bold</b>", "Robert'); DROP TABLE"]
)
def test_a_name_is_kept_as_it_was_given(call, everybody, at, name):
    incident = call(at, people=[{"role": "victim", "given_name": name, "family_name": "Vale"}])

    person = Involvement.objects.get(incident=incident, role="victim").person
    assert person.given_name == name


def test_nobody_may_log_a_call_who_does_not_take_calls(call, everybody, at):
    with pytest.raises(Refused, match="may not log a call"):
        call(at, by=everybody["auditor"])
