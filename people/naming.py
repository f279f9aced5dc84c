"""Whether a text names one of some people by a first name alone, or by a short or pet form of it.

A word that is also a name ("will", "may", "grace") counts where it is written as a name, and not where it is written as
a word. A first name is somebody else's where another family name follows it, where it belongs to somebody who may be
named, and in the name of a saint.
"""

import re

from people import normal
from people.nicknames import stands_for

TOKEN = re.compile(r"[^\W\d_]+")
GAP = re.compile(r"[ \t-]+")
NUMBER_BEFORE, NUMBER_AFTER = re.compile(r"\d(st|nd|rd|th)?,? *$"), re.compile(r",? *\d")
SENTENCE_ENDS = re.compile(r"(^|[.!?:;\n•])[\s\"'(\u2018\u201c-]*$")
SAINTS = ("st", "saint")
MONTHS = frozenset("april may june august".split())
# Given names in use in England and Wales that are everyday words as well.
WORDS = MONTHS | frozenset(
    """
    amber angel art ash autumn basil bay bill blessing blue bob bonny brook brooke buck bud buddy carol chance
    charity chase chip christian christmas chuck clay clement cliff coral crystal daisy dale dawn dean dee dell
    destiny dot drew earl eve ever faith favor favour fern flora forest frank gale gay gene ginger glen glory
    grace grant guy happy harmony harry haven hazel heath heather heaven hero holly honey honour hope hunter
    iris ivory ivy jack jade jasmine jay jean jersey jet jewel joy justice kay king kit lance lane laurel leaf
    lee liberty lily lotus love lucky major marina mark marshal marshall mason max mercy merit merry miles
    miller misty moon myrtle nick noble nova ocean olive page paris pat patience patty peace pearl peg penny pip
    piper poppy precious prince princess promise prudence queen rain ray reed rich river rob robin rocky rod
    roman rose rowan royal ruby rusty sage sally sandy skip sky sonny star stone storm sue summer sunny tab
    tanner teddy temple terry tiger trace trinity trip true victor violet wade ward west will willow winter wren
    young
    """.split()
)
# Short forms of names that are everyday words as well, or short for one: a reg, a nan, a vic, in a paddy.
SHORT_WORDS = frozenset(
    """
    ad ant barb barbie bee belle biddy cam cat chess chick con corny den dick dolly don ed fanny fritz geordie gill
    gray hank herb jock joss ken marge mat mike mo mon moss nan ness norm oz paddy pads pen prissy randy reg shell
    sib sly sol stew tabby tash tel van vic wally wills win
    """.split()
)
# These begin sentences all the time, and so are names only in the middle of one.
SMALL = frozenset("ah am an as at be by do go ha he hi i in is it la lo ma me my no of on or pa so to up us we".split())


def first_name_in(text, people, spared=()):
    """Return the first name, as it is typed in a text, by which one of some people is named; None where none is.

    `people` are (given name, family name), every name of each; `spared` are given names that may be written. Forms of a
    name are those of nicknames.toml: one that is peculiar to a family is found only where it is on record.
    """
    held, may = words_of(given for given, _ in people), words_of(spared)
    # What a child may be called is theirs, but never the very name of an adult.
    first = with_forms(held) - may - (with_forms(may) - held)
    last = {word for _, family in people for word in normal.fold(family).split()}
    tokens = list(TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        word = normal.fold(token[0])
        if word in first and is_name(text, token, word) and not somebody_else(text, tokens, place, last):
            return token[0]
    return None


def words_of(given_names):
    """Return every word of some given names, folded; a letter alone is none."""
    return {word for given in given_names for word in normal.fold(given).split() if len(word) > 1}


def with_forms(words):
    """Return some names and every name that may stand for one of them."""
    return words.union(*map(stands_for, words))


def is_name(text, token, word):
    """Say whether a word that can be a name is written as one here."""
    before, after = text[: token.start()], text[token.end() :]
    if word in MONTHS and (NUMBER_BEFORE.search(before) or NUMBER_AFTER.match(after)):
        return False
    if word in SMALL:
        return token[0][0].isupper() and not SENTENCE_ENDS.search(before)
    return word not in WORDS | SHORT_WORDS or token[0][0].isupper()


def somebody_else(text, tokens, place, last):
    """Say whether a first name is that of somebody else: a saint, or a person with a family name of their own."""
    if place and normal.fold(tokens[place - 1][0]) in SAINTS:
        return True
    following = []
    for here, beyond in zip(tokens[place:], tokens[place + 1 : place + 4], strict=False):
        if not GAP.fullmatch(text[here.end() : beyond.start()]) or not beyond[0].istitle():
            break
        following.append(normal.fold(beyond[0]))
    return tokens[place][0].istitle() and bool(following) and not last & set(following)
