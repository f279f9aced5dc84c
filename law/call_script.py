"""The questions of a call: which version stands, and which answers of yes are facts of the incident."""

from collections.abc import Mapping
from datetime import date

from law import questionnaires

CODE = "CALL_SCRIPT"
MOST = 1000
SAYS: Mapping[str, str] = {
    "call_hurt": "injury",
    "call_suspect_here": "suspect_at_scene",
    "call_weapon": "weapon",
}
"""Questions whose yes is a fact that the grade rests on. An answer of no, or none, says nothing."""


def script(day: date, version: str = "") -> questionnaires.QuestionSet:
    """The questions of a version, or those that stand on a day. Raises NoQuestionSet."""
    return questionnaires.load(CODE, version) if version else questionnaires.in_force(CODE, day)


def facts(answers: Mapping[str, str]) -> dict[str, bool]:
    """The facts that answers of yes say."""
    return {fact: True for code, fact in SAYS.items() if answers.get(code) == "YES"}
