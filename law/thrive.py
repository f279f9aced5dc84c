"""THRIVE: six things that are looked at when a call is graded, each in a few words.

The letters are those that forces use; the questions are our own wording.
"""

from typing import NamedTuple

SOURCE = "THRIVE, used by Kent Police for every request; practice of forces, our own wording"
MOST = 500


class Part(NamedTuple):
    """One letter: its code, what it is called, and what to say under it."""

    code: str
    word: str
    ask: str


PARTS: tuple[Part, ...] = (
    Part("threat", "Threat", "What is threatened, by whom, and can it be carried out now?"),
    Part("harm", "Harm", "Who was or may be hurt, and how badly?"),
    Part("risk", "Risk", "How likely is it, and how soon?"),
    Part("investigation", "Investigation", "What must be secured now, and what would be lost?"),
    Part("vulnerability", "Vulnerability", "Who cannot protect themselves, and why?"),
    Part("engagement", "Engagement", "What does the caller want, and how can they be reached safely?"),
)
CODES = tuple(part.code for part in PARTS)
