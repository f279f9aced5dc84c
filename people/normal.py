"""How names, numbers, postcodes and addresses are made comparable.

What was typed is kept beside it, exactly, for showing; these forms are for finding only.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

import phonenumbers

# Letters that Unicode does not take apart, and two scripts letter by letter, as they are commonly
# spelt in English records.
SPELT = str.maketrans(
    dict(zip("łøđıŋħŧ", "lodinht", strict=True))
    | dict(zip("абвгдезийклмнопрстуфыэіїґ", "abvgdezijklmnoprstufyeiig", strict=True))
    | dict(zip("αβγδεζηικλμνξοπρστυφω", "avgdeziiklmnxoprstyfo", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ĸ": "k", "θ": "th", "χ": "ch", "ψ": "ps"}
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ъ": "", "ь": "", "ю": "yu", "я": "ya", "є": "ye"}
)
APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02bb`\u00b4]")
NOT_LETTERS = re.compile(r"[\W_]+")
# Written before a name, or joining its parts; alone they say little about who somebody is.
TITLES = frozenset("mr mrs ms miss mx dr sir dame rev prof".split())
PARTICLES = frozenset(
    "o mac mc st de da di du del della la le los dos van der den von zu al el bin ibn bint ap ab ul ur y e".split()
)
WORD_LENGTH = 60
FORMS = 5
# Names repeat: so many texts are remembered, in memory alone.
CACHED = 20_000
FULL_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
POSTCODE_AT_END = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) *([0-9][A-Z]{2})\W*$", re.I)
SHORTENED = {
    "ST": "STREET",
    "RD": "ROAD",
    "AVE": "AVENUE",
    "AV": "AVENUE",
    "LN": "LANE",
    "DR": "DRIVE",
    "CL": "CLOSE",
    "CT": "COURT",
    "PL": "PLACE",
    "SQ": "SQUARE",
    "CRES": "CRESCENT",
    "GDNS": "GARDENS",
    "TERR": "TERRACE",
    "HSE": "HOUSE",
    "APT": "FLAT",
    "APARTMENT": "FLAT",
}


def kept(text):
    """Return `text` as it was typed, without the blanks around it and the one character no database takes."""
    return (text or "").replace("\0", "").strip()


@lru_cache(maxsize=CACHED)
def fold(text):
    """Return small letters without accents or apostrophes; everything else but digits becomes a blank."""
    plain = APOSTROPHES.sub("", kept(text))
    plain = unicodedata.normalize("NFKD", plain).casefold().translate(SPELT)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return NOT_LETTERS.sub(" ", plain).strip()


def words(text):
    """Return the words of a name in their comparable form, without titles where a name is left."""
    every = [word[:WORD_LENGTH] for word in fold(text).split()]
    return [word for word in every if word not in TITLES] or every


def forms(text):
    """Return the forms under which one part of a name is filed: its words, and all of them as one."""
    return list(forms_of(text))


@lru_cache(maxsize=CACHED)
def forms_of(text):
    """Return `forms`, remembered."""
    every = words(text)
    telling = [word for word in every if word not in PARTICLES] or every
    together = "".join(every)[:WORD_LENGTH]
    return tuple(dict.fromkeys([*telling[: FORMS - 1], together] if every else []))


def name_pairs(given_name, family_name):
    """Return every (given, family) pair of forms under which a name is filed; at least one, maybe of blanks."""
    return list(product(forms(given_name) or [""], forms(family_name) or [""]))


def phone(text):
    """Return a telephone number in international form (+44…), else its digits; "" when it has none."""
    try:
        number = phonenumbers.parse(text or "", "GB")
    except phonenumbers.NumberParseException:
        number = None
    whole = phonenumbers.ValidationResult.IS_POSSIBLE
    if number and phonenumbers.is_possible_number_with_reason(number) == whole:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return "".join(letter for letter in text or "" if letter in "0123456789")[:40]


def postcode(text):
    """Return a postcode in capitals with its one blank ("SW1A 1AA"); an odd one in capitals, as it is."""
    together = re.sub(r"[\W_]", "", kept(text)).upper()
    if FULL_POSTCODE.fullmatch(together):
        return f"{together[:-3]} {together[-3:]}"
    return " ".join(kept(text).upper().split())[:12]


def one_character_out(code):
    """Return the postcodes that differ from `code` in one letter or one digit."""
    alphabets = {True: "0123456789", False: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    return [
        code[:at] + other + code[at + 1 :]
        for at, was in enumerate(code)
        if was != " "
        for other in alphabets[was.isdecimal()]
        if other != was
    ]


def split_address(text, code=""):
    """Return (text without a postcode at its end, postcode); a postcode given beside it comes first."""
    text = kept(text)
    found = POSTCODE_AT_END.search(text)
    if not found:
        return text, postcode(code)
    ending = postcode("".join(found.groups()))
    if code and postcode(code) != ending:
        return text, postcode(code)
    return text[: found.start()].rstrip(" ,;\n"), ending


def address_key(text):
    """Return an address in capitals without blanks or punctuation, usual abbreviations written out."""
    every = fold(text).upper().split()
    return "".join(SHORTENED.get(word, word) for word in every)[:400]
