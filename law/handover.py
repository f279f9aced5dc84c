"""What the next owner of a case must know: the checklist of a hand-over, in the order in which it is read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass

SOURCE = "Our own list, answering HMIC Kent 2014, recommendation 11 (handover); a force may set another"


@dataclass(frozen=True)
class Item:
    """One thing that must be known: its code, the question, and what a good answer holds."""

    code: str
    question: str
    hint: str


CHECKLIST: tuple[Item, ...] = (
    Item("risk", "What is the risk, and why?", "The level, what drives it, and what would make it worse."),
    Item("contact", "How is the victim reached safely?", "Whether it is on record and confirmed, and by whom."),
    Item("others", "Who else is at risk, and who else is involved?", "Children, family, the IDVA, other agencies."),
    Item("due", "What is due next, and what was promised?", "To the victim, to the court, to partners."),
    Item(
        "conditions",
        "Which conditions and orders hold?",
        "Bail, orders, release dates: until when, and what is not known.",
    ),
)
"""Every item, in order."""


def unanswered(answers: Mapping[str, str]) -> list[Item]:
    """The items that these answers leave open."""
    return [item for item in CHECKLIST if not answers.get(item.code, "").strip()]


def read_aloud(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each question with its answer, empty where there is none."""
    return [(item.question, answers.get(item.code, "").strip()) for item in CHECKLIST]
