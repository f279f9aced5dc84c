"""Whether a way of reaching a victim also reaches somebody she must be safe from."""

import re
from dataclasses import dataclass

from django.db.models import Q

from people import normal
from people.models import Person, Phone, Residence
from people.states import ChannelKind

NUMBERS = re.compile(r"\+?[\d][\d ()./-]{6,}\d")
FEWEST_WORDS = 2
FEWEST_IN_LINE = 3
# The ways that are described by a place or a person.
PLACES = (ChannelKind.LETTER, ChannelKind.IN_PERSON, ChannelKind.THROUGH)
# What is said beside the ways in words of one's own.
WORDS = ("when_safe", "who_may_answer", "never")


@dataclass(frozen=True)
class Known:
    """By what some people can be reached or found: their numbers, their present addresses, their names."""

    numbers: frozenset
    places: tuple
    names: tuple


def known_of(people, day):
    """Return what is known of these people, every record of each included."""
    everybody = Person.objects.filter(identity__records__in=list(people)).distinct()
    homes = Residence.objects.filter(Q(until_on=None) | Q(until_on__gte=day), person__in=everybody)
    written = homes.values_list("address__text", "address__postcode")
    places = {(place_words(text), postcode) for text, postcode in written}
    # A town is often left out. Where the postcode is known, the house and the street are enough.
    places |= {(place_words(house_and_street(text)), postcode) for text, postcode in written if postcode}
    return Known(
        frozenset(Phone.objects.filter(person__in=everybody).values_list("number", flat=True)),
        tuple((words, postcode) for words, postcode in places if len(words) >= FEWEST_WORDS),
        tuple(filter(all, ((normal.words(each.given_name), normal.words(each.family_name)) for each in everybody))),
    )


def place_words(text):
    """Return the words of a place in capitals, usual abbreviations written out."""
    return tuple(normal.SHORTENED.get(word, word) for word in normal.fold(text).upper().split())


def house_and_street(text):
    """Return the parts of a place before its commas, as few as say a house and a street."""
    parts = re.split(r"[,;\n]", text)
    for count in range(1, len(parts)):
        if len(place_words(line := " ".join(parts[:count]))) >= FEWEST_IN_LINE:
            return line
    return text


def names_place(text, words, postcode):
    """Say whether a text speaks of a place: its words stand there in a row, and no other postcode does.

    Beside the same postcode its numbers are enough.
    """
    written, other = normal.split_address(text)
    said = place_words(written)
    inside = any(said[start : start + len(words)] == words for start in range(len(said)))
    numbers = {word for word in words if word[0].isdecimal()}
    same_house = postcode and other == postcode and numbers and numbers <= set(said)
    return bool(same_house) or inside and (not postcode or other in ("", postcode))


def key_of(kind, to):
    """Return a number or place in the form in which two of them are compared."""
    if kind in (ChannelKind.PHONE, ChannelKind.TEXT):
        return normal.phone(to)
    if kind == ChannelKind.EMAIL:
        return normal.kept(to).lower()
    return normal.address_key(to)


def why_shared(kind, to, known):
    """Return the sentence that says how a channel reaches these people, or None."""
    numbers = {normal.phone(found) for found in NUMBERS.findall(to)} | {normal.phone(to)}
    if numbers - {""} & known.numbers:
        return "This number also belongs to the suspect. Ask for a number that only the victim uses."
    if kind != ChannelKind.EMAIL and any(names_place(to, *place) for place in known.places):
        return (
            "This is an address of the suspect. Ask for a place to which the suspect has no way in. "
            "Where it is another place, write its postcode."
        )
    said = set(normal.words(to))
    if kind == ChannelKind.THROUGH and any(said >= {*given, *family} for given, family in known.names):
        return "This is the suspect. Nobody is reached through the person they must be safe from."
    return None
