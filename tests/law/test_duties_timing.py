"""When duties start, fall due and end: the figure of the event's day, and later entries that count or do not."""

from datetime import UTC, datetime

import pytest

from law import duties
from law.clocks import LONDON
from law.holidays import CalendarEnds


def london(text: str) -> datetime:
    """A London moment as written, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def due(code: str, occurred: str, recorded: str | None = None, **facts: object) -> duties.Timing | None:
    """The timing of a rule for an event, in London time."""
    return duties.timing(
        duties.by_code(code), facts, occurred_at=london(occurred), recorded_at=london(recorded) if recorded else None
    )


def how(code: str, event: str, occurred: str, timing: duties.Timing, *, same: bool = False, **facts: object) -> str:
    """How an entry ends a duty with that timing."""
    return duties.ending(
        duties.by_code(code),
        event,
        facts,
        same_subject=same,
        occurred_at=london(occurred),
        started_at=timing.started_at,
        due_at=timing.due_at,
    )


@pytest.mark.parametrize(
    ("code", "occurred", "facts", "moment", "basis"),
    [
        ("TELL_VICTIM_BAIL_VARIED", "2026-11-23T16:00", {}, "2026-11-25T00:00", "TELL_VICTIM@2021-04-01"),
        ("TELL_VICTIM_BAIL_VARIED", "2012-06-15T16:00", {}, "2012-06-19T00:00", "TELL_VICTIM@1900-01-01"),
        ("TELL_VICTIM_RELEASE", "2026-11-23T16:00", {}, "2026-11-24T00:00", "TELL_VICTIM_SAME_DAY@1900-01-01"),
        ("REASSESS_BAIL", "2026-11-23T16:00", {"level": "HIGH"}, "2026-11-24T00:00", "REASSESS_HIGH@1900-01-01"),
        ("REASSESS_BAIL", "2026-11-23T16:00", {"level": "MEDIUM"}, "2026-11-24T16:00", "REASSESS_MEDIUM@1900-01-01"),
        (
            "REASSESS_BAIL",
            "2026-11-23T16:00",
            {"level": "STANDARD"},
            "2026-11-26T16:00",
            "REASSESS_STANDARD@1900-01-01",
        ),
        ("REASSESS_BAIL", "2026-11-23T16:00", {"level": ""}, "2026-11-24T16:00", "REASSESS_MEDIUM@1900-01-01"),
        ("REASSESS_BAIL", "2026-11-23T16:00", {}, "2026-11-24T16:00", "REASSESS_MEDIUM@1900-01-01"),
        ("RECORD_ATTENDANCE_IMMEDIATE", "2026-11-23T16:00", {}, "2026-11-23T16:15", "ATTEND_IMMEDIATE@1900-01-01"),
        (
            "RECORD_ATTENDANCE_IMMEDIATE",
            "2026-11-23T16:00",
            {"area": "RURAL"},
            "2026-11-23T16:20",
            "ATTEND_IMMEDIATE_RURAL@1900-01-01",
        ),
        ("DVPN_TO_COURT", "2026-11-20T10:00", {}, "2026-11-23T10:00", "DVPN_COURT@2014-03-08"),
        ("SCHOOL_NOTICE", "2026-11-20T22:00", {}, "2026-11-23T08:30", "SCHOOL_NOTICE@1900-01-01"),
        ("REFER_TO_VICTIM_CONTACT_SCHEME", "2026-11-23T12:00", {}, "2026-12-08T00:00", "VCS_REFERRAL@2021-04-01"),
        ("REFER_TO_VICTIM_CONTACT_SCHEME", "2015-11-23T12:00", {}, "2015-12-22T00:00", "VCS_REFERRAL@1900-01-01"),
        ("DO_MEASURE", "2026-11-23T12:00", {"due_on": "2026-12-01"}, "2026-12-02T00:00", "DO_MEASURE@1900-01-01"),
        (
            "SEND_AGENDA",
            "2026-11-23T12:00",
            {"meeting_on": "2026-12-14"},
            "2026-12-07T00:00",
            "MARAC_AGENDA@1900-01-01",
        ),
        (
            "RELEASE_28",
            "2026-11-23T12:00",
            {"release_on": "2027-03-01"},
            "2027-02-01T00:00",
            "RELEASE_NOTICE_28@1900-01-01",
        ),
        (
            "RELEASE_0",
            "2026-11-23T12:00",
            {"release_on": "2027-03-01"},
            "2027-03-02T00:00",
            "RELEASE_NOTICE_0@1900-01-01",
        ),
        (
            "REVIEW_PLAN_PERIODIC",
            "2026-11-23T12:00",
            {"level": "MEDIUM"},
            "2026-12-22T00:00",
            "PLAN_REVIEW_MEDIUM@1900-01-01",
        ),
        ("FIND_NEW_RELEASE_DATE", "2026-03-30T12:00", {}, "2026-04-21T00:00", "RECALL_TASK@1900-01-01"),
        ("FIND_NEW_RELEASE_DATE", "2026-03-31T12:00", {}, "2026-05-20T00:00", "RECALL_TASK@2026-03-31"),
    ],
)
def test_a_duty_is_due_by_the_figure_and_clock_of_its_day(code, occurred, facts, moment, basis):
    timing = due(code, occurred, **facts)

    assert timing is not None
    assert timing.due_at == london(moment)
    assert timing.basis == basis


def test_a_high_risk_plan_is_never_given_longer_because_the_level_is_missing():
    plan = duties.by_code("MAKE_SAFETY_PLAN")

    assert due(plan.code, "2026-11-23T12:00") == due(plan.code, "2026-11-23T12:00", level="HIGH")


def test_court_bail_counts_from_receipt():
    late = due("TELL_VICTIM_COURT_BAIL", "2026-11-20T16:00", "2026-11-23T09:00", source="court")

    assert late is not None
    assert late.started_at == london("2026-11-23T09:00")
    assert late.due_at == london("2026-11-24T00:00")


AT_28, AT_14, AT_7 = (
    ["RELEASE_28", "RELEASE_PLAN_28"],
    ["RELEASE_14", "RELEASE_TELL_14"],
    ["RELEASE_7", "RELEASE_TELL_7"],
)


@pytest.mark.parametrize(
    ("occurred", "rungs"),
    [
        ("2027-01-31T23:59", [*AT_28, *AT_14, *AT_7, "RELEASE_1", "RELEASE_0"]),
        ("2027-02-01T00:00", [*AT_14, *AT_7, "RELEASE_1", "RELEASE_0"]),
        ("2027-02-27T12:00", ["RELEASE_1", "RELEASE_0"]),
        ("2027-03-01T12:00", ["RELEASE_0"]),
    ],
)
def test_rungs_of_the_release_ladder_that_lie_in_the_past_are_left_out(occurred, rungs):
    facts = {"release_on": "2027-03-01"}
    rules = duties.opened_by("custody.release_date_known", facts)

    left = [rule.code for rule in rules if due(rule.code, occurred, **facts)]
    assert left == [*rungs, "ASSESS_BEFORE_RELEASE"], "the new assessment is never left out"


@pytest.mark.parametrize(
    ("occurred", "outcome"),
    [
        ("2027-01-31T12:00", ""),
        ("2027-02-01T12:00", "MET"),
        ("2027-02-20T12:00", "MET"),
    ],
)
def test_one_early_look_does_not_stand_for_every_look_before_release(occurred, outcome):
    timing = due("RELEASE_14", "2026-11-23T12:00", release_on="2027-03-01")

    assert how("RELEASE_14", "safety_plans.plan_reviewed", occurred, timing) == outcome


@pytest.mark.parametrize(("dated", "outcome"), [("2026-11-22", ""), ("2026-11-23", "MET"), ("2026-11-24", "MET")])
def test_only_an_assessment_dated_on_or_after_the_change_meets_the_reassessment(dated, outcome):
    timing = due("REASSESS_RELEASE", "2026-11-23T16:00")

    assert how("REASSESS_RELEASE", "risk.assessment_signed_off", "2026-11-25T09:00", timing, dated=dated) == outcome


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("2026-11-23T15:59", ""),
        ("2026-11-23T16:00", "MET"),
        ("2026-11-23T16:01", "MET"),
        ("2026-11-22T17:00", ""),
        ("2026-11-24T09:00", "MET"),
    ],
)
@pytest.mark.parametrize(
    "code", [rule.code for rule in duties.RULES if rule.met_not_before and "risk.assessment_signed_off" in rule.met_by]
)
def test_where_the_hour_of_the_asking_is_known_it_must_follow_the_change(code, asked, outcome):
    timing = due(
        code, "2026-11-23T16:00:40", interval="KENT_MEDIUM", counted_from=london("2026-11-23T16:00:40").isoformat()
    )
    said = {"assessed_at": london(asked).isoformat(), "dated": asked[:10]}

    assert how(code, "risk.assessment_signed_off", "2026-11-25T09:00", timing, **said) == outcome


@pytest.mark.parametrize(("same", "outcome"), [(True, "MET"), (False, "")])
def test_telling_the_victim_of_one_thing_does_not_tell_her_of_another(same, outcome):
    timing = due("TELL_VICTIM_BAIL", "2026-11-23T16:00")

    assert how("TELL_VICTIM_BAIL", "custody.victim_told", "2026-11-23T17:00", timing, same=same) == outcome


@pytest.mark.parametrize("code", ["TELL_VICTIM_BAIL", "REASSESS_BAIL", "REVIEW_BEFORE_BAIL_ENDS", "RELEASE_28"])
@pytest.mark.parametrize(("same", "outcome"), [(True, "VOID"), (False, "")])
def test_a_withdrawn_event_voids_only_what_it_opened(code, same, outcome):
    timing = due(code, "2026-11-23T16:00", bail_ends_on="2027-02-23", release_on="2027-02-23")

    assert how(code, "custody.event_withdrawn", "2026-11-24T09:00", timing, same=same) == outcome


@pytest.mark.parametrize(("same", "outcome"), [(True, "VOID"), (False, "")])
def test_taking_one_measure_away_leaves_the_others_owed(same, outcome):
    timing = due("DO_MEASURE", "2026-11-23T16:00", due_on="2026-12-01")

    assert how("DO_MEASURE", "safety_plans.measure_removed", "2026-11-24T09:00", timing, same=same) == outcome


@pytest.mark.parametrize(("facts", "outcome"), [({"bail_ends_on": "2027-05-23"}, "RENEWED"), ({}, "")])
def test_a_variation_moves_the_end_of_bail_only_if_it_names_a_new_one(facts, outcome):
    timing = due("DECIDE_BEFORE_BAIL_ENDS", "2026-11-23T16:00", bail_ends_on="2027-02-23")

    assert how("DECIDE_BEFORE_BAIL_ENDS", "custody.bail_varied", "2027-02-01T12:00", timing, **facts) == outcome


def test_a_review_of_the_plan_meets_the_periodic_duty_and_opens_the_next():
    timing = due("REVIEW_PLAN_PERIODIC", "2026-11-23T12:00", level="HIGH")

    assert how("REVIEW_PLAN_PERIODIC", "safety_plans.plan_reviewed", "2026-11-25T12:00", timing, level="HIGH") == "MET"
    assert duties.by_code("REVIEW_PLAN_PERIODIC") in duties.opened_by("safety_plans.plan_reviewed", {"level": "HIGH"})


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2026-07-01", "2026-07-01T00:00"),
        ("2026-07-01T10:00:00+01:00", "2026-07-01T10:00"),
    ],
)
def test_a_fact_may_hold_a_day_or_a_moment(given, moment):
    assert duties.moment(given) == london(moment)


@pytest.mark.parametrize("given", ["soon", "2026-13-01", "2026-07-01T10:00:00"])
def test_a_fact_that_holds_neither_is_refused(given):
    with pytest.raises(ValueError, match=r".+"):
        duties.moment(given)


def test_a_due_time_beyond_the_known_holidays_is_refused_not_guessed():
    with pytest.raises(CalendarEnds, match="known to the end of 2035"):
        due("TELL_VICTIM_BAIL", "2035-12-31T12:00")
