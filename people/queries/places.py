"""Whether a text that leaves the force names a place at which somebody lives."""

import re

from people import normal
from people.models import Address, SafeAddress
from people.sharing import FEWEST_WORDS, names_place, place_words

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
    parts = {
        part for place in (*homes, *protected, *places) for part in re.split(r"[,;\n]", normal.split_address(place)[0])
    }
    return any(names_place(text, words, "") for part in parts if len(words := place_words(part)) >= FEWEST_WORDS)
