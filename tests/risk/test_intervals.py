"""How often a case is assessed anew though nothing changed: the policy of its force, in each open case with a level."""

from copy import copy
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import services as accounts
from accounts.permissions import Role
from core import escalation
from core.errors import Refused
from core.models import Duty, Entry, new_id
from core.rebuilding import rebuild
from incidents import services as incidents
from incidents.models import Case, Ownership
from law import clocks, duties, intervals
from law.further import SETS
from people.models import Person
from risk import services
from risk.models import Assessment, IntervalPolicy
from risk.queries.intervals import profile_on

pytestmark = pytest.mark.django_db
RULE = duties.by_code("REASSESS_INTERVAL")


@pytest.fixture
def choose(safeguarding, at):
    """Return a function that chooses a profile, from the day of `at` unless another is given."""

    def chosen(profile, **changes):
        arguments = {"profile": profile, "from_on": at.date(), "by": safeguarding, "at": at} | changes
        return services.set_interval_policy(**arguments)

    return chosen


def due(case):
    """Return when the case is to be assessed anew by its interval."""
    return [duty.due_at for duty in Duty.objects.filter(case_id=case.pk, code=RULE.code, ended_at=None)]


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


def test_choosing_a_profile_for_today_gives_every_open_case_its_new_day_counted_from_its_sign_off(
    choose, sign_off, case, safeguarding, days, at
):
    sign_off(grade="STANDARD")
    assert due(case) == [clocks.end_of_day(date(2027, 2, 14))]
    choose("SPAIN", from_on=date(2026, 11, 26), at=days(10))
    assert due(case) == [clocks.end_of_day(date(2027, 1, 15))]
    changed = Entry.objects.get(event="risk.interval_changed")
    assert (changed.facts["interval"], changed.by_id.int) == ("SPAIN_STANDARD", 0)
    assert Duty.objects.get(code=RULE.code, ended_as="RENEWED").ended_by_id == changed.pk
    assert not any(rebuild(apply_changes=False).values())


@pytest.mark.parametrize(("day", "changed"), [(-1, 0), (0, 1), (1, 1)])
def test_a_profile_of_a_later_day_is_followed_from_that_day_and_only_once(choose, sign_off, case, at, day, changed):
    sign_off(grade="STANDARD")
    choose("SPAIN", from_on=date(2026, 11, 20))
    assert due(case) == [clocks.end_of_day(date(2027, 2, 14))]
    moment = clocks.start_of_day(date(2026, 11, 20)) + timedelta(days=day)
    assert [services.begin_policies(moment), services.begin_policies(moment)] == [changed, 0]
    last = date(2027, 1, 15) if changed else date(2027, 2, 14)
    assert due(case) == [clocks.end_of_day(last)]


def test_a_sweep_that_slept_over_two_changes_ends_as_one_that_ran_every_day(choose, sign_off, case, days):
    sign_off(grade="STANDARD")
    choose("SPAIN", from_on=date(2026, 11, 18))
    choose("KENT", from_on=date(2026, 11, 19))
    found = []
    for moments in ([days(count) for count in range(1, 6)], [days(5)]):
        with transaction.atomic():
            for moment in moments:
                escalation.sweep(moment)
            owed = Duty.objects.filter(case_id=case.pk, ended_at=None).order_by("code")
            found.append([(each.code, each.due_at, each.owner_id, each.level) for each in owed])
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_the_same_time_under_another_name_changes_nothing(choose, sign_off, case):
    sign_off(grade="HIGH", grade_reasons="What I saw")
    choose("SPAIN")
    assert not Entry.objects.filter(event="risk.interval_changed").exists()
    assert due(case) == [clocks.end_of_day(date(2026, 11, 23))]


@pytest.mark.parametrize("how", ["choice", "sweep", "night"])
def test_what_was_signed_off_before_any_interval_is_owed_from_the_choice_or_from_the_next_night(
    choose, sign_off, case, days, how
):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("risk.services.signing.interval_facts", lambda *given, **more: {})
        sign_off(grade="MEDIUM", grade_reasons="What I saw")
    assert due(case) == []
    if how == "choice":
        choose("KENT", from_on=date(2026, 11, 18), at=days(2))
    elif how == "sweep":
        choose("KENT", from_on=date(2026, 11, 17))
        escalation.sweep(days(2))
    else:
        assert [services.heal_intervals(days(2)), services.heal_intervals(days(3))] == [1, 0]
    assert due(case) == [clocks.end_of_day(date(2026, 12, 14))]


def test_a_shorter_time_that_is_over_already_is_late_at_once_and_climbs(
    choose, sign_off, case, sergeant, everybody, days
):
    sign_off(grade="STANDARD")
    choose("SPAIN", from_on=date(2027, 1, 15), at=days(60))
    assert due(case) == [clocks.end_of_day(date(2027, 1, 15))]
    escalation.sweep(clocks.end_of_day(date(2027, 1, 15)) - timedelta(seconds=1))
    assert Duty.objects.get(code=RULE.code, ended_at=None).level == 0
    escalation.sweep(clocks.end_of_day(date(2027, 1, 15)))
    owed = Duty.objects.get(code=RULE.code, ended_at=None)
    assert (owed.level, owed.escalated_to_id) == (1, sergeant.pk)


def test_a_closed_case_owes_nothing_and_a_reopened_one_owes_it_again(choose, sign_off, case, sergeant, days):
    sign_off(grade="MEDIUM", grade_reasons="What I saw")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("incidents.services.cases.READY_TO_CLOSE", [])
        incidents.close_case(case_id=case.pk, reason="Moved abroad", by=sergeant, at=days(1))
    choose("SPAIN", from_on=date(2026, 11, 18), at=days(2))
    assert due(case) == []
    incidents.reopen_case(case_id=case.pk, reason="He is back", by=sergeant, at=days(3))
    assert due(case) == [clocks.end_of_day(date(2026, 12, 16))]


def test_a_case_that_goes_to_another_force_follows_the_policy_of_that_force(sign_off, case, officer, at, days):
    sign_off(grade="STANDARD")
    force = accounts.found_force(code="essex", name="Essex (demonstration)", units={"ward-9": "Ward 9"})
    them = {}
    for role in (Role.SAFEGUARDING, Role.NEIGHBOURHOOD, Role.CONTROL_SUPERVISOR):
        made = accounts.enrol(username=f"their-{role}", first_name="Ida", last_name="Example", rank="inspector")
        accounts.post(officer=made, role=role, unit=force.units.get(), from_at=at - timedelta(days=900))
        them[role] = type(made).objects.get(pk=made.pk)
    services.set_interval_policy(profile="SPAIN", from_on=at.date(), by=them[Role.SAFEGUARDING], at=at)
    assert due(case) == [clocks.end_of_day(date(2027, 2, 14))]
    to = them[Role.NEIGHBOURHOOD]
    offer = incidents.offer_case(case_id=case.pk, to_id=to.pk, must_know="Ring after six", by=officer, at=at)
    incidents.accept_case(offer_id=offer.pk, by=to, at=days(1))
    assert due(case) == [clocks.end_of_day(date(2027, 1, 15))]


def test_an_older_assessment_signed_off_later_does_not_shorten_the_time_of_the_newer(
    choose, submit, case, officer, neighbourhood, sergeant, no_to_all, days
):
    old = submit()
    new = services.start_assessment(case_id=case.pk, by=neighbourhood, at=days(5))
    made = services.submit_assessment(
        assessment_id=new.pk,
        answers=no_to_all,
        children="NONE",
        left_out=dict.fromkeys(SETS, "She had to leave for the hospital"),
        grade="STANDARD",
        by=neighbourhood,
        at=days(5),
    )
    for each, at in ((made, days(6)), (old, days(7))):
        services.sign_off_assessment(assessment_id=each.pk, content_hash=each.content_hash, by=sergeant, at=at)
    assert due(case) == [clocks.end_of_day(date(2026, 11, 21) + timedelta(days=90))]


def test_a_level_that_returns_or_is_disputed_brings_back_its_own_time(
    choose, everybody, sign_off, many_yes, case, cru, safeguarding, other_cru, days, at
):
    signed = sign_off(answers=many_yes(14), grade="HIGH")
    waiting = services.propose_downgrade(
        assessment_id=signed.pk, grade="MEDIUM", reason="He was remanded", until_on=date(2026, 11, 30), by=cru, at=at
    )
    services.agree_downgrade(downgrade_id=waiting.pk, by=safeguarding, at=at)
    assert due(case) == [clocks.end_of_day(date(2026, 12, 14))]
    services.review_grade(assessment_id=signed.pk, grade="HIGH", reasons="He is out", by=other_cru, at=days(2))
    case.refresh_from_db()
    assert case.risk_level == "HIGH"
    assert due(case) == [clocks.end_of_day(date(2026, 11, 25))]


def test_while_a_grade_is_disputed_the_higher_one_says_when(everybody, sign_off, case, cru, safeguarding, days):
    sign_off(grade="MEDIUM", grade_reasons="What I saw")
    dispute = services.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="Threats", by=cru, at=days(1))
    assert due(case) == [clocks.end_of_day(date(2026, 11, 24))]
    services.decide_dispute(dispute_id=dispute.pk, grade="MEDIUM", reasons="Heard", by=safeguarding, at=days(2))
    assert due(case) == [clocks.end_of_day(date(2026, 12, 16))]


def test_the_page_says_what_each_profile_would_change(choose, sign_off, case, safeguarding, client_for, at):
    def page():
        return client_for(safeguarding).get(reverse("interval_policy")).content.decode()

    assert "There is no open case with a level yet." in page()
    now = timezone.now()
    sign_off(grade="STANDARD", at=now, assessed_at=now)
    assert "Chosen today, it changes none of the 1 open case with a level." in page()
    assert "gives 1 of the 1 open case with a level another day; none of these would be late at once." in page()


def test_a_thousand_open_cases_follow_a_choice_in_as_many_statements_as_ten(choose, sign_off, case, officer, days):
    sign_off(grade="STANDARD")
    counted = []
    for number, profile in ((10, "SPAIN"), (1000, "KENT")):
        more_cases(case, number, officer)
        with CaptureQueriesContext(connection) as asked:
            choose(profile, from_on=date(2026, 11, 18), at=days(2))
        counted.append(len(asked))
        owed = Duty.objects.filter(code=RULE.code, ended_at=None)
        last = {"SPAIN": date(2027, 1, 15), "KENT": date(2027, 2, 14)}[profile]
        assert set(owed.values_list("due_at", flat=True)) == {clocks.end_of_day(last)}
        assert owed.values("case_id").distinct().count() == owed.count() == Case.objects.count()
    assert counted[1] <= counted[0] + 2
    assert not any(rebuild(apply_changes=False).values())


def more_cases(case, count, officer):
    """Give the database so many more open cases like this one, each with the assessment of the first."""
    signed = Assessment.objects.get(case=case, state="SIGNED_OFF")
    people = [Person(family_name="Vale", id=new_id()) for _ in range(count)]
    for each in people:
        each.identity_id = each.pk
    Person.objects.bulk_create(people)
    cases = [
        Case(
            victim=each,
            suspect=case.suspect,
            force=case.force,
            unit=case.unit,
            opened_at=case.opened_at,
            risk_level="STANDARD",
        )
        for each in people
    ]
    Case.objects.bulk_create(cases)
    Ownership.objects.bulk_create(Ownership(case=each, officer=officer, from_at=each.opened_at) for each in cases)
    rows = []
    for each in cases:
        row = copy(signed)
        row.pk, row.case, row.incident = new_id(), each, None
        rows.append(row)
    Assessment.objects.bulk_create(rows)
