"""The lanes beside the count, what would change the level, and which level judgement may give."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from law import lanes, questionnaires, ratchet
from law.further import weigh
from law.grading import LEVELS

DASH = questionnaires.load("DASH_2009_POLICE")
STALKING = questionnaires.load("S_DASH")
FREQUENCY = questionnaires.load("FREQUENCY")
NO = {item.code: "NO" for item in DASH.items}
VALUES = st.sampled_from(["YES", "NO", "DONT_KNOW", "REFUSED", "NOT_ASKED"])
ANSWERS = st.fixed_dictionaries({item.code: VALUES for item in DASH.items})


def lane(code, *weighed):
    return {each.lane.code: each for each in lanes.fill(*weighed)}[code]


def test_each_lane_holds_only_what_belongs_to_it_with_its_reasons_in_words():
    answers = NO | {"strangle": "YES", "control": "YES", "stalking": "DONT_KNOW"}
    lethal = lane("LETHALITY", DASH, answers)
    assert [item.code for item in lethal.present] == ["strangle"]
    assert [reason.text for reason in lethal.reasons] == ["Strangling, choking, suffocating or drowning was attempted"]
    control = lane("CONTROL", DASH, answers)
    assert [(reason.code, reason.item_codes) for reason in control.reasons] == [("CONTROL_SAID", ("control",))]
    stalking = lane("STALKING", DASH, answers)
    assert ([item.code for item in stalking.open], stalking.present) == (["stalking"], ())
    assert stalking.words == "0 of 2 said to be there, 1 open: it may be as many as 1."


def test_further_questions_fill_the_lane_of_their_own():
    further = {item.code: "NO" for item in STALKING.items} | {"stalking_visits": "YES", "stalking_loitering": "YES"}
    found = lane("STALKING", DASH, NO | {"stalking": "YES"}, [(STALKING, further)])
    assert [item.code for item in found.present] == ["stalking", "stalking_visits", "stalking_loitering"]
    assert "STALKING_CLOSE" in {reason.code for reason in found.reasons}


def test_every_item_that_a_lane_names_is_asked_somewhere():
    asked = {item.code for each in questionnaires.ALL for item in each.items}
    assert {code for each in lanes.LANES for code in each.items} <= asked


def test_an_open_answer_that_would_raise_the_level_is_named_and_widens_the_range():
    found = lanes.outlook(DASH, NO | {"strangle": "DONT_KNOW"})
    assert (found.low, found.high) == ("STANDARD", "HIGH")
    assert [(each.item.code, each.answer, each.level) for each in found.raises] == [("strangle", "YES", "HIGH")]
    assert found.words == "With the open answers the level lies between standard and high."


def test_what_the_level_rests_on_is_named():
    found = lanes.outlook(DASH, NO | {"strangle": "YES"})
    assert [(each.item.code, each.level) for each in found.rests_on] == [("strangle", "STANDARD")]
    assert (found.low, found.high, found.raises) == ("HIGH", "HIGH", ())


def test_where_only_judgement_grades_no_level_is_worked_out():
    found = lanes.outlook(FREQUENCY, {})
    assert (found.low, found.raises) == ("", ())
    assert "judgement" in found.words


@settings(max_examples=25, deadline=None)
@given(ANSWERS)
def test_the_suggestion_always_lies_within_the_shown_range(answers):
    found = lanes.outlook(DASH, answers)
    low, now, high = (LEVELS.index(level) for level in (found.low, weigh(DASH, answers, []).level, found.high))
    assert low <= now <= high


@settings(max_examples=25, deadline=None)
@given(ANSWERS, st.sampled_from([item.code for item in DASH.items]))
def test_to_know_less_never_narrows_the_range(answers, code):
    known, unknown = lanes.outlook(DASH, answers), lanes.outlook(DASH, answers | {code: "DONT_KNOW"})
    assert LEVELS.index(unknown.low) <= LEVELS.index(known.low)
    assert LEVELS.index(unknown.high) >= LEVELS.index(known.high)


@given(st.sampled_from([*LEVELS, "", "SEVERE"]), st.booleans())
def test_visible_high_risk_leaves_only_the_highest_level(level, visible):
    assert ratchet.may_grade(level, visible_high_risk=visible) is (level == "HIGH" or level in LEVELS and not visible)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_a_downgrade_holds_before_its_day_and_never_on_it(day, ahead):
    until = day + timedelta(days=ahead)
    assert ratchet.holds(until, day) is (ahead > 0)
    assert (until <= ratchet.latest_end(day)) is (ahead <= 28)


@pytest.mark.parametrize(("level", "lower"), [("HIGH", ("STANDARD", "MEDIUM")), ("STANDARD", ()), ("", ())])
def test_what_is_lower(level, lower):
    assert ratchet.lower_than(level) == lower
