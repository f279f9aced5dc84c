"""The list of what asks for a new assessment, row by row."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from core.models import Duty, Entry
from custody import services as custody
from custody.states import Kind
from law import circumstances, clocks, duties
from risk import services
from risk.models import Circumstance

pytestmark = pytest.mark.django_db
REASSESS = "REASSESS_"


def asked(case, code):
    """Return the open duties with a code in a case."""
    return list(Duty.objects.filter(case_id=case.pk, code=REASSESS + code, ended_at=None))


@pytest.mark.parametrize("kind", [each.code for each in circumstances.CHOSEN])
def test_each_recorded_change_opens_a_duty_with_an_owner_in_the_same_transaction(case, officer, at, kind):
    made = services.record_circumstance(case_id=case.pk, kind=kind, occurred_on=at.date(), by=officer, at=at)
    (duty,) = asked(case, kind)
    assert (duty.owner_id, duty.due_at) == (officer.pk, at + timedelta(hours=24))
    assert duty.opened_by.subject_id == made.pk
    assert duty.opened_by.facts == {"kind": kind, "level": ""}


@pytest.mark.parametrize(
    ("kind", "details", "code"),
    [
        (Kind.BAIL_GRANTED, {}, "BAIL"),
        (Kind.BAIL_VARIED, {}, "BAIL_VARIATION"),
        (Kind.BAIL_ENDED, {}, "BAIL_END"),
        (Kind.ARRESTED, {}, "ARREST"),
        (Kind.CHARGED, {}, "CHARGE"),
        (Kind.NO_FURTHER_ACTION, {}, "NO_FURTHER_ACTION"),
        (Kind.COURT_HEARD, {"result": "ACQUITTED"}, "COURT_ENDED"),
        (Kind.COURT_HEARD, {"result": "DISCONTINUED"}, "COURT_ENDED"),
        (Kind.COURT_HEARD, {"result": "ADJOURNED"}, None),
        (Kind.REMANDED, {}, "REMAND"),
        (Kind.RELEASED, {}, "RELEASE"),
        (Kind.RECALLED, {}, "RECALL"),
        (Kind.BREACHED, {"breach_of": "BAIL"}, "BREACH"),
        (Kind.ORDER_REFUSED, {"order": "NON_MOLESTATION"}, "ORDER_REFUSED"),
    ],
)
def test_each_custody_and_court_event_of_the_list_opens_its_duty(case, officer, at, kind, details, code):
    custody.record_event(
        kind=kind,
        suspect_id=case.suspect_id,
        case_id=case.pk,
        effective_at=at - timedelta(minutes=5),
        details=details,
        by=officer,
        at=at,
    )
    if code is None:
        assert not asked(case, "COURT_ENDED")
        return
    (duty,) = asked(case, code)
    assert duty.owner_id == officer.pk


@pytest.mark.parametrize(
    ("event", "facts", "code"),
    [
        ("custody.order_made", {"level": "HIGH"}, "ORDER_MADE"),
        ("custody.order_lapsed", {"level": ""}, "ORDER_LAPSED"),
        ("custody.bail_lapsed", {"level": ""}, "BAIL_LAPSED"),
        ("custody.order_ended", {"level": ""}, "ORDER_ENDED"),
        ("safety_plans.measure_removed", {"level": ""}, "MEASURES_REMOVED"),
        ("safety_plans.measure_not_done", {"level": ""}, "MEASURE_NOT_DONE"),
        ("incidents.firearms_found", {"level": "MEDIUM"}, "CERTIFICATE"),
        ("marac.case_referred", {"level": "MEDIUM"}, "MARAC_REFERRAL"),
        ("incidents.information_added", {"level": "MEDIUM"}, "INFORMATION"),
        ("risk.contact_lost", {"level": "STANDARD"}, "NO_CONTACT"),
        ("custody.at_liberty", {"level": "STANDARD"}, "AT_LIBERTY"),
        ("incidents.information_added", {"level": "STANDARD", "kind": "partner_agency"}, "TOLD"),
        ("incidents.information_added", {"level": "", "kind": "circumstances"}, "TOLD"),
    ],
)
def test_the_rest_of_the_list_stands_in_the_table(event, facts, code):
    assert REASSESS + code in {rule.code for rule in duties.opened_by(event, facts)}


@pytest.mark.parametrize(
    ("event", "code"), [("incidents.attended", "ASSESS"), ("custody.order_made", "REVIEW_BEFORE_ORDER_ENDS")]
)
def test_a_new_incident_and_an_order_that_runs_out_ask_by_rules_of_their_own(event, code):
    facts = {"expires_on": "2027-01-01", "domestic": True}
    assert code in {rule.code for rule in duties.opened_by(event, facts)}


@pytest.mark.parametrize(("late", "said"), [(timedelta(seconds=-1), 0), (timedelta(0), 0), (timedelta(seconds=1), 1)])
def test_when_nobody_spoke_with_the_victim_in_time_a_new_assessment_is_owed(sign_off, case, officer, late, said):
    sign_off(grade="HIGH", grade_reasons="What I saw")
    duty = Duty.objects.get(code="KEEP_IN_TOUCH_HIGH")
    at = duty.due_at + late
    assert services.watch_contact(at) == said
    assert services.watch_contact(at) == 0
    assert [each.owner_id for each in asked(case, "NO_CONTACT")] == [officer.pk] * said
    assert Entry.objects.filter(event="risk.contact_lost").count() == said


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "WEATHER"}, "kind"),
        ({"occurred_on": date(2026, 11, 17)}, "occurred_on"),
        ({"occurred_on": date(1899, 12, 31)}, "occurred_on"),
        ({"occurred_on": date(1, 1, 1)}, "occurred_on"),
        ({}, None),
    ],
)
def test_only_a_known_change_that_has_happened_is_recorded(case, officer, at, changes, field):
    arguments = {"case_id": case.pk, "kind": "SEPARATION", "occurred_on": at.date(), "by": officer, "at": at}
    if field is None:
        assert services.record_circumstance(**arguments).kind == "SEPARATION"
        return
    with pytest.raises(Refused) as refused:
        services.record_circumstance(**arguments | changes)
    assert refused.value.field == field
    assert not Circumstance.objects.exists()


def test_a_change_that_was_recorded_stays(case, officer, at):
    made = services.record_circumstance(case_id=case.pk, kind="SEPARATION", occurred_on=at.date(), by=officer, at=at)
    for change in (lambda: Circumstance.objects.update(kind="PREGNANCY"), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_page_records_a_change_and_the_case_shows_it(case, officer, auditor, client_for):
    client, address = client_for(officer), reverse("circumstance_record", args=[case.pk])
    today = clocks.london_day(timezone.now())
    boxes = {"occurred_on_day": today.day, "occurred_on_month": today.month, "occurred_on_year": today.year}
    assert client.get(address).status_code == 200
    done = client.post(address, {"kind": "VICTIM_MOVED", "text": "To <b>her</b> sister", **boxes})
    assert done.status_code == 302
    shown = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "The victim has moved" in shown and "&lt;b&gt;her" in shown
    assert client_for(auditor).get(address).status_code == 403


def test_a_machine_records_a_change_once_and_reads_what_is_owed(case, officer, auditor, api_for):
    address = f"/api/v1/cases/{case.pk}/changes/"
    today = clocks.london_day(timezone.now()).isoformat()
    body = {"kind": "SUICIDE_THREAT", "occurred_on": today}
    for _ in range(2):
        done = api_for(officer).post(address, body, format="json", headers={"Idempotency-Key": "a"})
        assert done.status_code == 201
        assert "REASSESS_SUICIDE_THREAT" in {duty["code"] for duty in done.json()["duties"]}
    assert Circumstance.objects.count() == 1
    wrong = api_for(officer).post(address, body | {"kind": "WEATHER"}, format="json")
    assert wrong.status_code in (400, 422)
    assert wrong.json()["errors"][0]["field"] == "kind"
    assert api_for(auditor).post(address, body, format="json").status_code == 403


def test_a_level_that_was_raised_without_a_new_assessment_is_spoken_with_as_often_as_that_level_asks(
    everybody, sign_off, case, cru, days
):
    sign_off(grade="STANDARD")
    services.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="Threats", by=cru, at=days(1))
    duty = Duty.objects.get(code="KEEP_IN_TOUCH_HIGH", ended_at=None)
    assert duty.started_at == days(1)
    assert [services.watch_contact(duty.due_at + timedelta(seconds=each)) for each in (-1, 0, 1)] == [0, 0, 1]
