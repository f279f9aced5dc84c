"""How fast to come to a call: the floor below which nobody goes alone, and the suggestion.

The kind of a call never sets its grade by itself. Harassment and stalking cannot be graded before somebody has
said whether the people are connected; domestic abuse is at least High unless a supervisor gives a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from law import sources
from law.reasons import Reason
from law.severity import said

GRADES = ("IMMEDIATE", "HIGH", "SCHEDULED", "RESOLVED_WITHOUT_DEPLOYMENT")
"""Most urgent first."""

ASK_CONNECTION = ("HARASSMENT", "STALKING")
CONNECTED = ("YES", "UNKNOWN", "DONT_KNOW", "REFUSED")
"""Answers after which the parties are treated as connected: not knowing is not a no."""


@dataclass(frozen=True)
class GradeFloor:
    """The lowest grade without a supervisor's reason (empty where there is none), and why."""

    grade: str
    reasons: tuple[Reason, ...]
    needs_connection: bool = False


class CallGrade(NamedTuple):
    """A suggested grade with its reasons beyond the floor."""

    grade: str
    reasons: tuple[Reason, ...]


def grade_floor(kind: str, domestic: bool | None, connected: str | None) -> GradeFloor:
    """The floor of a call's grade.

    `connected` is YES, NO, UNKNOWN (asked and not known) or empty (not answered). `needs_connection` says that no
    grade may be saved yet. Source: HMIC Kent 2014, first recommendation, answered by our own rule.
    """
    asked = connected in (*CONNECTED, "NO")
    needs_connection = kind in ASK_CONNECTION and not asked
    reasons = []
    if needs_connection:
        text = "Harassment or stalking: say first whether the people are connected"
        reasons.append(Reason("CONNECTION_NOT_ANSWERED", text, sources.OURS_HARASSMENT))
    is_domestic = domestic is True or (kind in ASK_CONNECTION and connected in CONNECTED)
    if is_domestic:
        text = "Domestic abuse is graded High or Immediate; lower only by a supervisor, with a reason"
        reasons.append(Reason("DOMESTIC_ABUSE", text, sources.APP_DEPLOYMENT))
    return GradeFloor("HIGH" if is_domestic else "", tuple(reasons), needs_connection)


IMMEDIATE_WHEN: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("IN_PROGRESS", ("in_progress",), "It is happening now", sources.APP_DEPLOYMENT),
    ("SUSPECT_AT_SCENE", ("suspect_at_scene",), "The suspect is there or close by", sources.APP_CALL),
    ("WEAPON", ("weapon",), "A weapon was used or is at hand", sources.APP_CALL),
    ("INJURY", ("injury",), "Somebody is hurt", sources.APP_CALL),
    ("STRANGULATION", ("strangulation",), "Strangling, choking or suffocating", sources.APP_CALL),
    ("THREAT_TO_KILL", ("threat_to_kill",), "A threat to kill", sources.APP_CALL),
    ("CHILDREN_AT_RISK", ("children_at_risk",), "Children are not safe", sources.APP_CALL),
    (
        "CALL_DROPPED",
        ("call_dropped", "dropped"),
        "The call was cut off: look at the grade again at once",
        sources.APP_CALL,
    ),
)
HIGH_WHEN: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("FIREARMS", ("firearms",), "A firearms certificate belongs to a person or the address", sources.HMIC_KENT_2014),
    ("SEXUAL_ASSAULT", ("sexual_assault",), "A sexual assault", sources.APP_CALL),
    ("VIOLENCE", ("violence",), "Violence was used or threatened", sources.APP_DEPLOYMENT),
    ("BREACH", ("breach", "breach_of"), "Bail or an order was broken", sources.APP_CALL),
    ("STALKING", ("stalking",), "Stalking", sources.OURS_HARASSMENT),
    ("REPEAT", ("repeat", "repeat_victim", "repeat_caller"), "There were earlier reports", sources.APP_CALL),
    ("SERIAL", ("serial", "serial_perpetrator"), "The suspect has abused other partners", sources.APP_CALL),
    ("MARAC", ("marac",), "Referred to MARAC in the last twelve months", sources.APP_CALL),
    ("CHILDREN", ("children", "children_present"), "Children live there or are present", sources.APP_CALL),
)


def suggest_call_grade(facts: Mapping[str, Any]) -> CallGrade:
    """The grade that the facts of a call suggest, never below the floor, with the reasons beyond the floor.

    A person chooses the grade. Facts not known raise nothing and lower nothing. A fact that is
    a day is named with it.
    """
    kind, connected = str(facts.get("kind") or ""), facts.get("connected")
    floor = grade_floor(kind, facts.get("domestic"), connected)
    immediate, high = _found(IMMEDIATE_WHEN, facts), _found(HIGH_WHEN, facts)
    if immediate:
        return CallGrade("IMMEDIATE", (*immediate, *high))
    if floor.grade or floor.needs_connection or high:
        return CallGrade("HIGH", high)
    return CallGrade("SCHEDULED", ())


def _found(table: tuple[tuple[str, tuple[str, ...], str, str], ...], facts: Mapping[str, Any]) -> tuple[Reason, ...]:
    return tuple(
        Reason(code, _dated(text, facts.get(names[0])), source)
        for code, names, text, source in table
        if any(said(facts.get(name)) for name in names)
    )


def _dated(text: str, fact: Any) -> str:
    return f"{text}, on {fact:%-d %B %Y}" if isinstance(fact, date) else text
