"""Words for what happens to officers, and the ways to what is owed because of it."""

from django.urls import reverse

from accounts import events, queries
from core.sentences import in_sentence
from law.duties import BY_CODE

SENTENCES = {
    events.COVER_GIVEN: lambda facts: "Everything that somebody held was given to a deputy.",
    events.COVER_ACKNOWLEDGED: lambda facts: "The deputy has looked at what they now answer for.",
    events.COVER_FAILED: lambda facts: "Somebody is away and nobody could take over.",
    events.DEACTIVATED: lambda facts: "The account of an officer who has left is closed.",
    events.ADDRESS_MISSING: lambda facts: "An officer who answers for victims cannot be told by e-mail.",
    events.ADDRESS_RECORDED: lambda facts: "The e-mail address of an officer is recorded.",
    events.RETURNED: lambda facts: "An officer is back.",
}

WAYS = {
    events.ADDRESS_RECORDED: lambda duty: reverse("officer_address", args=[duty.subject_id]),
    events.COVER_GIVEN: lambda duty: reverse("absence_deputy", args=[duty.subject_id]),
    events.COVER_ACKNOWLEDGED: lambda duty: reverse("cover_acknowledge", args=[duty.subject_id]),
}


# Functions (because id, reader) -> [(words, href, case)]: what came to a deputy because of an absence or a
# posting. The desk fills it.
CAME = []


# {what: (one of it, several of it)}.
WORDS = {
    "cases": ("open case", "open cases"),
    "investigations": ("case to investigate", "cases to investigate"),
    "victims": ("victim to keep in touch with", "victims to keep in touch with"),
    "witnesses": ("witness to care for", "witnesses to care for"),
    "families": ("family to be there for", "families to be there for"),
    "measures": ("safety measure to do", "safety measures to do"),
    "actions": ("MARAC action to do", "MARAC actions to do"),
    "duties": ("duty", "duties"),
}


def much(counts):
    """Return how much of each kind somebody holds or was given, in words; '' where it is nothing."""
    found = [f"{number} {WORDS[what][number > 1]}" for what, number in counts.items() if number]
    return " and ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))


def holds(officer, at):
    """Say how much an officer holds, before it goes to somebody."""
    said = much(queries.held(officer, at))
    return f"{officer} holds {said}." if said else f"{officer} holds nothing that would have to go to a deputy."


def received(because_id, at):
    """Say who was given how much at a moment because of a posting, an absence or an account that was closed."""
    given = [(to, much(counts)) for to, when, counts in queries.received(because_id) if when == at and much(counts)]
    known = queries.names(to for to, _ in given)
    return [f"{known[to]} received {said}." for to, said in given]


def came(because, reader):
    """Return what came to whoever stands in: who held it, why, how much of what, and each case by name."""
    officer = getattr(because, "officer", because)
    kind = getattr(because, "get_kind_display", None)
    given = reversed(queries.received(because.pk))
    return {
        "officer": officer,
        "why": f"away, {kind().lower()}" if kind else "no longer in that post",
        "much": next((much(counts) for to, _, counts in given if to == reader.pk), ""),
        "cases": [each for found in CAME for each in found(because.pk, reader)],
    }


def elsewhere(because_ids):
    """Return {posting, absence or officer: sentences} of what did not go to the deputy, and who has it instead."""
    return {
        why: [f"{name} has what the deputy may not do or know of: {in_words(codes)}." for name, codes in given.items()]
        for why, given in queries.went_elsewhere(because_ids).items()
    }


def in_words(codes):
    """Return what some duties ask for, each once with how often, as part of a sentence."""
    counted = {code: codes.count(code) for code in codes}
    return "; ".join(
        in_sentence(BY_CODE[code].what) + (f" ({n} times)" if n > 1 else "") for code, n in counted.items()
    )
