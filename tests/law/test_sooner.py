"""A level that rises brings what is owed forward: only where it is then due earlier, and what is late stays late."""

from datetime import UTC, datetime, timedelta

import pytest

from law import duties
from law.duties.reassessment import BY_LEVEL
from law.duties.rule import LEVEL_SET, SET_WITHOUT_SIGN_OFF

AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ending(code, event, after, *, was="STANDARD", **facts):
    """Return how an event so long after a duty of a level was opened ends it."""
    rule = duties.by_code(code)
    timing = duties.timing(rule, {"level": was}, occurred_at=AT)
    moments = {"started_at": timing.started_at, "due_at": timing.due_at}
    return duties.ending(rule, event, facts, same_subject=False, occurred_at=AT + after, **moments)


@pytest.mark.parametrize("event", LEVEL_SET)
@pytest.mark.parametrize(
    ("after", "how"),
    [
        (MINUTE, "RENEWED"),
        (6 * DAY - MINUTE, "RENEWED"),
        (6 * DAY, ""),
        (6 * DAY + MINUTE, ""),
        (7 * DAY - MINUTE, ""),
        (7 * DAY, ""),
        (7 * DAY + MINUTE, ""),
    ],
)
def test_a_plan_due_in_seven_days_is_due_in_24_hours_once_the_risk_is_high_and_never_later(event, after, how):
    assert ending("MAKE_SAFETY_PLAN", event, after, level="HIGH", level_rose=True) == how


@pytest.mark.parametrize(
    ("after", "how"), [(DAY, "RENEWED"), (82 * DAY, "RENEWED"), (83 * DAY, ""), (84 * DAY, ""), (95 * DAY, "")]
)
def test_the_regular_review_of_a_plan_is_weekly_once_the_risk_is_high_and_never_later(after, how):
    assert ending("REVIEW_PLAN_PERIODIC", "risk.grade_reviewed", after, level="HIGH", level_rose=True) == how


ANEW = [
    rule.code
    for rule in duties.RULES
    if rule.within_by is BY_LEVEL and rule.code.startswith(("REASSESS_", "REVIEW_PLAN_"))
]


def test_every_duty_to_look_again_by_the_level_comes_forward_with_it():
    timed = {rule.code for rule in duties.RULES if rule.code.startswith("REASSESS_") and "HIGH" in rule.within_by}

    assert timed <= set(ANEW)
    assert all(duties.by_code(code).stays_itself for code in ANEW)
    # The end of another downgrade opens a duty of its own, which stands beside this one.
    assert {code for code in ANEW if set(duties.by_code(code).sooner_on) != set(LEVEL_SET)} == {
        "REASSESS_DOWNGRADE_ENDED"
    }


@pytest.mark.parametrize("code", ANEW)
@pytest.mark.parametrize(
    ("was", "level", "after", "how"),
    [
        ("STANDARD", "HIGH", MINUTE, "RENEWED"),
        ("STANDARD", "MEDIUM", 2 * DAY - MINUTE, "RENEWED"),
        ("STANDARD", "MEDIUM", 2 * DAY, ""),
        ("STANDARD", "MEDIUM", 2 * DAY + MINUTE, ""),
        ("MEDIUM", "HIGH", 13 * HOUR, "RENEWED"),
        ("MEDIUM", "HIGH", 15 * HOUR, ""),
        ("MEDIUM", "HIGH", 25 * HOUR, ""),
        ("HIGH", "HIGH", MINUTE, ""),
        ("", "STANDARD", MINUTE, ""),
    ],
)
def test_a_duty_to_look_again_is_due_as_the_higher_level_asks_and_never_later(code, was, level, after, how):
    facts = {"level": level, "level_rose": True}

    assert ending(code, "risk.grade_reviewed", after, was=was, **facts) == how
    assert ending(code, "risk.grade_reviewed", after, was=was, **facts | {"level_rose": False}) == ""


@pytest.mark.parametrize("code", ["MAKE_SAFETY_PLAN", "REVIEW_PLAN_PERIODIC"])
@pytest.mark.parametrize("level", ["STANDARD", "MEDIUM", "HIGH"])
@pytest.mark.parametrize("event", [*SET_WITHOUT_SIGN_OFF, "risk.downgrade_agreed"])
def test_a_level_that_does_not_rise_opens_and_moves_nothing(code, level, event):
    facts = {"level": level, "level_rose": False}

    assert ending(code, event, HOUR, was="HIGH", **facts) == ""
    assert duties.by_code(code) not in duties.opened_by(event, facts) + duties.hastened_by(event, facts)


@pytest.mark.parametrize("event", SET_WITHOUT_SIGN_OFF)
def test_a_level_that_rises_asks_for_a_plan_and_opens_no_regular_review_where_there_is_none(event):
    facts = {"level": "HIGH", "level_rose": True}

    assert duties.by_code("MAKE_SAFETY_PLAN") in duties.opened_by(event, facts)
    assert duties.by_code("REVIEW_PLAN_PERIODIC") not in duties.opened_by(event, facts)
    assert duties.by_code("REVIEW_PLAN_PERIODIC") in duties.hastened_by(event, facts)


@pytest.mark.parametrize("event", SET_WITHOUT_SIGN_OFF)
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"level": "HIGH", "level_rose": True, "children": True}, True),
        ({"level": "MEDIUM", "level_rose": True, "children": True}, True),
        ({"level": "STANDARD", "level_rose": True, "children": True}, False),
        ({"level": "HIGH", "level_rose": False, "children": True}, False),
        ({"level": "HIGH", "level_rose": True, "children": False}, False),
    ],
)
def test_social_care_is_told_when_the_level_rises_and_there_are_children(event, facts, told):
    assert (duties.by_code("SOCIAL_CARE_NOTICE") in duties.opened_by(event, facts)) is told
