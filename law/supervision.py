"""What brings a domestic incident to a supervisor by itself: criteria as data, and when a tour of the room begins.

A criterion looks at what is known of the incident. Three kinds of fact are not on the incident itself: what history
says (`repeat_victim`, `serial_perpetrator`, `marac`), what has just been done (`downgraded`, `unattended`), and
what only the clock says (`unresourced`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from law import sources
from law import thresholds as T
from law.clocks import at_london_time, london_day
from law.duties.rule import matches
from law.severity import said

BELOW_HIGH = ("SCHEDULED", "RESOLVED_WITHOUT_DEPLOYMENT")


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that a supervisor must see: what is wanted, in which words, and from which source.

    It is met where `when` agrees and, if `any_of` names facts, one of them is said. One that is `done` is met by
    an act and may be met again by another; one that is told `by_clock` is met by time passing.
    """

    code: str
    words: str
    source: str
    any_of: tuple[str, ...] = ()
    when: Mapping[str, Any] = field(default_factory=dict)
    done: bool = False
    by_clock: bool = False

    def met(self, facts: Mapping[str, Any]) -> bool:
        """Whether what is known meets the criterion. What is not known meets nothing."""
        told = not self.any_of or any(said(facts.get(name)) for name in self.any_of)
        return told and matches(self.when, facts)


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        code="IMMEDIATE",
        words="Graded immediate",
        source=sources.OURS_RECOMMENDATION_1,
        when={"grade": "IMMEDIATE"},
    ),
    Criterion(
        code="WEAPON_OR_FIREARM",
        words="A weapon or a firearms certificate",
        source=sources.HMIC_KENT_2014,
        any_of=("weapon", "firearms"),
    ),
    Criterion(
        code="REPEAT_OR_MARAC",
        words="Repeat victim, or referred to MARAC in the last 12 months",
        source=sources.APP_CALL,
        any_of=("repeat_victim", "repeat", "marac"),
    ),
    Criterion(
        code="GRAVE",
        words="Strangulation or a threat to kill",
        source=sources.APP_CALL,
        any_of=("strangulation", "threat_to_kill"),
    ),
    Criterion(
        code="CHILD",
        words="A child is there or lives there",
        source=sources.APP_CALL,
        any_of=("children", "children_present", "children_at_risk"),
    ),
    Criterion(
        code="BREACH",
        words="Bail or an order was broken",
        source=sources.APP_CALL,
        any_of=("breach", "breach_of"),
    ),
    Criterion(
        code="SERIAL",
        words="The suspect is a serial perpetrator",
        source=sources.ACPO_SERIAL,
        any_of=("serial_perpetrator", "serial"),
    ),
    Criterion(
        code="CALL_CUT_OFF",
        words="The call was cut off",
        source=sources.APP_CALL,
        any_of=("call_dropped", "dropped"),
    ),
    Criterion(
        code="STALKING_BELOW_HIGH",
        words="Harassment or stalking graded below high",
        source=sources.OURS_HARASSMENT,
        when={"kind": ("HARASSMENT", "STALKING"), "grade": BELOW_HIGH},
    ),
    Criterion(
        code="BELOW_HIGH",
        words="Domestic abuse graded below high",
        source=sources.APP_DEPLOYMENT,
        when={"grade": BELOW_HIGH},
    ),
    Criterion(
        code="UNRESOURCED",
        words="No unit was sent within the target",
        source=sources.OURS_RECOMMENDATION_1,
        any_of=("unresourced",),
        by_clock=True,
    ),
    Criterion(
        code="DOWNGRADED",
        words="Its grade was lowered",
        source=sources.OURS_RECOMMENDATION_1,
        any_of=("downgraded",),
        done=True,
    ),
    Criterion(
        code="FINISHED_UNATTENDED",
        words="Closed without attendance",
        source=sources.OURS_RECOMMENDATION_1,
        any_of=("unattended",),
        done=True,
    ),
)

BY_CODE: dict[str, Criterion] = {criterion.code: criterion for criterion in CRITERIA}
"""Every criterion by its code."""


def met(facts: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """Every criterion that what is known of a domestic incident meets, in the order of the table."""
    return tuple(criterion for criterion in CRITERIA if criterion.met(facts))


def unit_due(grade: str, reported_at: datetime) -> datetime | None:
    """When a unit should have been sent; None where the grade sends nobody. Not graded yet counts as high."""
    figure = {"IMMEDIATE": T.SEND_IMMEDIATE, "SCHEDULED": T.SEND_SCHEDULED}.get(grade, T.SEND_HIGH)
    if grade == "RESOLVED_WITHOUT_DEPLOYMENT":
        return None
    return reported_at + timedelta(minutes=figure.on(london_day(reported_at)))


def tour_begins(at: datetime) -> datetime:
    """The instant at which the tour of duty in the control room that is running at a moment began."""
    day = london_day(at)
    first, length = T.TOUR_BEGINS.on(day), T.TOUR_HOURS.on(day)
    hours = range(first % length, 24, length)
    starts = [at_london_time(each, time(hour)) for each in (day - timedelta(days=1), day) for hour in hours]
    return max(start for start in starts if start <= at)
