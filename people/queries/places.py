"""Whether a text that leaves the force names a place at which somebody lives, or somebody by their first name."""

import re

from people import naming, normal
from people.models import Address, Alias, Person, SafeAddress
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


def first_name_in(text, people, spared=()):
    """Return the first name, as typed, by which a text names one of these people, under any record of them; or None.

    `spared` are people whose first names may be written although one of the others has the same.
    """
    ids = list(people)
    records = Person.objects.filter(identity__records__in=ids).values_list("given_name", "family_name")
    others = Alias.objects.filter(person__identity__records__in=ids).values_list("given_name", "family_name")
    return naming.first_name_in(text, [*records, *others], [each.given_name for each in spared])
