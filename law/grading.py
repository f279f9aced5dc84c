"""From the answers of an assessment to a suggested level, with every reason. A guide: a person decides.

Do not know, refused and not asked are never no. They widen the range of the count, and while a critical question
or the count is open, standard is not suggested. Judgement may raise a visible high risk and must not lower it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from law import sources
from law import thresholds as T
from law.call_grading import (
    GRADES,
    CallGrade,
    GradeFloor,
    grade_floor,
    suggest_call_grade,
)
from law.questionnaires import UNKNOWN, QuestionSet
from law.reasons import Reason

LEVELS = ("STANDARD", "MEDIUM", "HIGH")
VIOLENCE = ("injury", "weapons", "strangle", "sexual")
PRESENT = ("OFTEN", "ALL_THE_TIME")

__all__ = [
    "CLUSTERS",
    "GRADES",
    "LEVELS",
    "CallGrade",
    "Cluster",
    "GradeFloor",
    "Reason",
    "Suggestion",
    "grade_floor",
    "suggest",
    "suggest_call_grade",
]


@dataclass(frozen=True)
class Cluster:
    """Items that together suggest a level: all of `every`, and where given at least one of `some`."""

    code: str
    level: str
    text: str
    every: tuple[str, ...]
    some: tuple[str, ...] = ()
    source: str = sources.DASH_CUES

    def found(self, yes: Iterable[str]) -> tuple[str, ...]:
        """The items that make the cluster, or nothing."""
        answered = set(yes)
        some = tuple(code for code in self.some if code in answered)
        complete = answered.issuperset(self.every) and (some or not self.some)
        return (*self.every, *some) if complete else ()


CLUSTERS: tuple[Cluster, ...] = (
    Cluster("STRANGULATION", "HIGH", "Strangling, choking, suffocating or drowning was attempted", ("strangle",)),
    Cluster("THREAT_TO_KILL", "HIGH", "A threat to kill was made and believed", ("threat_kill",)),
    Cluster(
        "CHILD_THREAT", "HIGH", "A threat to hurt or kill children or other dependants was made", ("child_threat",)
    ),
    Cluster(
        "SEPARATION_CONTROL_VIOLENCE",
        "HIGH",
        "Separation together with control and violence",
        ("separation", "control"),
        VIOLENCE,
    ),
    Cluster("STALKING_AND_FEAR", "HIGH", "Stalking, and the victim is very frightened", ("stalking", "frightened")),
    Cluster(
        "ESCALATION_AND_FEAR",
        "HIGH",
        "It happens more often and is getting worse, and the victim is very frightened",
        ("more_often", "worse", "frightened"),
    ),
    Cluster(
        "WEAPON_AND_ESCALATION", "HIGH", "Weapons or objects were used, and it is getting worse", ("weapons", "worse")
    ),
    Cluster(
        "SUICIDE_AND_SEPARATION",
        "HIGH",
        "The suspect spoke of suicide or tried it, and there is a separation",
        ("suicide", "separation"),
    ),
    Cluster(
        "FEAR_OF_OTHERS",
        "MEDIUM",
        "Other people threaten, and the victim is kept apart: consider honour-based abuse",
        ("others_threat", "isolated"),
    ),
    Cluster("CHILD_HURT", "MEDIUM", "Children or other dependants were hurt", ("child_hurt",)),
    Cluster("BREACH", "MEDIUM", "Bail, an order or an agreement was broken", ("breach",)),
)


@dataclass(frozen=True)
class Suggestion:
    """A suggested level (None where only judgement applies), all its reasons, and the count as a range.

    `range_low` counts the answers of yes among the counted items, `range_high` those and every open one.
    """

    level: str | None
    reasons: tuple[Reason, ...]
    yes: int
    unknown: int
    range_low: int
    range_high: int
    visible_high_risk: bool


def suggest(question_set: QuestionSet, answers: Mapping[str, str]) -> Suggestion:
    """The level that the answers suggest. An item that is missing counts as not asked.

    Raises ValueError naming every answer that the set does not know.
    """
    full = question_set.complete(answers)
    if question_set.grades:
        return _from_checklist(question_set, full)
    return _from_judgement(question_set, full)


def _from_checklist(question_set: QuestionSet, answers: Mapping[str, str]) -> Suggestion:
    """A DASH: clusters and critical items first, then the count, then what is still open."""
    yes = tuple(code for code, value in answers.items() if value == "YES")
    low, high = question_set.range_of(answers)
    visible = question_set.visible_high_risk_at is not None and low >= question_set.visible_high_risk_at
    graded = [
        *_by_count(question_set, low),
        *_by_cluster(yes),
        *_by_critical(question_set, yes),
        *_by_open(question_set, answers, low, high),
    ]
    level = max((level for level, _ in graded), key=LEVELS.index, default="STANDARD")
    reasons = tuple(reason for _, reason in graded) or (
        Reason("NO_INDICATOR", "No answer suggests more than standard risk", sources.OURS),
    )
    unknown = sum(value in UNKNOWN for value in answers.values())
    return Suggestion(level, reasons, len(yes), unknown, low, high, visible)


def _by_count(question_set: QuestionSet, low: int) -> list[tuple[str, Reason]]:
    at, medium = question_set.visible_high_risk_at, T.MEDIUM_BAND.latest.value
    if at is not None and low >= at:
        text = f"{low} answers of yes; {at} or more is visible high risk"
        return [("HIGH", Reason("VISIBLE_HIGH_RISK", text, sources.SAFELIVES_CRITERIA))]
    if low >= medium:
        text = f"{low} answers of yes; a local band suggests medium from {medium}"
        return [("MEDIUM", Reason("LOCAL_BAND", text, sources.LOCAL_BANDS))]
    return []


def _by_cluster(yes: tuple[str, ...]) -> list[tuple[str, Reason]]:
    return [
        (cluster.level, Reason(cluster.code, cluster.text, cluster.source, items))
        for cluster in CLUSTERS
        if (items := cluster.found(yes))
    ]


def _by_critical(question_set: QuestionSet, yes: tuple[str, ...]) -> list[tuple[str, Reason]]:
    critical = tuple(item.code for item in question_set.items if item.critical and item.code in yes)
    if not critical:
        return []
    text = f"{len(critical)} indicator{'s' if len(critical) > 1 else ''} widely treated as critical"
    return [("MEDIUM", Reason("CRITICAL", text, sources.DASH_CUES, critical))]


def _by_open(question_set: QuestionSet, answers: Mapping[str, str], low: int, high: int) -> list[tuple[str, Reason]]:
    """What is not known may hide a higher level: it is said, and keeps the suggestion off standard."""
    reasons = []
    at = question_set.visible_high_risk_at
    if at is not None and low < at <= high:
        text = f"{low} answers of yes and {high - low} open: between {low} and {high}, which may be visible high risk"
        reasons.append(("MEDIUM", Reason("RANGE_REACHES_VISIBLE_HIGH_RISK", text, sources.SAFELIVES_CRITERIA)))
    unanswered = tuple(item.code for item in question_set.items if item.critical and answers[item.code] in UNKNOWN)
    if unanswered:
        text = "Critical questions are open; an open answer is not a no"
        reasons.append(("MEDIUM", Reason("CRITICAL_OPEN", text, sources.OURS, unanswered)))
    return reasons


def _from_judgement(question_set: QuestionSet, answers: Mapping[str, str]) -> Suggestion:
    """A set without a level of its own: what was said is laid out, and a person grades. No count is applied."""
    none_of_it = ("NO", "NEVER")
    items = {item.code: item for item in question_set.items if item.answer != "text"}
    said = tuple(code for code in items if answers[code] not in (*none_of_it, *UNKNOWN))
    unknown = tuple(code for code in items if answers[code] in UNKNOWN)
    frequent = tuple(code for code in said if answers[code] in PRESENT)
    critical = tuple(code for code in said if items[code].critical)
    found = (
        ("JUDGEMENT_ONLY", "This set has no threshold: grade by judgement and give reasons", said, True),
        ("OFTEN", "Happens often or all the time", frequent, bool(frequent)),
        ("CRITICAL", "Indicators widely treated as critical", critical, bool(critical)),
        ("OPEN", "Questions are open; an open answer is not a no", unknown, bool(unknown)),
    )
    reasons = tuple(Reason(code, text, question_set.source, codes) for code, text, codes, holds in found if holds)
    return Suggestion(None, reasons, len(said), len(unknown), len(said), len(said) + len(unknown), False)
