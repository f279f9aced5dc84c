"""The list of what asks for a new assessment, row by row, and how often a case is assessed anew in any case."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Refused
from core.models import Duty, Entry
from custody import services as custody
from custody.states import Kind
from law import circumstances, clocks, duties, intervals
from risk import services
from risk.models import Circumstance, IntervalPolicy
from risk.queries.circumstances import profile_on

pytestmark = pytest.mark.django_db
REASSESS = "REASSESS_"


def asked(case, code):
    """Return the open duties with a code in a case."""
    return list(Duty.objects.filter(case_id=case.pk, code=REASSESS + code, ended_at=None))


@pytest.mark.parametrize("kind", [each.code for each in circumstances.ALL])
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
        ("custody.order_ended", {"level": ""}, "ORDER_ENDED"),
        ("safety_plans.measure_removed", {"level": ""}, "MEASURES_REMOVED"),
        ("safety_plans.measure_not_done", {"level": ""}, "MEASURE_NOT_DONE"),
        ("incidents.firearms_found", {"level": "MEDIUM"}, "CERTIFICATE"),
        ("marac.case_referred", {"level": "MEDIUM"}, "MARAC_REFERRAL"),
        ("incidents.information_added", {"level": "MEDIUM"}, "INFORMATION"),
        ("risk.contact_lost", {"level": "STANDARD"}, "NO_CONTACT"),
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


@pytest.fixture
def choose(safeguarding, at):
    """Return a function that chooses a profile, from the day of `at` unless another is given."""

    def chosen(profile, **changes):
        arguments = {"profile": profile, "from_on": at.date(), "by": safeguarding, "at": at} | changes
        return services.set_interval_policy(**arguments)

    return chosen


def due(case):
    """Return when the case is to be assessed anew by its interval."""
    return [duty.due_at for duty in asked(case, "INTERVAL")]


def test_until_the_force_chooses_the_default_runs_and_who_may_choose_or_reviews_is_told(
    choose, sign_off, case, safeguarding, cru, sergeant, client_for, at
):
    sign_off(grade="HIGH", grade_reasons="What I saw")
    assert due(case) == [clocks.end_of_day(date(2026, 11, 23))]
    told, link = "Your force has not said how often the risk is assessed anew", "Confirm it or choose another"
    pages = [(safeguarding, route) for route in ("work", "review_agreement", "interval_policy")]
    pages += [(cru, route) for route in ("work", "review_list")]

    def shown(reader, route):
        return client_for(reader).get(reverse(route)).content.decode()

    for reader, route in pages:
        assert told in shown(reader, route), (reader, route)
        assert (link in shown(reader, route)) == (reader is safeguarding and route != "interval_policy")
    assert "A safeguarding officer confirms it" in shown(cru, "review_list")
    assert told not in shown(sergeant, "work")
    choose("KENT", from_on=at.date() + timedelta(days=1))
    assert not any(told in shown(reader, route) for reader, route in pages)


def test_the_default_of_one_force_is_not_confirmed_by_another(choose, force):
    choose("SPAIN")
    assert profile_on(force.pk, date(2026, 11, 16)).code == "SPAIN"
    assert profile_on(uuid4(), date(2026, 11, 16)) is intervals.DEFAULT


@pytest.mark.parametrize(
    ("profile", "grade", "end"),
    [
        ("KENT", "HIGH", clocks.end_of_day(date(2026, 11, 23))),
        ("KENT", "MEDIUM", clocks.end_of_day(date(2026, 12, 14))),
        ("KENT", "STANDARD", clocks.end_of_day(date(2027, 2, 14))),
        ("SPAIN", "HIGH", clocks.end_of_day(date(2026, 11, 23))),
        ("SPAIN", "MEDIUM", clocks.end_of_day(date(2026, 12, 16))),
        ("SPAIN", "STANDARD", clocks.end_of_day(date(2027, 1, 15))),
    ],
)
def test_the_profile_of_the_force_says_when_a_level_is_assessed_anew(choose, sign_off, case, profile, grade, end):
    choose(profile)
    sign_off(grade=grade, grade_reasons="What I saw")
    assert due(case) == [end]


def test_visible_high_risk_has_72_hours_in_the_spanish_profile(choose, everybody, sign_off, many_yes, case, at):
    choose("SPAIN")
    sign_off(grade="HIGH", answers=many_yes(14))
    assert due(case) == [at + timedelta(hours=72)]


def test_a_review_that_raises_the_level_shortens_the_time(choose, everybody, sign_off, cru, case, days):
    choose("KENT")
    signed = sign_off(grade="MEDIUM", grade_reasons="What I saw")
    services.review_grade(assessment_id=signed.pk, grade="HIGH", reasons="Records", by=cru, at=days(2))
    assert due(case) == [clocks.end_of_day(date(2026, 11, 25))]


def test_the_next_assessment_meets_it_and_begins_the_next_time(choose, sign_off, submit, case, officer, sergeant, days):
    choose("KENT")
    sign_off(grade="HIGH", grade_reasons="What I saw")
    again = services.start_assessment(case_id=case.pk, by=officer, at=days(3))
    submitted = submit(assessment_id=again.pk, grade_reasons="He is in prison", assessed_at=days(3), at=days(3))
    services.sign_off_assessment(assessment_id=again.pk, content_hash=submitted.content_hash, by=sergeant, at=days(3))
    ended = Duty.objects.filter(code="REASSESS_INTERVAL").exclude(ended_at=None)
    assert [duty.ended_as for duty in ended] == ["MET"]
    assert due(case) == [clocks.end_of_day(date(2026, 11, 19) + timedelta(days=90))]


@pytest.mark.parametrize(("day", "profile"), [(19, "KENT"), (20, "SPAIN"), (21, "SPAIN")])
def test_a_profile_holds_from_its_day(choose, force, day, profile):
    choose("KENT")
    choose("SPAIN", from_on=date(2026, 11, 20))
    assert profile_on(force.pk, date(2026, 11, day)).code == profile
    assert profile_on(force.pk, date(2026, 11, 15)) is intervals.DEFAULT


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"profile": "NOWHERE"}, "profile"), ({"from_on": date(2026, 11, 15)}, "from_on")],
)
def test_a_profile_is_one_of_the_list_and_never_holds_backwards(choose, changes, field):
    with pytest.raises(Refused) as refused:
        choose(changes.pop("profile", "KENT"), **changes)
    assert refused.value.field == field


def test_only_who_decides_between_reviews_chooses_and_the_choice_stays(choose, sergeant, safeguarding, client_for):
    with pytest.raises(Refused, match="may not decide"):
        choose("KENT", by=sergeant)
    choose("KENT")
    with pytest.raises(DatabaseError), transaction.atomic():
        IntervalPolicy.objects.update(profile="SPAIN")
    client, address = client_for(safeguarding), reverse("interval_policy")
    today = clocks.london_day(timezone.now())
    page = client.get(address).content.decode()
    assert "72 hours" in page and "Now: Kent" in page
    boxes = {"from_on_day": today.day, "from_on_month": today.month, "from_on_year": today.year}
    assert client.post(address, {"profile": "SPAIN", **boxes}).url == address
    assert "Now: Spain" in client.get(address).content.decode()
    assert client_for(sergeant).get(address).status_code == 403


RULE = duties.by_code("REASSESS_INTERVAL")
MOMENTS = st.one_of(
    st.datetimes(datetime(2020, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC)),
    st.sampled_from(
        [
            datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC),
            datetime(2026, 10, 25, 1, tzinfo=UTC),
            datetime(2028, 2, 28, 23, 59, 59, tzinfo=UTC),
            datetime(2028, 2, 29, 12, tzinfo=UTC),
            datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
        ]
    ),
)


@settings(max_examples=80, deadline=None)
@given(MOMENTS, st.sampled_from(sorted(intervals.FIGURES)))
def test_an_interval_ends_with_a_london_day_or_after_whole_hours_over_clock_changes_and_leap_days(moment, interval):
    facts = {"interval": interval, "counted_from": moment.isoformat()}
    found = duties.timing(RULE, facts, occurred_at=moment)
    figure = intervals.FIGURES[interval].on(clocks.london_day(moment))
    assert found.started_at == moment
    if intervals.FIGURES[interval].unit == "hours":
        assert found.due_at - moment == timedelta(hours=figure)
        return
    last = clocks.london_day(moment) + timedelta(days=figure)
    assert found.due_at == clocks.start_of_day(last + timedelta(days=1))
    assert clocks.london_day(found.due_at - timedelta(seconds=1)) == last
    assert found.due_at.astimezone(clocks.LONDON).hour == 0
