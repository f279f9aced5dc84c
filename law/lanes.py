"""The answers sorted into lanes beside the count: what can kill, what controls, what stalks; and what would change.

A count hides which answers were given. Post-separation stalking and control were under-graded by officers who saw
the answers (College of Policing, evaluation of the pilot of the DARA), so each has a lane of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from law import sources
from law.further import CLUSTERS as FURTHER_CLUSTERS
from law.further import PRESENT, weigh
from law.grading import CLUSTERS, LEVELS, Reason
from law.questionnaires import UNKNOWN, Item, QuestionSet


@dataclass(frozen=True)
class Lane:
    """Items that belong together, by code; and the further sets of which every item belongs here."""

    code: str
    title: str
    items: tuple[str, ...]
    sets: tuple[str, ...] = ()
    source: str = sources.OURS

    def holds(self, question_set: QuestionSet, item: Item) -> bool:
        """Whether an item of a set belongs in this lane."""
        return item.answer != "text" and (item.code in self.items or question_set.code in self.sets)


LANES: tuple[Lane, ...] = (
    Lane(
        "LETHALITY",
        "Indicators of lethal risk",
        (
            *("strangle", "threat_kill", "weapons", "sexual", "separation", "pregnant", "more_often", "worse"),
            *("suicide", "child_threat", "frightened"),
            *("freq_neck", "freq_weapon", "freq_threats_kill", "freq_sexual", "freq_suicide", "freq_change"),
            *("honour_threats", "stalking_threats"),
        ),
        source=sources.DASH_CUES,
    ),
    Lane(
        "CONTROL",
        "Coercive control",
        (
            *("control", "isolated", "money"),
            *("freq_rules", "freq_isolation", "freq_monitoring", "freq_money", "freq_jealousy", "freq_humiliation"),
            "honour_held",
        ),
        ("COERCIVE_CONTROL",),
    ),
    Lane("STALKING", "Stalking", ("stalking", "breach", "freq_after_leaving", "freq_monitoring"), ("S_DASH",)),
)


@dataclass(frozen=True)
class Filled:
    """One lane of one assessment: what is there, what is open, and every reason in words."""

    lane: Lane
    present: tuple[Item, ...]
    open: tuple[Item, ...]
    asked: int
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """What the lane says, in one sentence; an open answer is never a no."""
        if not self.asked:
            return "Nothing of this is asked by these questions."
        said = f"{len(self.present)} of {self.asked} said to be there"
        if not self.open:
            return said + "."
        return f"{said}, {len(self.open)} open: it may be as many as {len(self.present) + len(self.open)}."


Asked = Iterable[tuple[QuestionSet, Mapping[str, str]]]


def fill(first: QuestionSet, answers: Mapping[str, str], further: Asked = ()) -> tuple[Filled, ...]:
    """Every lane, filled from the first set and the further ones that were asked."""
    sets = [(first, answers), *further]
    return tuple(_fill(lane, sets) for lane in LANES)


def _fill(lane: Lane, sets: list[tuple[QuestionSet, Mapping[str, str]]]) -> Filled:
    rows = [
        (item, given.get(item.code, "NOT_ASKED"))
        for each, given in sets
        for item in each.items
        if lane.holds(each, item)
    ]
    present = tuple(item for item, value in rows if value in PRESENT)
    said = {code for each, given in sets for code, value in given.items() if value in PRESENT}
    mine = {item.code for item in present}
    reasons = [
        Reason(cluster.code, cluster.text, cluster.source, items)
        for cluster in (*CLUSTERS, *FURTHER_CLUSTERS)
        if (items := cluster.found(said)) and mine.intersection(items)
    ]
    explained = {code for reason in reasons for code in reason.item_codes}
    alone = tuple(item.code for item in present if item.code not in explained)
    if alone:
        reasons.append(Reason(f"{lane.code}_SAID", "Said to be there by itself", lane.source, alone))
    return Filled(lane, present, tuple(item for item, value in rows if value in UNKNOWN), len(rows), tuple(reasons))


@dataclass(frozen=True)
class Change:
    """An answer that would change the suggested level: the item, the answer, and the level that it would make."""

    item: Item
    answer: str
    level: str


@dataclass(frozen=True)
class Outlook:
    """Between which levels the open answers leave the suggestion, and which single answers would change it.

    `low` counts every open answer as no, `high` as yes; both are empty where only judgement grades.
    """

    low: str
    high: str
    raises: tuple[Change, ...]
    rests_on: tuple[Change, ...]

    @property
    def words(self) -> str:
        """The range in one sentence."""
        if not self.low:
            return "No level is worked out from these answers; you grade by judgement."
        if self.low == self.high:
            return f"Whatever the open answers are, the suggestion is {self.low.lower()}."
        return f"With the open answers the level lies between {self.low.lower()} and {self.high.lower()}."


def outlook(first: QuestionSet, answers: Mapping[str, str], further: Asked = ()) -> Outlook:
    """What the open answers could still make of the level, and what the level rests on."""
    sets = [(first, first.complete(answers)), *((each, each.complete(given)) for each, given in further)]
    now = _level(sets)
    if not now:
        return Outlook("", "", (), ())
    raises, rests_on = [], []
    for place, (each, given) in enumerate(sets):
        for item in (item for item in each.items if item.answer == "yes_no"):
            if given[item.code] in UNKNOWN and _above(level := _with(sets, place, item, "YES"), now):
                raises.append(Change(item, "YES", level))
            if given[item.code] == "YES" and _above(now, level := _with(sets, place, item, "NO")):
                rests_on.append(Change(item, "NO", level))
    return Outlook(_level(_all_open(sets, "NO")), _level(_all_open(sets, "YES")), tuple(raises), tuple(rests_on))


def _level(sets: list[tuple[QuestionSet, Mapping[str, str]]]) -> str:
    (first, answers), *further = sets
    return weigh(first, answers, further).level or ""


def _above(one: str, other: str) -> bool:
    return LEVELS.index(one) > LEVELS.index(other)


def _with(sets: list[tuple[QuestionSet, Mapping[str, str]]], place: int, item: Item, value: str) -> str:
    changed = list(sets)
    question_set, given = changed[place]
    changed[place] = (question_set, {**given, item.code: value})
    return _level(changed)


def _all_open(
    sets: list[tuple[QuestionSet, Mapping[str, str]]], value: str
) -> list[tuple[QuestionSet, Mapping[str, str]]]:
    return [(each, {item.code: _settled(item, given[item.code], value) for item in each.items}) for each, given in sets]


def _settled(item: Item, now: str, value: str) -> str:
    return value if now in UNKNOWN and item.answer == "yes_no" else now
