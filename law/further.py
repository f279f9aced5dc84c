"""Further questions: which answers open which set, so that they are asked in the same assessment and never forgotten.

An inspection found that a force had added questions about control, and that neither the form nor the staff knew of
them (HMIC Kent 2014, recommendation 4). Here an answer opens its further set, and the assessment is not handed in
until every question of it is answered, or somebody says why it was not asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from law import sources
from law.grading import LEVELS, Cluster, Reason, Suggestion, suggest
from law.questionnaires import UNKNOWN, Item, NoQuestionSet, QuestionSet, in_force

SETS = ("S_DASH", "H_DASH", "COERCIVE_CONTROL", "CHILD")
"""The further sets, in the order in which they are asked."""

PRESENT = ("YES", "OCCASIONALLY", "OFTEN", "ALL_THE_TIME")
"""The answers that open a further set. What is not known opens none: it stays open itself."""

ADDED: dict[str, tuple[str, ...]] = {
    "control": ("COERCIVE_CONTROL",),
    "child_hurt": ("CHILD",),
    "child_threat": ("CHILD",),
    "freq_after_leaving": ("S_DASH",),
    "freq_rules": ("COERCIVE_CONTROL",),
    # Kept from family and friends asks for family honour too, as `isolated` of the checklists does.
    "freq_isolation": ("H_DASH", "COERCIVE_CONTROL"),
    "freq_monitoring": ("COERCIVE_CONTROL",),
    "freq_money": ("COERCIVE_CONTROL",),
    "freq_children": ("CHILD",),
}
"""Items of the first sets that open further sets besides those whose own file says so (our own design)."""

OF_A_CHILD = (
    *("contact_conflict", "freq_children", "honour_children", "cc_children", "child_lives_here", "child_saw"),
    *("child_hurt_now", "child_protection", "child_changed", "child_used", "child_contact", "child_needs"),
    "child_school_knows",
)
"""Items of any set that are answered with PRESENT only where there is a child."""

OF_A_CHILD_OR_ANOTHER = ("stepchildren", "child_hurt", "child_threat", "child_under_one")
"""Items that may be about a child or about somebody else who needs care, or about a child who is not born yet."""

CHILDREN_LISTED = "children"
"""The reason for the questions about children where no item but the list of the children opens them."""

CLUSTERS: tuple[Cluster, ...] = (
    Cluster(
        "STALKING_THREATS",
        "HIGH",
        "Stalking with threats of violence, and the victim is very frightened of it",
        ("stalking_threats", "stalking_frightened"),
        source=sources.OURS,
    ),
    Cluster(
        "STALKING_CLOSE",
        "HIGH",
        "Stalking with visits more than three times a week, near home or work",
        ("stalking_visits", "stalking_loitering"),
        source=sources.OURS,
    ),
    Cluster("HONOUR_THREATS", "HIGH", "Threats to hurt or kill over honour", ("honour_threats",), source=sources.OURS),
    Cluster(
        "FORCED_MARRIAGE",
        "HIGH",
        "A marriage or a journey abroad is feared, and the victim is held or watched",
        ("honour_held",),
        ("honour_marriage", "honour_abroad"),
        source=sources.OURS,
    ),
    Cluster(
        "CONFINED",
        "HIGH",
        "Locked in, or kept from food, medicine or help, and afraid of what a refusal would bring",
        ("cc_consequences",),
        ("cc_locked_in", "cc_basics"),
        source=sources.OURS,
    ),
    Cluster(
        "CHILD_IN_HARM", "HIGH", "A child was hurt or in the way of harm", ("child_hurt_now",), source=sources.OURS
    ),
)
"""Answers to further questions that suggest a level, besides the clusters of the first sets."""


def prompts_of(item: Item) -> tuple[str, ...]:
    """The sets that an item opens, in the order of asking; mostly none."""
    found = (item.prompts, *ADDED.get(item.code, ()))
    return tuple(code for code in SETS if code in found)


def set_on(code: str, day: date) -> QuestionSet | None:
    """The version of a further set that stands on a day, or None where there was none yet."""
    try:
        return in_force(code, day)
    except NoQuestionSet:
        return None


def sets_on(day: date) -> tuple[QuestionSet, ...]:
    """Every further set that stands on a day, in the order of asking."""
    return tuple(found for code in SETS if (found := set_on(code, day)))


def opened(first: QuestionSet, answers: Mapping[str, str], *, children: bool = False) -> dict[str, tuple[str, ...]]:
    """The further sets that these answers open, each with the items that do; `children` says that some are listed."""
    found: dict[str, tuple[str, ...]] = {}
    for item in first.items:
        if answers.get(item.code) in PRESENT:
            for code in prompts_of(item):
                found[code] = (*found.get(code, ()), item.code)
    if children:
        found.setdefault("CHILD", (CHILDREN_LISTED,))
    return {code: found[code] for code in SETS if code in found}


def speaks_of_a_child(code: str, value: str, comment: str) -> bool:
    """Whether an answer cannot stand beside "no children"; a comment tells of whom else it may be."""
    return value in PRESENT and (code in OF_A_CHILD or (code in OF_A_CHILD_OR_ANOTHER and not comment.strip()))


def weigh(
    first: QuestionSet, answers: Mapping[str, str], further: Iterable[tuple[QuestionSet, Mapping[str, str]]]
) -> Suggestion:
    """What the first set suggests, with what the further answers add. They never change the count of the first set.

    A set that grades by judgement alone still does: the further answers are laid out and suggest no level.
    """
    base = suggest(first, answers)
    found = [pair for each, given in further for pair in _from_set(each, each.complete(given))]
    if not found:
        return base
    reasons = tuple(reason for reason in base.reasons if reason.code != "NO_INDICATOR")
    level = base.level and max((base.level, *(level for level, _ in found)), key=LEVELS.index)
    return replace(base, level=level, reasons=(*reasons, *(reason for _, reason in found)))


def _from_set(question_set: QuestionSet, answers: Mapping[str, str]) -> list[tuple[str, Reason]]:
    """What the answers of one further set say: its clusters, its critical items, and what is open."""
    asked = [item for item in question_set.items if item.answer != "text"]
    yes = tuple(item.code for item in asked if answers[item.code] in PRESENT)
    critical = tuple(item.code for item in asked if item.critical and item.code in yes)
    unanswered = tuple(item.code for item in asked if item.critical and answers[item.code] in UNKNOWN)
    name = question_set.title.partition(":")[0]
    found = [
        (cluster.level, Reason(cluster.code, cluster.text, cluster.source, items))
        for cluster in CLUSTERS
        if (items := cluster.found(yes))
    ]
    if critical:
        text = f"{name}: {len(critical)} further answer{'s' if len(critical) > 1 else ''} of weight"
        found.append(("MEDIUM", Reason(f"{question_set.code}_CRITICAL", text, question_set.source, critical)))
    if unanswered:
        text = f"{name}: further questions of weight are open; an open answer is not a no"
        found.append(("MEDIUM", Reason(f"{question_set.code}_OPEN", text, sources.OURS, unanswered)))
    return found
