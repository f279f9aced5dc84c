"""The safety plan follows a level that rises, whatever raised it, and stays as it was owed where the level falls."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from core import rebuilding
from core.models import Duty, Entry
from risk import services as risk
from safety_plans import queries, services
from tests.risk.worlds import sign_off_at

PLAN, PERIODIC = "MAKE_SAFETY_PLAN", "REVIEW_PLAN_PERIODIC"
HOURS = timedelta(hours=1)


@pytest.fixture
def signed(case, everybody, at):
    """Return a function that has an assessment of a level signed off."""

    def signed_off(level, when=at):
        people = {"author": everybody["officer"], "supervisor": everybody["sergeant"]}
        return risk.assess_from_record(case_id=case.pk, level=level, assessed_on=when.date(), **people, at=when)

    return signed_off


@pytest.fixture
def standard(signed):
    """An assessment at standard risk, signed off."""
    return signed("STANDARD")


@pytest.fixture
def agreed(standard, case, complete_set, officer, at):
    """The plan agreed at standard risk an hour later."""
    complete_set("STANDARD")
    return services.agree_plan(case_id=case.pk, victim_wishes="To stay", by=officer, at=at + HOURS)


@pytest.fixture
def raised(cru):
    """Return a function by which the CRU finds a signed-off assessment to be of a level."""
    return lambda assessment, when, grade="HIGH": risk.review_grade(
        assessment_id=assessment.pk, grade=grade, reasons="Records read", by=cru, at=when
    )


def due(code):
    """Return (due, level of whoever it waits for) of the open duties of a code."""
    return list(Duty.objects.filter(code=code, ended_at=None).values_list("due_at", flat=True))


def ended(code):
    """Return as what each duty of a code ended, the oldest first; empty for an open one."""
    return list(Duty.objects.filter(code=code).order_by("started_at", "pk").values_list("ended_as", flat=True))


def unchanged():
    """Say whether the duties are what the journal says."""
    return rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def test_a_second_assessment_at_high_risk_brings_the_plan_forward_to_the_clock_of_high(standard, signed, at, days):
    assert due(PLAN) == [days(7)]

    signed("HIGH", days(1))

    assert due(PLAN) == [days(2)]
    assert ended(PLAN) == ["RENEWED", ""]
    assert unchanged()


@pytest.mark.parametrize(("hours", "left"), [(143, 167), (144, 168), (145, 168), (167, 168)])
def test_a_plan_is_never_put_off(standard, signed, raised, at, hours, left):
    raised(standard, at + hours * HOURS)

    assert due(PLAN) == [at + left * HOURS]


def test_a_plan_that_is_late_stays_late_when_the_risk_is_high(standard, signed, raised, at):
    signed("HIGH", at + 169 * HOURS)

    assert due(PLAN) == [at + 168 * HOURS]
    assert ended(PLAN) == [""]


def test_a_second_assessment_at_high_risk_gives_no_new_time(signed, at):
    signed("HIGH")
    signed("HIGH", at + 5 * HOURS)

    assert due(PLAN) == [at + 24 * HOURS]


def test_a_review_that_raises_the_level_asks_for_the_agreed_plan_and_reviews_it_weekly(
    agreed, standard, raised, safeguarding, days, at
):
    assert (due(PLAN), due(PERIODIC)) == ([], [days(91).replace(hour=0)])

    raised(standard, days(2))

    assert due(PLAN) == [days(3)]
    assert due(PERIODIC) == [days(10).replace(hour=0)]
    assert Duty.objects.get(code=PERIODIC, ended_at=None).owner_id == safeguarding.pk
    assert ended(PERIODIC) == ["RENEWED", ""]
    assert unchanged()


def test_a_review_that_keeps_the_level_asks_for_nothing(agreed, standard, raised, days):
    before = due(PERIODIC)

    raised(standard, days(2), grade="STANDARD")

    assert (due(PLAN), due(PERIODIC)) == ([], before)
    assert Entry.objects.get(event="risk.grade_reviewed").facts["level_rose"] is False


def test_where_there_is_no_agreed_plan_a_rise_opens_no_regular_review(standard, raised, days):
    raised(standard, days(2))

    assert (due(PLAN), due(PERIODIC)) == ([days(3)], [])


def test_a_dispute_that_raises_the_level_asks_for_the_plan(agreed, case, cru, days):
    risk.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="Threats that nobody named", by=cru, at=days(2))

    assert due(PLAN) == [days(3)]
    assert due(PERIODIC) == [days(10).replace(hour=0)]


def test_an_arbiter_who_raises_the_level_asks_for_the_plan(agreed, case, cru, safeguarding, days):
    dispute = risk.dispute_grade(case_id=case.pk, wanted="MEDIUM", reasons="Threats", by=cru, at=days(2))
    assert due(PLAN) == [days(5)]

    risk.decide_dispute(dispute_id=dispute.pk, grade="HIGH", reasons="Heard both", by=safeguarding, at=days(3))

    assert due(PLAN) == [days(4)]
    assert due(PERIODIC) == [days(11).replace(hour=0)]


@pytest.fixture
def lowered(signed, case, complete_set, cru, safeguarding, officer, at):
    """A case at high risk, its plan agreed, lowered to standard until 30 November and its plan reviewed there."""
    found = signed("HIGH")
    complete_set("HIGH")
    services.agree_plan(case_id=case.pk, victim_wishes="To stay", by=officer, at=at + HOURS)
    proposed = risk.propose_downgrade(
        assessment_id=found.pk, grade="STANDARD", reason="Remanded", until_on=date(2026, 11, 30), by=cru, at=at + HOURS
    )
    return risk.agree_downgrade(downgrade_id=proposed.pk, by=safeguarding, at=at + 2 * HOURS)


def test_where_the_level_falls_nothing_ends_and_nothing_is_due_sooner_or_later(lowered, days):
    assert (due(PLAN), due(PERIODIC)) == ([], [days(8).replace(hour=0)])
    assert ended(PERIODIC) == [""]


@pytest.mark.parametrize(("day", "owed"), [(29, False), (30, True), (31, True)])
def test_a_lower_level_that_runs_out_asks_for_the_plan_from_its_day(lowered, case, sergeant, at, days, day, owed):
    reviewed = {"outcome": "CONTINUE", "what_changed": "Remanded", "next_steps": "Ring on Friday"}
    services.review_plan(case_id=case.pk, **reviewed, by=sergeant, at=at + 3 * HOURS)
    assert due(PERIODIC) == [days(91).replace(hour=0)]

    risk.watch_downgrades(days(day - 16))

    came_back = days(14).replace(hour=0)
    assert due(PLAN) == ([came_back + 24 * HOURS] if owed else [])
    assert due(PERIODIC) == ([came_back + timedelta(days=8)] if owed else [days(91).replace(hour=0)])


def test_a_level_that_stays_where_two_people_had_lowered_it_did_not_rise(lowered, signed, days):
    signed("STANDARD", days(3))

    assert due(PLAN) == [days(10)]
    facts = Entry.objects.filter(event="risk.downgrade_ended").get().facts
    assert facts["level_rose"] is False


def test_a_plan_reviewed_for_closing_is_looked_at_again_only_where_the_level_rose(
    agreed, standard, raised, case, everybody, review_to_close, days
):
    review_to_close(days(1))
    raised(standard, days(2), grade="STANDARD")
    assert queries.reviewed_since_last_event(case.pk)

    risk.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="Threats", by=everybody["cru"], at=days(3))

    assert not queries.reviewed_since_last_event(case.pk)
    assert due(PERIODIC) == []


@pytest.fixture
def review_to_close(case, sergeant, everybody):
    """Return a function that ends every measure and reviews the plan as one that can end."""

    def closed(when):
        for measure in queries.measures_of(queries.of_case(case.pk)):
            services.remove_measure(measure_id=measure.pk, reason="No longer needed", by=everybody["officer"], at=when)
        said = {"outcome": "CLOSE", "what_changed": "He moved abroad"}
        return services.review_plan(case_id=case.pk, **said, by=sergeant, at=when)

    return closed


def test_the_review_of_a_plan_that_a_first_read_brings_forward_is_owed_by_nobody_who_has_still_to_read(
    case, everybody, complete_set, officer, at
):
    by = {"by": everybody["safeguarding"], "at": at - HOURS}
    risk.set_review_policy(twice_percent=100, **by)
    signed = sign_off_at("STANDARD", case, everybody, at)
    complete_set("STANDARD")
    services.agree_plan(case_id=case.pk, victim_wishes="To stay", by=officer, at=at)
    for reader in ("cru", "other_cru"):
        with transaction.atomic():
            read = {"assessment_id": signed.pk, "grade": "MEDIUM", "reasons": "Records read", "at": at}
            risk.read_assessment(**read, by=everybody[reader])
            review = Duty.objects.get(code=PERIODIC, ended_at=None)
            transaction.set_rollback(True)
        assert (review.owner_id, review.role) == (everybody[reader].pk, "CRU")
