"""Which assessments a specialist reads, which are read twice, and what that would catch. Policy as data; a force may
set another.

Some are always read. Of the others a share is drawn by lot, and the share follows how well the team's grades stood
up when they were read: the worse, the more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, log
from typing import Any

from law import sources
from law import thresholds as T
from law.sampling import interval


@dataclass(frozen=True)
class Ground:
    """Why an assessment is always read by a specialist."""

    code: str
    words: str
    source: str


ALWAYS: tuple[Ground, ...] = (
    Ground("HIGH", "Graded high", sources.LOCAL),
    Ground("MEDIUM", "Graded medium", sources.HMIC_KENT_2014),
    Ground("CHILD", "Children are involved", sources.HMIC_KENT_2014),
    Ground("PHONED_IN", "Telephoned and typed by somebody else", sources.HMIC_KENT_2014 + ", recommendation 5"),
    Ground("DISAGREEMENT", "Graded otherwise than the answers, or the author, said", sources.OURS),
    Ground("CORRECTED", "Corrected after it was signed off", sources.OURS),
    Ground("LOWERED", "Lower than the level before", sources.OURS),
    Ground("LEFT_OUT", "Further questions were left out", sources.OURS),
)
SAMPLE = Ground("SAMPLE", "Drawn by lot from the rest", sources.HMIC_KENT_2014 + ", recommendation 9")
WORDS: dict[str, str] = {ground.code: ground.words for ground in (*ALWAYS, SAMPLE)}

RATES: tuple[tuple[int, int], ...] = ((90, 5), (80, 10), (60, 20), (0, 30))
"""From a measured agreement of so many in 100 (the low end of its interval) upwards: read so many in 100 by lot."""


def grounds(facts: Mapping[str, Any]) -> list[str]:
    """Why this signed-off assessment is always read; empty where only the lot decides."""
    grade, suggested = facts["grade"], facts.get("suggested")
    found = {
        "HIGH": grade == "HIGH",
        "MEDIUM": grade == "MEDIUM",
        "CHILD": bool(facts.get("children")),
        "PHONED_IN": bool(facts.get("phoned_in")),
        "DISAGREEMENT": bool(suggested and grade != suggested) or grade != facts.get("authors", grade),
        "CORRECTED": bool(facts.get("corrected")),
        "LOWERED": bool(facts.get("lowers")),
        "LEFT_OUT": bool(facts.get("left_out")),
    }
    return [ground.code for ground in ALWAYS if found[ground.code]]


def read_because(facts: Mapping[str, Any], percent: int, lot: int) -> list[str]:
    """Why this assessment is read: its grounds, or a lot from 0 to 99 below the rate. Empty where it is not read."""
    return grounds(facts) or ([SAMPLE.code] if lot < percent else [])


def rate(agreed: int, read: int) -> int:
    """How many in 100 of a team's other assessments are read, from how often its grade stood up when read."""
    low = interval(agreed, read)[0] * 100 if read else 0.0
    return next(percent for at_least, percent in RATES if low >= at_least)


@dataclass(frozen=True)
class Agreement:
    """How far two series of grades agree: the share, Cohen's kappa and its interval, none where nothing can be said."""

    pairs: int
    agreed: int
    kappa: float | None
    low: float | None
    high: float | None


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of pairs of grades. Too few pairs, or grades that never vary, give no kappa."""
    rows = list(pairs)
    count, agreed = len(rows), sum(one == other for one, other in rows)
    if count < T.SMALL_NUMBER.latest.value:
        return Agreement(count, agreed, None, None, None)
    grades = {grade for pair in rows for grade in pair}
    by_chance = sum(
        sum(one == grade for one, _ in rows) * sum(other == grade for _, other in rows) for grade in grades
    ) / (count * count)
    if by_chance == 1:
        return Agreement(count, agreed, None, None, None)
    # Wilson's interval of the share: few pairs that all agree do not make a certainty.
    kappa, low, high = (
        max(-1.0, (share - by_chance) / (1 - by_chance)) for share in (agreed / count, *interval(agreed, count))
    )
    return Agreement(count, agreed, kappa, low, high)


def caught(errors: float, percent: int) -> float:
    """The chance that the lot draws at least one of so many wrong assessments; its reader must still see it."""
    return 1 - (1 - percent / 100) ** errors


def weeks_until_caught(errors_a_week: float, percent: int, sure: int = 95) -> int | None:
    """After how many weeks the lot has drawn one of them with so many chances in 100; None where it never would."""
    if not errors_a_week or not percent:
        return None
    if percent >= 100:
        return 1
    return ceil(log(1 - sure / 100) / log(1 - percent / 100) / errors_a_week)
