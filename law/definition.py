"""What domestic abuse is, by the day on which it happened: three elements, each of which must be there.

The definition decides whether a report keeps its qualifier. Age is 16 or over on the day of the event, in the
definitions since 2013; a report of 2012 is read with the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from law.clocks import months_before
from law.thresholds.figure import FIRST_DAY


@dataclass(frozen=True)
class Element:
    """One element: its code, and what it asks for, in our own words."""

    code: str
    title: str
    text: str


@dataclass(frozen=True)
class Definition:
    """The definition in force from a day, with its source and how sure we are of it."""

    version: str
    from_: date
    age: int
    elements: tuple[Element, ...]
    source: str
    confidence: str


def _elements(age: int, connection: str, behaviour: str) -> tuple[Element, ...]:
    return (
        Element("AGE", "Age", f"Each of them is {age} or over on the day of the event."),
        Element("CONNECTION", "Connection", connection),
        Element("BEHAVIOUR", "Behaviour", behaviour),
    )


CONNECTED_BEFORE = "They are or were intimate partners, or family members. Living together is not needed."
CONNECTED = (
    "They are or were married, civil partners, engaged or in an intimate relationship, have or had a parental "
    "relationship with the same child, or are relatives. Living together is not needed."
)
BEHAVIOUR_BEFORE = "Threatening behaviour, violence or abuse: psychological, physical, sexual, financial or emotional."
BEHAVIOUR_2013 = (
    "Controlling, coercive or threatening behaviour, violence or abuse, in one incident or a pattern: psychological, "
    "physical, sexual, financial or emotional."
)
BEHAVIOUR = (
    "Physical or sexual abuse, violent or threatening, controlling or coercive behaviour, economic abuse, "
    "psychological, emotional or other abuse; one incident or a course of conduct, also when it is aimed at somebody "
    "else, such as a child."
)

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "2004",
        FIRST_DAY,
        18,
        _elements(18, CONNECTED_BEFORE, BEHAVIOUR_BEFORE),
        "Cross-government definition before 2013, general knowledge; used for older reports",
        "G",
    ),
    Definition(
        "2013",
        date(2013, 3, 31),
        16,
        _elements(16, CONNECTED_BEFORE, BEHAVIOUR_2013),
        "Cross-government definition of 2013, as described by HMIC Kent 2014 (which says April; partners say March)",
        "S",
    ),
    Definition(
        "2021",
        date(2021, 10, 1),
        16,
        _elements(16, CONNECTED, BEHAVIOUR),
        "Domestic Abuse Act 2021, sections 1 and 2, in force 1 October 2021",
        "V",
    ),
)
"""Oldest first. A new definition is a new line; an old line is never edited."""


def on(day: date) -> Definition:
    """The definition in force on a day."""
    return [each for each in DEFINITIONS if each.from_ <= day][-1]


def of_age(born_on: date, day: date) -> bool:
    """Whether somebody born on a day is old enough for the definition of another day; the birthday counts."""
    return born_on <= months_before(day, 12 * on(day).age)


def codes(definition: Definition) -> Sequence[str]:
    """The codes of the elements, in order."""
    return [element.code for element in definition.elements]
