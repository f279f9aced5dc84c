"""What is asked of a search: the caller's words made comparable, and every way in which they may be read."""

import re
from contextlib import suppress
from dataclasses import dataclass, field

from people import dates
from people.dates import Born
from people.normal import POSTCODE_AT_END, address_key, forms, kept, phone, postcode, split_address, words

NUMBER = re.compile(r"\+?[\d(][\d\s().-]{5,}\d")
DATE = re.compile(r"\b(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\b")
WORDS = 6


@dataclass(frozen=True)
class Asked:
    """One search. `readings` are (forms of the given name, of the family name, "straight" or "turned")."""

    readings: tuple = ()
    born: Born | None = None
    phone: str = ""
    postcode: str = ""
    address: str = ""
    words: tuple = field(default=())

    def __bool__(self):
        return bool(self.words or self.born or self.phone or self.postcode or self.address)


def ask(*, q="", given_name="", family_name="", born_on=None, phone_number="", code="", address=""):
    """Return what was asked in comparable form.

    A date, a telephone number or a postcode typed among the words of `q` counts as such where its own
    field is empty. Raises ValueError with a sentence for a date of birth that cannot be read.
    """
    q, born, number, code = take_apart(kept(q), dates.heard(born_on), phone(phone_number), kept(code))
    place, code = split_address(address, code)
    readings = readings_of(kept(given_name), kept(family_name)) or readings_of_words(words(q)[:WORDS])
    return Asked(
        readings=tuple(readings),
        born=born,
        phone=number,
        postcode=postcode(code),
        address=address_key(place),
        words=tuple(dict.fromkeys(word for given, family, _ in readings for word in (*given, *family))),
    )


def take_apart(q, born, number, code):
    """Return q without what belongs in the other fields, and those fields."""
    if not born and (found := DATE.search(q)):
        with suppress(ValueError):
            born, q = dates.heard(found[0]), q.replace(found[0], " ")
    if not number and (found := NUMBER.search(q)):
        number, q = phone(found[0]), q.replace(found[0], " ")
    if not code and (found := POSTCODE_AT_END.search(q)):
        code, q = found[0], q[: found.start()]
    return q, born, number, code


def readings_of(given_name, family_name):
    """Return both orders of a name whose parts were asked for separately.

    Where only one part is given and has several words, it may be the whole name.
    """
    given, family = tuple(forms(given_name)), tuple(forms(family_name))
    if not given and not family:
        return []
    either = [(given, family, "straight"), (family, given, "turned")]
    every = [] if given and family else words(given_name or family_name)[:WORDS]
    return either + (readings_of_words(every) if len(every) > 1 else [])


def readings_of_words(every):
    """Return the ways in which words typed in a row may be a name: where it parts, and in which order."""
    if len(every) == 1:
        return [((), (every[0],), "straight"), ((every[0],), (), "straight")]
    found = []
    for at in range(1, len(every)):
        first, last = tuple(forms(" ".join(every[:at]))), tuple(forms(" ".join(every[at:])))
        found += [(first, last, "straight"), (last, first, "turned")]
    return found
