"""Words for calls that are typed and not logged yet."""

import uuid

from django.utils.dateparse import parse_datetime

from accounts import queries as accounts
from core.access import Withheld
from incidents import drafting
from people import queries as people_queries

SHOWN = 80


def row_name(place):
    """Return what a row of people is called on the page."""
    return ("The victim", "The suspect")[place] if place < 2 else f"Person {place + 1}"


def touched(last):
    """Return who typed something last, and when, as {"by", "at"}."""
    return touches([last])[0]


def touches(rows):
    """Return who typed each of some things last, and when, all names read at once."""
    names = accounts.names({uuid.UUID(row["by"]) for row in rows if row})
    return [
        {"by": names.get(uuid.UUID(row["by"]), "somebody else"), "at": parse_datetime(row["at"])}
        if row
        else {"by": "somebody else", "at": None}
        for row in rows
    ]


def person_in_words(values, reader):
    """Return the name of a person chosen in a draft; withheld from whoever may not see it."""
    if not values:
        return "nobody chosen"
    seen = people_queries.visible_to(reader).filter(pk__in=[value for value in values if is_identifier(value)])
    return ", ".join(str(person) for person in seen) or Withheld("person")


def is_identifier(text):
    """Say whether a text is an identifier."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def drafts(found, reader):
    """Return drafts as a list shows them: who began each, and enough of its words to know it again."""
    found = list(found)
    chosen = {pk for draft in found for pk in draft.chosen}
    names = {person.pk: str(person) for person in people_queries.visible_to(reader).filter(pk__in=chosen)}
    return [
        {
            "id": draft.pk,
            "mine": draft.owner_id == reader.pk,
            "owner": str(draft.owner),
            "started_at": draft.started_at,
            "updated_at": draft.updated_at,
            "words": words_of(draft, names),
        }
        for draft in found
    ]


def words_of(draft, names):
    """Return the first words of a draft: where, who, what."""
    said = [" ".join(draft.content.get(name, [])) for name in ("address", "postcode", "caller_number")]
    for place in range(drafting.count(draft.content.get("people-TOTAL_FORMS", [])) or 2):
        typed = [" ".join(draft.content.get(f"people-{place}-{name}", [])) for name in ("given_name", "family_name")]
        said.append(" ".join(filter(None, typed)))
    said += [names[pk] for pk in draft.chosen if pk in names]
    said.append(" ".join(draft.content.get("what", []))[:SHOWN])
    return ", ".join(filter(None, said))[: 3 * SHOWN] or "Nothing typed yet"


def set_aside(draft, label):
    """Return the words that were typed during a call and did not stand, with who typed each and when."""
    rows = draft.set_aside if draft else []
    return [
        {"label": label(row["name"]), "words": "; ".join(row["values"]), **touch}
        for row, touch in zip(rows, touches(rows), strict=True)
    ]
