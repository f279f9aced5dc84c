"""Which level may be given: judgement raises a visible high risk and never lowers it.

What lowers a level afterwards is a decision of its own: a second person, a reason, and a day on which the level
returns by itself.
"""

from datetime import date, timedelta

from law import thresholds as T
from law.grading import LEVELS


def may_grade(level: str, *, visible_high_risk: bool) -> bool:
    """Whether judgement may give this level. Visible high risk leaves only the highest."""
    return level in LEVELS and (level == LEVELS[-1] or not visible_high_risk)


def may_sign(level: str, *, authors: str) -> bool:
    """Whether one person may sign this level off where the author gave another: the highest is not lowered alone."""
    return level in LEVELS and (level == LEVELS[-1] or authors != LEVELS[-1])


def lower_than(level: str) -> tuple[str, ...]:
    """The levels below one, the lowest first; none below no level."""
    return LEVELS[: LEVELS.index(level)] if level in LEVELS else ()


def latest_end(day: date) -> date:
    """The last day on which a downgrade that is proposed on a day may run out."""
    return day + timedelta(days=T.DOWNGRADE_LONGEST.on(day))


def holds(until_on: date, day: date) -> bool:
    """Whether a downgrade still holds on a day: it is over with the day on which the level returns."""
    return day < until_on
