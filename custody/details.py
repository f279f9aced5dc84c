"""What may be said of a custody event beyond its kind and time: one table of names, each with its check.

What no rule knows is kept where it is plain, and shown; what is known is checked, since a misread day of release
costs more than a refused message.
"""

from datetime import UTC, date, datetime

from core.errors import Refused
from custody.states import BreachOf, ConditionKind, Hearing, Offence, Order, Rank, Result, Route, Sentence

EARLIEST, LATEST = 1990, 2099
TEXT_LENGTH = 4000
MOST = 60
MOST_CONDITIONS = 40


def clean(details):
    """Return the details in the form in which they are kept, or raise Refused naming the one at fault.

    Days become ISO dates, moments ISO moments in UTC, choices their codes. Empty values are left out; an empty
    list of conditions stays, since it says that there are none.
    """
    if not isinstance(details, dict):
        raise Refused("The details must be names with values.", "details")
    if len(details) > MOST:
        raise Refused(f"At most {MOST} details can be kept with one event.", "details")
    found = {}
    for name, value in details.items():
        if not isinstance(name, str) or not name.isidentifier() or len(name) > MOST:
            raise Refused("The name of a detail is a word of letters, numbers and underscores.", "details")
        if value not in (None, "", [], {}) or (name, value) == ("conditions", []):
            found |= CHECKS.get(name, plain)(name, value)
    return found


def unknown(details):
    """Return the names that no rule uses, in order: a sender may have misspelt one."""
    return sorted(name for name in details if name not in CHECKS and not name.endswith("_text"))


def words(name, value, longest=TEXT_LENGTH):
    """Keep a text."""
    if not isinstance(value, str) or "\x00" in value or len(value) > longest:
        raise Refused(f"The {spoken(name)} must be text of at most {longest} ordinary characters.", name)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refused(f"The {spoken(name)} holds a character that cannot be kept.", name) from None
    return {name: value.strip()} if value.strip() else {}


def plain(name, value):
    """Keep a word, a number, or yes or no of which no rule knows."""
    if isinstance(value, bool) or isinstance(value, int) and abs(value) < 10**12:
        return {name: value}
    if isinstance(value, date):
        return {name: value.isoformat()}
    return words(name, value, 500)


def day(name, value):
    """Keep a day as an ISO date, within the years for which days can be counted."""
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        try:
            value = date.fromisoformat(value)
        except (TypeError, ValueError):
            raise Refused(f"The {spoken(name)} must be a day such as 2027-02-23.", name) from None
    if not EARLIEST <= value.year <= LATEST:
        raise Refused(f"The {spoken(name)} must lie between {EARLIEST} and {LATEST}.", name)
    return {name: value.isoformat()}


def moment(name, value):
    """Keep a moment with its time zone as an ISO moment in UTC."""
    try:
        value = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        if value.tzinfo is None or not EARLIEST <= value.year <= LATEST:
            raise ValueError
        return {name: value.astimezone(UTC).isoformat()}
    except (TypeError, ValueError, OverflowError):
        raise Refused(
            f"The {spoken(name)} must be a time with its time zone, such as 2027-02-23T10:00:00Z.", name
        ) from None


def yes_or_no(name, value):
    """Keep yes or no."""
    if not isinstance(value, bool):
        raise Refused(f"The answer to {spoken(name)} must be true or false.", name)
    return {name: value}


def months(name, value):
    """Keep a whole number of months."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1200:
        raise Refused(f"The {spoken(name)} must be a whole number from 0 to 1200.", name)
    return {name: value}


def choice(choices):
    """Return a check that keeps one of the choices by its code."""

    def check(name, value):
        code = value.strip().upper() if isinstance(value, str) else ""
        if code not in choices.values:
            raise Refused(f"The {spoken(name)} must be one of {', '.join(choices.values)}.", name)
        return {name: str(code)}

    return check


def choice_or_words(choices):
    """Return a check that keeps a code, or OTHER with the words beside it."""

    def check(name, value):
        kept = words(name, value, 500).get(name, "")
        code = kept.upper().replace(" ", "_").replace("-", "_")
        return {name: str(code)} if code in choices.values else {name: "OTHER", f"{name}_text": kept}

    return check


def conditions(name, value):
    """Keep a list of conditions, each {kind, text}; a text alone is another condition."""
    if not isinstance(value, list | tuple) or len(value) > MOST_CONDITIONS:
        raise Refused(f"The {spoken(name)} must be a list of at most {MOST_CONDITIONS}.", name)
    return {name: [condition(each, name) for each in value]}


def condition(value, name="conditions"):
    """Return one condition, or one term that was breached, as it is kept."""
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict) or set(value) - {"kind", "text"}:
        raise Refused("A condition has a kind and a text, and nothing else.", name)
    kind = choice(ConditionKind)(name, value.get("kind") or ConditionKind.OTHER)[name]
    text = words(name, value.get("text") or "").get(name, "")
    if kind == ConditionKind.OTHER and not text:
        raise Refused("Say in words what the condition asks of him.", name)
    return {"kind": kind, "text": text}


def spoken(name):
    """Return a name as words."""
    return name.replace("_", " ")


CHECKS = {
    "conditions": conditions,
    "bail_ends_on": day,
    "release_on": day,
    "as_at": day,
    "expires_on": day,
    "from_on": day,
    "no_last_day": yes_or_no,
    "power_of_arrest": yes_or_no,
    "hearing_at": moment,
    "hearing": choice_or_words(Hearing),
    "hearing_ref": words,
    "hearing_source": words,
    "by_court": yes_or_no,
    "exceptionally_complex": yes_or_no,
    "custodial": yes_or_no,
    "voluntary": yes_or_no,
    "months": months,
    "sentence": choice(Sentence),
    "result": choice(Result),
    "route": choice(Route),
    "order": choice_or_words(Order),
    "breach_of": choice_or_words(BreachOf),
    "offence": choice_or_words(Offence),
    "offence_text": words,
    "breached_terms": conditions,
    "arrested": yes_or_no,
    "not_arrested_why": words,
    "authorised_by_name": words,
    "authorised_rank": choice(Rank),
    "release_source": words,
    "notice_considered": words,
    "reason": words,
    "court": words,
    "note": words,
}


# Words that name an institution or a rank, and nobody's matters.
INSTITUTIONS = ("court", "hearing_source", "release_source", "authorised_by_name")


def without_words(details):
    """Return the details without what was said in free words, or under names that no rule knows."""
    return {
        name: value for name, value in details.items() if name in INSTITUTIONS or CHECKS.get(name, words) is not words
    }


def words_said(details):
    """Return every text of the details that was said in free words: terms first, then the rest."""
    terms = [each["text"] for name in TERMS for each in details.get(name, ())]
    others = [
        value
        for name, value in details.items()
        if isinstance(value, str) and name not in INSTITUTIONS and CHECKS.get(name, words) is words
    ]
    return [text for text in (*terms, *others) if text]


# The words of each detail on a page, the codes whose words are their labels, and what is told as a sentence.
DETAIL_WORDS = {
    "bail_ends_on": "Bail ends",
    "release_on": "Release on",
    "as_at": "Date given on",
    "release_source": "Given by",
    "from_on": "From",
    "expires_on": "Expires",
    "hearing_at": "Hearing",
    "hearing": "Hearing for",
    "hearing_text": "Hearing for",
    "hearing_source": "Given by",
    "months": "Months",
    "sentence": "Sentence",
    "result": "Result",
    "route": "How released",
    "offence": "Offence",
    "offence_text": "Offence",
    "order": "Order",
    "order_text": "Order",
    "breach_of": "Breach of",
    "breach_of_text": "Breach of",
    "not_arrested_why": "Why not arrested",
    "authorised_by_name": "Authorised by",
    "authorised_rank": "Authorised by the rank of",
    "notice_considered": "Protection notice",
    "reason": "Reason",
    "court": "Court",
    "note": "Note",
}
CODES = {
    "hearing": Hearing,
    "sentence": Sentence,
    "result": Result,
    "route": Route,
    "offence": Offence,
    "order": Order,
    "breach_of": BreachOf,
    "authorised_rank": Rank,
}
TERMS = {"conditions": "Conditions", "breached_terms": "Terms that were breached"}
# What a sender counts by: of no use to whoever reads.
NUMBERS = ("hearing_ref",)
YES_OR_NO = {
    "by_court": ("By the court", ""),
    "no_last_day": ("No last day any more", ""),
    "power_of_arrest": ("Power of arrest attached", ""),
    "exceptionally_complex": ("Exceptionally complex case", ""),
    "custodial": ("Prison", "Not prison"),
    "voluntary": ("As a volunteer", "After arrest"),
    "arrested": ("The suspect was arrested", "The suspect was not arrested"),
}
