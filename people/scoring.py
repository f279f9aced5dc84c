"""How likely it is that a record is the person meant: comparisons, each with its weight and its sentence."""

import tomllib
from functools import cache
from math import log2
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import ratio

from people import dates
from people.nicknames import stands_for
from people.states import Precision

LAST_DIGITS = 6
# From the strongest to the weakest: where several words are compared, the first that holds counts.
MOVED_BY_RARITY = {"short_form", "variant", "spelt", "sounds", "alike"}
AGREEING = {"same", "part"}
# Below it two words are alike in no way but as nicknames, or because one begins the other.
SIMILAR = 0.7
UNLIKE = "\N{REPLACEMENT CHARACTER}"  # is like no word


class Said(NamedTuple):
    """One comparison: its level, its weight in bits, and the sentence for the officer ("" for none)."""

    level: str
    bits: float
    why: str = ""


MISSING = Said("missing", 0.0)


@cache
def weights():
    """Return the table of weights.toml."""
    return tomllib.loads(Path(__file__).with_name("weights.toml").read_text())


FULL = {Precision.YEAR: "same_year", Precision.MONTH: "same_month"}


def attainable(asked, names):
    """Return the weight of a record that agrees with all that was asked of a name and a date of birth.

    Where neither was asked for, of a record that agrees with the number and the place.
    """
    table, bits = weights(), 0.0
    for part, heard in zip(("given", "family"), asked.readings[0] if asked.readings else (), strict=False):
        bits += max((names.fully(part, word) for word in heard), default=0.0)
    if asked.born:
        bits += table["born"][FULL.get(asked.born.precision, "same")]
    return bits or sum(table[each]["same"] for each in ("phone", "postcode", "address") if getattr(asked, each))


def probability(bits):
    """Return the score, 0 to 1, for the sum of the weights of one record."""
    odds = min(max(bits + weights()["prior"]["bits"], -60), 60)
    return 1 / (1 + 2**-odds)


def chance(bits, people):
    """Return how likely it is, 0 to 1, that two records whose agreement weighs `bits` are one person.

    Before anything is compared, the odds are those of two records picked at random among so many `people`.
    """
    odds = bits - log2(people / (2 * weights()["duplicates"]["share"]))
    return 1 / (1 + 2 ** -min(max(odds, -60), 60))


def sex(one, other):
    """Compare the sex on two records."""
    if not one or not other:
        return MISSING
    return Said("same" if one == other else "different", weights()["sex"]["same" if one == other else "different"])


@cache
def word_level(asked, held, sounds):
    """Return how two words of a name compare; `sounds` says that they are known to sound alike."""
    if asked == held:
        return "same" if len(asked) > 1 else "initial"
    if held in stands_for(asked):
        return "variant" if sounds else "short_form"
    shorter, longer = sorted((asked, held), key=len)
    if len(shorter) > 3 and OSA.distance(asked, held, score_cutoff=1) <= 1:
        return "spelt"
    likeness = JaroWinkler.similarity(asked, held)
    if sounds and likeness >= SIMILAR:
        return "sounds"
    if longer.startswith(shorter):
        return "initial" if len(shorter) == 1 else "begins"
    if len(shorter) > 3 and likeness >= 0.92:
        return "spelt"
    return "alike" if likeness >= 0.85 else "different"


def like_any(asked, words):
    """Return those of many words that compare otherwise than "different" with one of those asked for, at least."""
    found = set()
    for one in asked:
        similar = process.extract(one, words, scorer=JaroWinkler.similarity, score_cutoff=SIMILAR, limit=None)
        found.update(word for word, _, _ in similar)
        found.update(stands_for(one) & words)
        found.update(word for word in words if word and (word.startswith(one) or one.startswith(word)))
    return found - {""}


class Names:
    """Weighs words of names, knowing which sound alike and how common each one is.

    `sounds` is a set of pairs of words; `counts` is {word: people who bear it}, with the number of
    everybody counted under "".
    """

    def __init__(self, sounds, counts):
        self.sounds = sounds
        self.counts = counts
        self.known, self.parts = {}, {}

    def word(self, part, asked, held):
        """Return (level, bits) for one word of `part` ("given" or "family")."""
        key = part, asked, held
        if key not in self.known:
            level = word_level(asked, held, (asked, held) in self.sounds)
            self.known[key] = level, self.bits(part, level, held)
        return self.known[key]

    def bits(self, part, level, word):
        """Return the weight of a level, moved by how rare the word is."""
        table, rarity = weights()[part], weights()["rarity"]
        if level not in MOVED_BY_RARITY and level not in AGREEING:
            return table[level]
        usual = table["same"]
        share = 2**-usual
        everybody = self.counts.get("", 0) + rarity["people"]
        borne = self.counts.get(word, 1) + share * rarity["people"]
        moved = min(max(log2(everybody / borne), rarity["least"]), rarity["most"]) - usual
        return table[level] + moved * (1 if level in AGREEING else rarity["share"])

    def fully(self, part, word):
        """Return the weight of full agreement on a word; of one that nobody bears, the usual weight."""
        return self.bits(part, "same", word) if word in self.counts else weights()[part]["same"]

    def part(self, part, asked, held):
        """Return (level, bits, asked word, held word) for the forms of one part of a name, best pair first."""
        key = part, tuple(asked), tuple(held)
        if key not in self.parts:
            self.parts[key] = self.compared(part, asked, held)
        return self.parts[key]

    def compared(self, part, asked, held):
        """Compare the forms of one part of a name with those on record."""
        if not asked or not held:
            level = "not_held" if asked else "not_asked" if held else "missing"
            return level, weights()[part].get(level, 0.0), "", ""
        found = [(*self.word(part, one, other), one, other) for one in asked for other in held]
        level, bits, one, other = max(found, key=lambda each: each[1])
        whole = max(len(asked), len(held)) == 1 or asked[-1] == held[-1]
        if level == "same" and not whole:
            level, bits = "part", bits - (weights()[part]["same"] - weights()[part]["part"])
        return level, bits, one, other

    def weighed(self, part, asked, words):
        """Return {word: bits} of `part` for many words on record, each by itself; "" stands for none.

        The same as `part` says of each. Most words of a crowd are like none of those asked for, and are known by that.
        """
        bits = dict.fromkeys(words, self.part(part, asked, [UNLIKE])[1])
        if "" in bits:
            bits[""] = self.part(part, asked, [])[1]
        for word in like_any(asked, words):
            bits[word] = self.part(part, asked, [word])[1]
        return bits

    def whole(self, readings, given, family):
        """Return (bits, order, given's and family's part) of the best reading of what was asked."""
        best = None
        for asked_given, asked_family, order in readings:
            first = self.part("given", asked_given, given)
            second = self.part("family", asked_family, family)
            bits = first[1] + second[1] + weights()["order"][order]
            if best is None or bits > best[0]:
                best = bits, order, first, second
        return best or (0.0, "straight", MISSING_PART, MISSING_PART)


MISSING_PART = ("missing", 0.0, "", "")


def born(asked, held):
    """Compare the date of birth that was asked for with the one on record; both are Born or None."""
    if not asked or not held:
        return MISSING
    table = weights()["born"]
    level = born_level(asked, held)
    return Said(level, table[level], BORN_WHY.get(level, ""))


BORN_WHY = {
    "same": "Same date of birth",
    "january": "Same date of birth; the first of January may stand for the year alone",
    "same_month": "Same month and year of birth",
    "same_year": "Same year of birth",
    "turned": "Day and month of birth the other way round",
    "digit": "Date of birth one digit out",
    "month_of_year": "Same month and year of birth, another day",
    "day_of_month": "Same day and month of birth, another year",
    "year": "Same year of birth, another day",
    "near_year": "Born a year apart",
}


def born_level(asked, held):
    """Return the name of the level at which two dates of birth agree."""
    one, other = asked.on, held.on
    if stands_for_a_year(asked) or stands_for_a_year(held):
        if one.year != other.year:
            return near_year(one, other)
        return "january" if one == other and asked.precision == held.precision else "same_year"
    if Precision.YEAR in (asked.precision, held.precision):
        return "same_year" if one.year == other.year else near_year(one, other)
    if Precision.MONTH in (asked.precision, held.precision):
        same = (one.year, one.month) == (other.year, other.month)
        return "same_month" if same else "year" if one.year == other.year else near_year(one, other)
    if one == other:
        return "same"
    if dates.turned(one) == other:
        return "turned"
    if OSA.distance(one.isoformat(), other.isoformat(), score_cutoff=1) <= 1:
        return "digit"
    if one.year == other.year:
        return "month_of_year" if one.month == other.month else "year"
    if (one.month, one.day) == (other.month, other.day):
        return "day_of_month"
    return near_year(one, other)


def stands_for_a_year(born):
    """Say whether a whole date is the first of January, which forms and clerks put where only the year is known."""
    return born.precision == Precision.DAY and (born.on.month, born.on.day) == (1, 1)


def near_year(one, other):
    """Return the level of two dates of different years."""
    return "near_year" if abs(one.year - other.year) == 1 else "different"


def best(table, asked, held, levels):
    """Return the heaviest of `levels(asked, one)` over all that is held, as Said; missing when nothing is."""
    if not asked or not held:
        return MISSING
    found = (levels(asked, one) for one in held)
    return max((Said(level, weights()[table][level], why) for level, why in found), key=lambda said: said.bits)


def phone(asked, held):
    """Compare a telephone number with those on record (all in their normal form)."""
    return best("phone", asked, held, phone_level)


def phone_level(asked, held):
    """Return the level of two numbers, with its sentence."""
    if asked == held:
        return "same", "Same phone number"
    if len(asked) >= LAST_DIGITS and asked[-LAST_DIGITS:] == held[-LAST_DIGITS:]:
        return "ending", "Phone number with the same last six digits"
    return "different", ""


def postcode(asked, held):
    """Compare a postcode with those on record (all in their normal form)."""
    return best("postcode", asked, held, postcode_level)


def postcode_level(asked, held):
    """Return the level of two postcodes, with its sentence."""
    if asked == held:
        return "same", "Same postcode"
    if OSA.distance(asked, held, score_cutoff=1) <= 1:
        return "character", f"Postcode one character out: {held}"
    if asked[:-2] == held[:-2]:
        return "sector", f"Same part of a postcode district: {held[:-2]}"
    if asked.split(" ")[0] == held.split(" ")[0]:
        return "district", f"Same postcode district: {held.split(' ')[0]}"
    return "different", ""


def address(asked, held):
    """Compare an address key with those on record."""
    return best("address", asked, held, address_level)


def address_level(asked, held):
    """Return the level of two address keys, with its sentence."""
    if asked == held:
        return "same", "Same address"
    return ("alike", "Address written alike") if ratio(asked, held) >= 88 else ("different", "")
