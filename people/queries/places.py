"""Whether a text that leaves the force names a home, a way of reaching somebody, or somebody by their first name."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import dropwhile
from uuid import UUID

from people import naming, normal
from people.models import Address, Alias, Person, Phone, SafeAddress, SafeChannel, SafeContact
from people.sharing import FEWEST_IN_LINE, FEWEST_WORDS, NUMBERS, names_place, place_words
from people.states import ChannelKind

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z0-9]? ?\d[A-Z]{2}\b", re.I)


def names_a_home(text, people, places=()):
    """Say whether a text holds a postcode, or names a home, now or before, or the protected address of these people.

    `places` are the texts of further addresses that stand for a home, such as those to which the police were called.
    The answer is the same whichever it is, so that nobody learns from it which place is protected.
    """
    if POSTCODE.search(text):
        return True
    ids = list(people)
    homes = Address.objects.filter(residences__person__identity__records__in=ids).values_list("text", flat=True)
    protected = SafeAddress.objects.filter(person__identity__records__in=ids).values_list("text", flat=True)
    return names_one_of(text, (*homes, *protected, *places), FEWEST_WORDS)


def names_one_of(text, places, fewest):
    """Say whether a text names a part of one of some places, parts of fewer words than `fewest` left out."""
    parts = {part for place in places for part in re.split(r"[,;\n]", normal.split_address(place)[0])}
    return any(names_place(text, words, "") for part in parts if len(words := place_words(part)) >= fewest)


@dataclass(frozen=True)
class Kept:
    """A protected address on a record of somebody, and by what a text names it; for those who show it to nobody."""

    record: UUID
    text: str
    recorded_at: datetime | None = None

    @cached_property
    def code(self):
        """Its postcode, or nothing."""
        return normal.split_address(self.text)[1]

    @cached_property
    def parts(self):
        """What tells where it is, each in words with a space around."""
        return [f" {' '.join(words)} " for words in telling_parts(self.text)]

    def named_by(self, said):
        """Say whether what was `said` (from `heard`) names it."""
        words, codes = said
        return bool(self.code and self.code in codes) or any(part in words for part in self.parts)


def heard(text):
    """Return a text as its words with a space around, and its postcodes: read once, whatever is looked for in it."""
    return f" {' '.join(place_words(text))} ", {normal.postcode(found) for found in POSTCODE.findall(text)}


def names_protected(text, places):
    """Say whether a text names one of some protected addresses: a part of it, its street, its house or its postcode.

    Rather once too often, since a person looks at what is found and nobody else learns of it.
    """
    said = heard(text)
    return any(Kept(None, place).named_by(said) for place in places)


def telling_parts(place):
    """Return the words of each part of an address that tells where it is: whole, and its street without the number.

    One word alone tells it where it begins an address of several parts: the name of a house.
    """
    first, *others = [place_words(part) for part in re.split(r"[,;\n]", normal.split_address(place)[0])]
    streets = [tuple(dropwhile(has_digit, part)) for part in (first, *others)]
    found = [part for part in (first, *others, *streets) if len(part) >= FEWEST_WORDS]
    return [*found, first] if len(first) == 1 and others and not has_digit(first[0]) else found


def has_digit(word):
    """Say whether a word holds a digit, as the number of a house does."""
    return any(letter.isdecimal() for letter in word)


def kept_safe(identities):
    """Return {identity: [Kept]} of the protected addresses of these people; for those who show them to nobody."""
    found = {}
    rows = SafeAddress.objects.filter(person__identity__in=list(identities)).order_by("pk")
    for identity, *kept in rows.values_list("person__identity", "person", "text", "recorded_at"):
        found.setdefault(identity, []).append(Kept(*kept))
    return found


def names_a_way(text, people):
    """Say whether a text holds a number, an e-mail address or the code word of these people, or where they are met.

    Every number on record counts, and what was said of safe ways in whichever version: the answer is the same.
    """
    ids = list(people)
    if names_a_code_word(text, ids):
        return True
    said = SafeChannel.objects.filter(contact__person__identity__records__in=ids).values_list("kind", "to", "key")
    numbers = set(Phone.objects.filter(person__identity__records__in=ids).values_list("number", flat=True))
    numbers |= {key for kind, _, key in said if kind in (ChannelKind.PHONE, ChannelKind.TEXT)}
    if numbers & {normal.phone(found) for found in NUMBERS.findall(text)}:
        return True
    if any(kind == ChannelKind.EMAIL and key in text.lower() for kind, _, key in said):
        return True
    places = [to for kind, to, _ in said if kind in (ChannelKind.LETTER, ChannelKind.IN_PERSON)]
    return names_one_of(text, places, FEWEST_IN_LINE)


def names_a_code_word(text, people):
    """Say whether a text holds, as words of its own, a code word agreed with one of these people, now or before."""
    agreed = SafeContact.objects.filter(person__identity__records__in=people).exclude(code_word="")
    said = f" {' '.join(normal.fold(text).split())} "
    words = (" ".join(normal.fold(each).split()) for each in agreed.values_list("code_word", flat=True))
    return any(each and f" {each} " in said for each in words)


def first_name_in(text, people, spared=()):
    """Return the first name, as typed, by which a text names one of these people, under any record of them; or None.

    `spared` are people whose first names may be written although one of the others has the same.
    """
    ids = list(people)
    records = Person.objects.filter(identity__records__in=ids).values_list("given_name", "family_name")
    others = Alias.objects.filter(person__identity__records__in=ids).values_list("given_name", "family_name")
    return naming.first_name_in(text, [*records, *others], [each.given_name for each in spared])
