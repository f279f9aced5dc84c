"""Children around abuse: who is a victim in their own right, who is told of them, and what social care must know.

A child is described by what was seen and said, never by a guess. Every judgement gives all its grounds.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from law import sources
from law import thresholds as T
from law.clocks import years_after

VICTIMS_SINCE = date(2022, 1, 31)
"""Domestic Abuse Act 2021, section 3: since this day a child may be a victim of abuse between others."""

TOLD_OF_ABSENT_SINCE = date(2025, 11, 7)
"""Before, schools were told of a child who was there; since this guidance also of a related child who was not."""

PRESENT, RESIDENT, UNBORN, ELSEWHERE = "PRESENT", "RESIDENT", "UNBORN", "ELSEWHERE"
AT_HOME = (PRESENT, RESIDENT)
SCHOOL, OUT_OF_AREA, HOME, NOT_IN_SCHOOL, NOT_KNOWN = "SCHOOL", "OUT_OF_AREA", "HOME", "NOT_IN_SCHOOL", "NOT_KNOWN"
UNDER_FIVE, NOT_BORN = "UNDER_FIVE", "NOT_BORN"


@dataclass(frozen=True)
class Path:
    """To whom the police tell of a child with this kind of schooling; `told` is empty where nobody is told."""

    code: str
    words: str
    told: str
    why: str


PATHS: Mapping[str, Path] = {
    path.code: path
    for path in (
        Path(SCHOOL, "At a school of this area", "The designated safeguarding lead of the school", ""),
        Path(
            OUT_OF_AREA,
            "At a school of another area",
            "The designated safeguarding lead of the school, or the schools team of the police there",
            "The school days are those of that area",
        ),
        Path(
            HOME,
            "Taught at home",
            "The local authority's team for education at home; nobody at the address",
            "Whoever teaches the child may be one of the adults",
        ),
        Path(
            NOT_IN_SCHOOL,
            "Of school age and at no school",
            "The local authority's team for children missing education",
            "A child whom no teacher sees is seen by nobody",
        ),
        Path(
            NOT_KNOWN,
            "School not known yet",
            "The local authority, which knows the school; ask it, and tell the school",
            "Never ask the adults only to learn the school",
        ),
        Path(UNDER_FIVE, "Too young for school", "", "Health visitors hear of it through children's social care"),
        Path(NOT_BORN, "Not born yet", "", "Midwives hear of it through children's social care"),
    )
}
"""Every way a child is told of (Operation Encompass guidance; where it is silent, our own rule)."""


def is_child(born_on: date | None, day: date) -> bool:
    """Whether somebody is under 18 on a day. Without a date of birth: yes, since too young is the safer mistake."""
    return born_on is None or day < years_after(born_on, T.CHILD_UNTIL.on(day))


def below(figure: T.Threshold, born_on: date | None, day: date) -> bool:
    """Whether a child with a known date of birth has not reached an age on a day."""
    return born_on is not None and day < years_after(born_on, figure.on(day))


def victim_in_own_right(*, where: str, affected: str, related: str, day: date) -> bool:
    """Whether the Act calls this child a victim: saw, heard or felt the abuse, and is related to one of the two."""
    return where != UNBORN and affected == "YES" and related not in ("", "NEITHER") and day >= VICTIMS_SINCE


def path_of(*, where: str, schooling: str, own_area: bool, born_on: date | None, day: date) -> str:
    """Which way a child is told of. A child too young who goes to a school all the same is told of there."""
    if where == UNBORN:
        return NOT_BORN
    if schooling == SCHOOL:
        return SCHOOL if own_area else OUT_OF_AREA
    if schooling == HOME:
        return HOME
    if below(T.SCHOOL_AGE, born_on, day):
        return UNDER_FIVE
    return schooling if schooling in (NOT_IN_SCHOOL, UNDER_FIVE) else NOT_KNOWN


def notice_wanted(*, path: str, where: str, related: str, day: date) -> bool:
    """Whether somebody is told of this child: one who was there; since 2025 also a related one who was not."""
    if not PATHS[path].told:
        return False
    return where == PRESENT or (day >= TOLD_OF_ABSENT_SINCE and related not in ("", "NEITHER"))


@dataclass(frozen=True)
class Ground:
    """One ground for telling children's social care: how strongly, in words (with codes of figures), when it holds."""

    code: str
    asks: str
    words: str
    test: Callable[[Mapping[str, Any]], bool]
    source: str = sources.CHILDREN_MATRIX
    told_by_hand: bool = False

    def said(self, day: date) -> str:
        """The ground in words, with the figures of a day."""
        figures = {each.code: each.on(day) for each in (T.CHILD_UNDER, T.CHILD_INCIDENTS, T.CHILD_MONTHS)}
        return self.words.format_map(figures)


STRENGTH = ("NOTIFY", "REFER", "AT_ONCE")


def _said(code: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda facts: code in facts["concerns"]


GROUNDS: tuple[Ground, ...] = (
    Ground("HURT", "AT_ONCE", "The child was hurt, or is in danger now", _said("HURT"), told_by_hand=True),
    Ground(
        "HIGH_AT_HOME",
        "REFER",
        "The adult is at high risk and the child lives there",
        lambda facts: facts["level"] == "HIGH" and facts["where"] in AT_HOME,
    ),
    Ground("UNDER_ONE", "REFER", "The child is under the age of {CHILD_UNDER}", lambda facts: facts["under_one"]),
    Ground("UNBORN", "REFER", "The child is not born yet", lambda facts: facts["where"] == UNBORN),
    Ground("SERIOUS", "REFER", "This incident is serious by itself", lambda facts: facts["serious"]),
    Ground(
        "THIRD", "REFER", "{CHILD_INCIDENTS} or more incidents in {CHILD_MONTHS} months", lambda facts: facts["enough"]
    ),
    Ground("WIDER", "REFER", "There are wider concerns for the child", _said("WIDER"), told_by_hand=True),
    Ground("PROTECTION_PLAN", "NOTIFY", "The child has a protection plan", _said("PROTECTION_PLAN"), told_by_hand=True),
    Ground("KNOWN", "NOTIFY", "Children's social care already works with the child", _said("KNOWN"), told_by_hand=True),
    Ground(
        "PROCEEDINGS",
        "NOTIFY",
        "There are care proceedings, even if the child lives elsewhere",
        _said("PROCEEDINGS"),
        told_by_hand=True,
    ),
    Ground("HISTORIC", "NOTIFY", "A first report that tells of abuse long ago", _said("HISTORIC"), told_by_hand=True),
    Ground("CONTACT", "NOTIFY", "Contact with the child is disputed", _said("CONTACT"), told_by_hand=True),
    Ground(
        "MEDIUM_AT_HOME",
        "NOTIFY",
        "The adult is at medium risk and the child lives there",
        lambda facts: facts["level"] == "MEDIUM" and facts["where"] in AT_HOME,
    ),
)
"""Every ground, the strongest first (Kent matrix of 2012, first part)."""

BY_LEVEL = ("HIGH_AT_HOME", "MEDIUM_AT_HOME")
"""The grounds that tell the level of the adult."""

LEVEL_WITHHELD = Ground(
    "LEVEL_WITHHELD",
    "REFER",
    "The child lives there; the level of the adult is withheld until your own read is in, and counts as high",
    lambda facts: False,
)
"""Stands for those where the level is withheld from a reader, whatever it is."""

BY_CODE = {ground.code: ground for ground in (*GROUNDS, LEVEL_WITHHELD)}


def facts_of(
    *, where: str, born_on: date | None, level: str, rank: int | None, count: int, concerns: tuple[str, ...], day: date
) -> dict[str, Any]:
    """What the grounds look at, for one child on one day; `count` counts the incidents of the rolling time."""
    return {
        "where": where,
        "level": level,
        "under_one": below(T.CHILD_UNDER, born_on, day),
        "serious": rank is not None and rank >= T.CHILD_SERIOUS.on(day),
        "enough": count >= T.CHILD_INCIDENTS.on(day),
        "concerns": concerns,
    }


def grounds_for(facts: Mapping[str, Any]) -> list[Ground]:
    """Every ground that holds, the strongest first."""
    return [ground for ground in GROUNDS if ground.test(facts)]


def grounds_without_level(codes: Iterable[str], *, where: str) -> list[str]:
    """The codes of a child's grounds for whoever may not know the level of the adult."""
    others = [code for code in codes if code not in BY_LEVEL]
    return [*others, LEVEL_WITHHELD.code] if where in AT_HOME else others


def asked(grounds: list[Ground]) -> str:
    """What some grounds ask for together: AT_ONCE, REFER or NOTIFY, and nothing where there is none."""
    return max((ground.asks for ground in grounds), key=STRENGTH.index, default="")


def asked_by(grounds: Iterable[Iterable[str]]) -> str:
    """What the grounds of several children, by their codes, ask for together."""
    return asked([BY_CODE[code] for codes in grounds for code in codes])
