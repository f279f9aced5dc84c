"""The criteria of a MARAC referral. Any one is enough; all that match are kept, so the record can say why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from law import sources
from law import thresholds as T
from law.clocks import window_start

COUNTED = ("DASH_2009_POLICE", "DASH_SAFELIVES")
"""The instruments whose answers of yes may be counted against the visible high-risk figure."""


@dataclass(frozen=True)
class Criterion:
    """One ground of referral: its code, what it says, its test on facts, and its source."""

    code: str
    text: str
    test: Callable[[Mapping[str, Any]], bool]
    source: str


def _figure(threshold: T.Threshold, facts: Mapping[str, Any]) -> int:
    day = _day(facts.get("on"))
    return threshold.on(day) if day else threshold.latest.value


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _judgement(facts: Mapping[str, Any]) -> bool:
    return facts.get("judgement") is True


def _visible_high_risk(facts: Mapping[str, Any]) -> bool:
    counted = facts.get("instrument") in COUNTED
    return counted and (facts.get("yes_count") or 0) >= _figure(T.VISIBLE_HIGH_RISK, facts)


def _escalation(facts: Mapping[str, Any]) -> bool:
    return (facts.get("events_12_months") or 0) >= _figure(T.ESCALATION_COUNT, facts)


def _repeat(facts: Mapping[str, Any]) -> bool:
    months = _figure(T.MARAC_REPEAT_MONTHS, facts)
    last, day = _day(facts.get("last_referral_on")), _day(facts.get("on"))
    if last and day:
        return window_start(day, months) <= last <= day
    since = facts.get("months_since_last_referral")
    return since is not None and 0 <= since <= months


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "PROFESSIONAL_JUDGEMENT",
        "Serious concern of a professional, with reasons",
        _judgement,
        sources.SAFELIVES_CRITERIA,
    ),
    Criterion(
        "VISIBLE_HIGH_RISK",
        "As many answers of yes as make visible high risk",
        _visible_high_risk,
        sources.SAFELIVES_CRITERIA,
    ),
    Criterion(
        "POTENTIAL_ESCALATION",
        "As many domestic abuse events in twelve months as make an escalation",
        _escalation,
        sources.SAFELIVES_CRITERIA,
    ),
    Criterion(
        "REPEAT",
        "A further event of the same pair within twelve months of the last referral, at any level",
        _repeat,
        sources.SAFELIVES_REPEAT,
    ),
)


def matched(facts: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """Every criterion that the facts meet, in the order of the list.

    Facts: `judgement` (true with reasons elsewhere), `instrument`, `yes_count`, `events_12_months`, `on` (the day
    asked about), `last_referral_on` or `months_since_last_referral`. What is not known matches nothing. Without
    `on` the newest figures count.
    """
    return tuple(criterion for criterion in CRITERIA if criterion.test(facts))
