"""When a duty starts and is due, and which later entry meets it. Computed once, from the figure of the event's day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from law.clocks import CLOCKS, london_day, start_of_day
from law.duties.rule import Rule

ABOUT_ONE = ("custody.event_withdrawn",)
"""Events that void only what the withdrawn thing itself opened, even where a rule counts by case."""
ABOUT_ALL = ("custody.deceased", "custody.charged", "custody.bail_granted", "custody.bail_varied")
"""Events that void what any other event of the case opened, even where a rule counts by subject."""


@dataclass(frozen=True)
class Timing:
    """Start, due moment and the dated figure they rest on (`CODE@YYYY-MM-DD`), to be kept with the duty."""

    started_at: datetime
    due_at: datetime
    basis: str
    clock: str


def moment(value: str | date | datetime) -> datetime:
    """An aware moment from an ISO date or moment; a date is the start of that London day.

    Raises ValueError for other text and for a moment without a time zone.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if len(value) > len("2026-11-22") else date.fromisoformat(value)
    if not isinstance(value, datetime):
        return start_of_day(value)
    london_day(value)
    return value.astimezone(UTC)


def timing(
    rule: Rule, facts: Mapping[str, Any], *, occurred_at: datetime, recorded_at: datetime | None = None
) -> Timing | None:
    """When the duty of a rule that this entry opens starts and is due.

    The figure is the one in force on the London day of the event. None where the rule opens only what lies
    ahead and the due moment is already past when the entry is recorded. Raises NoFigure, CalendarEnds.
    """
    recorded_at = recorded_at or occurred_at
    moments = {"occurred_at": occurred_at, "recorded_at": recorded_at}
    started_at = moment(moments.get(rule.starts) or facts[rule.starts])
    figure, clock = rule.figure(facts), rule.clock_for(facts)
    day = london_day(occurred_at)
    due_at = CLOCKS[clock](started_at, figure.on(day))
    if rule.only_ahead and due_at <= max(occurred_at, recorded_at):
        return None
    return Timing(started_at, due_at, figure.basis(day), clock)


def meets(
    rule: Rule, facts: Mapping[str, Any], *, occurred_at: datetime, started_at: datetime, due_at: datetime
) -> bool:
    """Whether an entry of a meeting kind comes late enough to count for a duty.

    The entry's day is its fact `dated` (an ISO date), else the London day on which it occurred. Case, subject
    and `met_when` are looked at elsewhere.
    """
    day = london_day(moment(facts.get("dated") or occurred_at))
    if rule.met_not_before and not follows(facts, day, started_at):
        return False
    if rule.met_window is None:
        return True
    return day >= london_day(due_at) - timedelta(days=rule.met_window.on(london_day(started_at)))


def follows(facts: Mapping[str, Any], day: date, started_at: datetime) -> bool:
    """Whether what an entry tells was made after a duty started: its fact `assessed_at`, a moment, says so.

    Without one only the days are known. A page tells minutes, so that what was asked within the minute counts.
    """
    if asked := facts.get("assessed_at"):
        return moment(asked) >= started_at.replace(second=0, microsecond=0)
    return day >= london_day(started_at)


def ending(
    rule: Rule,
    event: str,
    facts: Mapping[str, Any],
    *,
    same_subject: bool,
    occurred_at: datetime,
    started_at: datetime,
    due_at: datetime,
    opened_at: datetime | None = None,
    recorded_at: datetime | None = None,
) -> str:
    """How an entry of the same case ends an open duty: MET, RENEWED, VOID, or empty when it does not.

    `same_subject` says whether the entry is about the subject of the duty, itself or by its fact `of`; `opened_at` is
    when that which opened the duty happened, its start unless given.
    """
    if rule.ended_not_before and occurred_at < (opened_at or started_at):
        return ""
    here = same_subject or rule.per == "case"
    if rule.met(event, facts) and (same_subject or (rule.met_per == "case" and event not in rule.met_about)):
        # What is about the very incident was asked about it, whenever its officer says that they arrived that day.
        known = facts if not same_subject else {**facts, "assessed_at": None}
        if meets(rule, known, occurred_at=occurred_at, started_at=started_at, due_at=due_at):
            return "MET"
    if here and rule.renews(event, facts):
        return "RENEWED"
    # A level is of the whole case: when it rises, what is owed about any subject of the case comes forward.
    if rule.hastens(event, facts):
        sooner = timing(rule, facts, occurred_at=occurred_at, recorded_at=recorded_at)
        if sooner and sooner.due_at < due_at:
            return "RENEWED"
    if rule.voids(event, facts) and (same_subject if event in ABOUT_ONE else here or event in ABOUT_ALL):
        return "VOID"
    return ""
