"""The questions of a call: which version stands, and which answers of yes are facts of the incident."""

from collections.abc import Iterable, Mapping
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
    return of_version(version) if version else questionnaires.in_force(CODE, day)


def of_version(version: str) -> questionnaires.QuestionSet:
    """The questions of a version. Raises NoQuestionSet."""
    return questionnaires.load(CODE, version)


def has_since(version: str, other: str) -> bool:
    """Whether a version is another one, or came after it."""
    return of_version(version).in_force_from >= of_version(other).in_force_from


def wording(codes: Iterable[str]) -> dict[str, str]:
    """Questions in the words of the newest version that has each."""
    versions = sorted(
        (each for each in questionnaires.ALL if each.code == CODE), key=lambda each: each.in_force_from, reverse=True
    )
    return {
        code: next(item.text for version in versions for item in version.items if item.code == code) for code in codes
    }


def facts(answers: Mapping[str, str]) -> dict[str, bool]:
    """The facts that answers of yes say."""
    return {fact: True for code, fact in SAYS.items() if answers.get(code) == "YES"}
