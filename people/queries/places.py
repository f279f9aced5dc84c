"""Whether a text that leaves the force names a home, a way of reaching somebody, or somebody by their first name."""

import re
from itertools import dropwhile

from django.db.models import Exists, OuterRef

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


def names_protected(text, places):
    """Say whether a text names one of some protected addresses: a part of it, its street, its house or its postcode.

    Rather once too often, since a person looks at what is found and nobody else learns of it.
    """
    codes = {normal.split_address(place)[1] for place in places} - {""}
    if codes & {normal.postcode(found) for found in POSTCODE.findall(text)}:
        return True
    said = f" {' '.join(place_words(text))} "
    return any(f" {' '.join(words)} " in said for place in places for words in telling_parts(place))


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
    """Return {identity: [(record, text, when it was recorded)]} of the protected addresses of these people.

    For those who show them to nobody unasked.
    """
    found = {}
    rows = SafeAddress.objects.filter(person__identity__in=list(identities)).order_by("pk")
    for identity, record_id, text, at in rows.values_list("person__identity", "person", "text", "recorded_at"):
        found.setdefault(identity, []).append((record_id, text, at))
    return found


def who_keep_safe():
    """Return the records of which a protected address is kept (a queryset of ids)."""
    return SafeAddress.objects.values_list("person", flat=True)


def keeps_safe(name):
    """Return the condition that whoever a column of this name holds keeps an address safe, by any of their records."""
    return Exists(SafeAddress.objects.filter(person__identity__records=OuterRef(name)))


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
