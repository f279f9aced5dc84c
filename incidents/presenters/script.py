"""Words for what was asked in a call."""

from law import call_script
from law.questionnaires import NOT_ASKED

# Functions (version, reader) -> {code of a question: [(words, address)]}: what put it there. The desk fills it, since
# reviews live above.
ABOVE = []
WORDS = {"YES": "Yes", "NO": "No", "DONT_KNOW": "Not known", "REFUSED": "Would not say"}


def script_rows(found, reader):
    """Return what was asked as {version, answered, not_asked}; every question is in one of the two lists."""
    if found is None:
        return None
    rows = [
        each | {"words": in_words(found.answers.get(each["item"].code, NOT_ASKED))}
        for each in taught(call_script.of_version(found.version), reader)
    ]
    return {
        "version": found.version,
        "answered": [row for row in rows if row["words"]],
        "not_asked": [row for row in rows if not row["words"]],
        "critical": sum(row["item"].critical for row in rows if not row["words"]),
    }


def in_words(answer):
    """Return an answer in words, "" for a question that was not asked."""
    return "" if answer == NOT_ASKED else WORDS.get(answer, answer)


def taught(script, reader):
    """Return the questions of a version, each with the recommendations that put it there, as the reader may know."""
    behind = [above(script.version, reader) for above in ABOVE]
    return [
        {"item": item, "behind": [each for known in behind for each in known.get(item.code, ())]}
        for item in script.items
    ]
