"""Words for what was asked in a call."""

from law import call_script, questionnaires
from law.questionnaires import NOT_ASKED

WORDS = {"YES": "Yes", "NO": "No", "DONT_KNOW": "Not known", "REFUSED": "Would not say"}


def script_rows(found):
    """Return what was asked as {version, answered, not_asked}; every question is in one of the two lists."""
    if found is None:
        return None
    items = questionnaires.load(found.code, found.version).items
    rows = [{"item": item, "words": in_words(found.answers.get(item.code, NOT_ASKED))} for item in items]
    return {
        "version": found.version,
        "answered": [row for row in rows if row["words"]],
        "not_asked": [row for row in rows if not row["words"]],
        "critical": sum(row["item"].critical for row in rows if not row["words"]),
    }


def in_words(answer):
    """Return an answer in words, "" for a question that was not asked."""
    return "" if answer == NOT_ASKED else WORDS.get(answer, answer)


def questions_for(day):
    """Return the questions that stand on a day."""
    return call_script.script(day)
