"""The table of duties agrees with itself, with the clocks and figures, and with the 57 timers."""

import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from law import clocks, duties
from law.duties.practice import DIFFERS
from law.thresholds import ALL as FIGURES
from law.thresholds import CONFIDENCE

DAYS = (date(2012, 6, 15), date(2026, 11, 23))
TRIGGERS = {
    "bail",
    "bail_variation",
    "bail_end",
    "release",
    "sentence",
    "remand",
    "breach",
    "order_refused",
    "measures_removed",
}
# That each is an event which some app records is looked at in tests/architecture.
EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
RULES = pytest.mark.parametrize("rule", duties.RULES, ids=lambda rule: rule.code)
TABLES = (duties.RULES, duties.GATES, duties.WINDOWS)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def opened(event: str, **facts: object) -> list[str]:
    """The codes that an event opens in a case whose victim lives."""
    return [rule.code for rule in duties.opened_by(event, facts) if rule.code not in duties.TO_FAMILY]


def test_codes_are_unique_and_each_rule_is_found_by_its_code():
    for table in TABLES:
        assert max(Counter(row.code for row in table).values()) == 1
    assert all(duties.by_code(rule.code) is rule for rule in duties.RULES)


def test_all_57_timers_stand_in_exactly_one_table():
    places = {number: set() for number in range(1, 58)}
    for place, table in enumerate(TABLES):
        for row in table:
            if row.timer is not None:
                places[row.timer].add(place)

    assert {number: len(found) for number, found in places.items()} == dict.fromkeys(range(1, 58), 1)


def test_each_difference_from_the_practice_is_about_one_of_the_57_timers_and_says_why():
    assert set(DIFFERS) <= set(range(1, 58))
    assert all(words.endswith(".") for words in DIFFERS.values())


@RULES
def test_every_rule_names_a_clock_and_owners_that_exist_and_ends_at_a_named_person(rule):
    assert {rule.clock, *rule.clock_by.values()} <= set(clocks.CLOCKS)
    assert {rule.owed_by, *rule.escalates_to} <= set(duties.OWNER_RULES)
    assert rule.escalates_to[-1] in ("inspector", "address_inspector", "named")


@RULES
def test_every_rule_has_words_a_source_and_what_proves_it(rule):
    assert rule.what[0].isupper()
    assert not rule.what.endswith(".")
    assert rule.source
    assert rule.confidence in CONFIDENCE
    assert rule.evidence


@RULES
def test_every_rule_hangs_on_events_that_can_happen_and_can_be_met(rule):
    assert rule.opens_on
    assert rule.met_by
    assert all(map(EVENT.fullmatch, (*rule.opens_on, *rule.met_by, *rule.renews_on, *rule.sooner_on, *rule.void_on)))
    assert set(rule.renews_on) <= set(rule.opens_on)
    assert set(rule.when_on) <= {*rule.opens_on, *rule.sooner_on}
    assert rule.per in ("case", "subject")
    assert rule.met_per in ("case", "subject")


@RULES
def test_every_rule_has_figures_for_today_and_for_2012(rule):
    for figure in rule.figures:
        assert FIGURES[figure.code] is figure
        assert all(figure.on(day) >= 0 for day in DAYS)


@RULES
def test_every_rule_can_be_timed_at_any_level_of_risk(rule):
    for level in ("", "STANDARD", "MEDIUM", "HIGH", None):
        facts = {rule.by_fact: level, rule.starts: "2027-03-01"}
        timing = duties.timing(rule, facts, occurred_at=AT)
        assert timing is not None
        assert timing.basis.partition("@")[0] in FIGURES
        assert timing.due_at.tzinfo is UTC


def test_each_trigger_of_reassessment_has_one_rule_and_raises_the_flag():
    flagged = [rule for rule in duties.RULES if rule.flag]

    assert Counter(rule.trigger for rule in flagged) == Counter(TRIGGERS)
    for rule in flagged:
        assert rule.flag == "REASSESS_DUE"
        assert rule.met_by == ("risk.assessment_signed_off",)
        assert (rule.per, rule.met_per, rule.met_not_before, rule.owed_by) == ("subject", "case", True, "case_owner")


@pytest.mark.parametrize(
    "suffix",
    [
        "ARREST",
        "INTERVIEW",
        "CHARGE",
        "BAIL",
        "BAIL_VARIED",
        "BAIL_ENDED",
        "REMAND",
        "SENTENCE",
        "RELEASE",
        "RECALL",
        "NO_FURTHER_ACTION",
        "RELEASED_UNDER_INVESTIGATION",
        "HEARING",
        "COURT_BAIL",
        "ORDER_REFUSED",
    ],
)
def test_the_victim_is_told_of_each_thing_by_its_own_telling(suffix):
    rule = duties.by_code(f"TELL_VICTIM_{suffix}")

    assert rule.met_by == ("custody.victim_told",)
    assert (rule.per, rule.met_per) == ("subject", "subject")


@pytest.mark.parametrize(
    ("event", "facts", "codes"),
    [
        ("custody.bail_granted", {"source": "police"}, ["TELL_VICTIM_BAIL", "REASSESS_BAIL", "REVIEW_PLAN_BAIL"]),
        (
            "custody.bail_granted",
            {"source": "court"},
            ["TELL_VICTIM_BAIL", "TELL_VICTIM_COURT_BAIL", "REASSESS_BAIL", "REVIEW_PLAN_BAIL"],
        ),
        (
            "custody.bail_granted",
            {"source": "police", "bail_ends_on": "2027-02-23"},
            [
                "TELL_VICTIM_BAIL",
                "REASSESS_BAIL",
                "REVIEW_PLAN_BAIL",
                "DECIDE_BEFORE_BAIL_ENDS",
                "REVIEW_BEFORE_BAIL_ENDS",
            ],
        ),
        ("custody.released", {}, ["TELL_VICTIM_RELEASE", "REASSESS_RELEASE", "REVIEW_PLAN_RELEASE"]),
        (
            "custody.sentenced",
            {"custodial": True, "months": 11, "liberty": True},
            [
                "TELL_VICTIM_SENTENCE",
                "REASSESS_SENTENCE",
                "REVIEW_PLAN_SENTENCE",
                "NAME_VICTIM_CONTACT_OWNER",
                "STATEMENT_USED",
            ],
        ),
        (
            "custody.sentenced",
            {"custodial": True, "months": 12, "liberty": True},
            [
                "TELL_VICTIM_SENTENCE",
                "REASSESS_SENTENCE",
                "REVIEW_PLAN_SENTENCE",
                "NAME_VICTIM_CONTACT_OWNER",
                "REFER_TO_VICTIM_CONTACT_SCHEME",
                "STATEMENT_USED",
            ],
        ),
        ("custody.sentenced", {"custodial": False}, ["TELL_VICTIM_SENTENCE", "REVIEW_PLAN_SENTENCE", "STATEMENT_USED"]),
        (
            "custody.release_date_known",
            {"release_on": "2027-03-01"},
            [
                "RELEASE_28",
                "RELEASE_PLAN_28",
                "RELEASE_14",
                "RELEASE_TELL_14",
                "RELEASE_7",
                "RELEASE_TELL_7",
                "RELEASE_1",
                "RELEASE_0",
                "ASSESS_BEFORE_RELEASE",
            ],
        ),
        ("custody.release_date_known", {}, []),
        (
            "risk.assessment_signed_off",
            {"grade": "HIGH", "children": False},
            ["CRU_REVIEW_HIGH", "MAKE_SAFETY_PLAN", "REFER_TO_MARAC"],
        ),
        (
            "risk.assessment_signed_off",
            {"grade": "STANDARD", "children": True},
            ["CRU_REVIEW_CHILDREN", "MAKE_SAFETY_PLAN"],
        ),
        ("risk.assessment_signed_off", {"grade": "STANDARD", "children": "NONE"}, ["MAKE_SAFETY_PLAN"]),
        (
            "risk.assessment_signed_off",
            {"grade": "HIGH", "visible_high_risk": True},
            ["CRU_REVIEW_HIGH", "MAKE_SAFETY_PLAN", "REFER_TO_MARAC"],
        ),
        (
            "risk.assessment_signed_off",
            {"grade": "MEDIUM", "children": "LISTED"},
            ["CRU_REVIEW_MEDIUM", "SOCIAL_CARE_NOTICE", "MAKE_SAFETY_PLAN"],
        ),
        (
            "incidents.call_logged",
            {"domestic": True, "grade": "IMMEDIATE", "firearms": True, "children": "LISTED"},
            [
                "RECORD_ATTENDANCE_IMMEDIATE",
                "SUPPORT_REFERRAL",
                "SCHOOL_NOTICE",
                "DO_CHECKS",
                "RECORD_CRIME",
            ],
        ),
        (
            "incidents.call_logged",
            {"domestic": True, "grade": ""},
            ["GRADE_CALL", "SUPPORT_REFERRAL", "DO_CHECKS", "RECORD_CRIME"],
        ),
        ("incidents.call_logged", {"domestic": False, "grade": "HIGH", "firearms": False, "children": "LISTED"}, []),
        (
            "incidents.call_logged",
            {"domestic": True, "grade": "RESOLVED_WITHOUT_DEPLOYMENT"},
            ["SUPPORT_REFERRAL", "DO_CHECKS", "RECORD_CRIME", "ASSESS_WITHOUT_ATTENDANCE"],
        ),
        ("incidents.regraded", {"grade": "SCHEDULED"}, ["RECORD_ATTENDANCE_SCHEDULED_REGRADED"]),
        ("incidents.criteria_met", {"waiting_since": "2026-11-16T10:00:00+00:00"}, ["SUPERVISE_INCIDENT"]),
        ("incidents.criteria_acknowledged", {"left": 0, "waiting_since": None}, []),
        (
            "incidents.attended",
            {"children": "NOT_ASKED", "domestic": True},
            ["RECORD_EVIDENCE", "ASSESS", "ASK_SAFE_CONTACT"],
        ),
        (
            "incidents.firearms_found",
            {"attended": False},
            ["RELAY_FIREARMS", "REVIEW_FIREARMS", "REFER_FIREARMS", "REASSESS_CERTIFICATE"],
        ),
        (
            "incidents.firearms_found",
            {"attended": True},
            ["ACKNOWLEDGE_FIREARMS_LATER", "REVIEW_FIREARMS", "REFER_FIREARMS", "REASSESS_CERTIFICATE"],
        ),
        ("incidents.firearms_acknowledged", {"told": True}, []),
        ("incidents.firearms_acknowledged", {"told": False}, ["FIREARMS_NOT_TOLD"]),
        ("incidents.firearms_referred", {"owner": "x"}, ["FIREARMS_OUTCOME"]),
        ("incidents.case_offered", {"to": "x"}, ["ACCEPT_CASE"]),
        ("safety_plans.measure_accepted", {"owner": "x", "due_on": "2026-12-01"}, ["DO_MEASURE"]),
        ("safety_plans.plan_reviewed", {"level": "HIGH"}, ["REVIEW_PLAN_PERIODIC"]),
        ("marac.case_listed", {"meeting_on": "2026-12-14"}, ["SEND_AGENDA", "RECORD_OUTCOME"]),
        ("custody.event_withdrawn", {}, []),
    ],
)
def test_an_event_opens_exactly_these_duties(event, facts, codes):
    assert opened(event, **facts) == codes


def test_a_fact_that_is_missing_or_unknown_never_matches():
    assert not duties.matches({"firearms": True}, {})
    assert not duties.matches({"firearms": True}, {"firearms": None})
    assert not duties.matches({"months": duties.AtLeast(12)}, {"months": "24"})
    assert not duties.matches({"months": duties.AtLeast(0)}, {"months": True})
    assert duties.matches({"months": duties.AtLeast(12)}, {"months": 12})
    assert duties.matches({}, {"anything": 1})


def test_a_measure_is_met_only_by_an_event_that_says_the_wanted_thing():
    review = duties.by_code("REVIEW_FLAG_SERIAL_PERPETRATOR")

    assert review in duties.met_by("incidents.flag_reviewed", {"flag": "SERIAL_PERPETRATOR"})
    assert review not in duties.met_by("incidents.flag_reviewed", {"flag": "ESCALATION"})
