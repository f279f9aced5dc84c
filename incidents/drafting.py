"""A call typed by more than one person: what each changed since they last looked is put together; no word is lost.

What was typed is {name of an input: [values]}; an input left empty is not there.
"""

import json
import re
import uuid
from dataclasses import dataclass

from core.numbers import identifier

NAME = re.compile(r"(people-\d{1,3}-)?[a-z][a-z_]{0,40}|people-TOTAL_FORMS", re.ASCII)
# Inputs that steer the page and say nothing about the call.
STEERING = {"csrfmiddlewaretoken", "command_id", "draft_base", "choose", "free", "find", "more", "keep", "settle"}
# Inputs of which each value stands by itself: a tick set by one and a tick set by another are both set.
TICKED = {"facts"}
MOST_CHARACTERS = 400_000
# Rows of people that one call has on the page. Whoever comes after them stands in the words of the call.
ROWS = 250
ROW = re.compile(r"people-(\d{1,6})-[a-z_]{1,40}", re.ASCII)
PAGES = uuid.UUID("4b1f2f0c-6c5e-4f0a-9d0b-0d5ac0de0003")


@dataclass(frozen=True)
class Merged:
    """What stands after putting two hands together, what each changed, and where they disagree.

    `conflicts` is {name: (what stands now, mine)}; of these, what stands now stays.
    """

    content: dict
    mine: tuple
    theirs: tuple
    conflicts: dict


def draft_id(officer_id, page_id):
    """Return the identifier of the draft that one page of one officer begins: the same each time, nobody else's."""
    return uuid.uuid5(PAGES, f"{officer_id}/{page_id}")


def typed(lists):
    """Return what a page sent as {name: values} without what is empty, steers the page, or is no input of a call."""
    found = {}
    for name, values in lists:
        if name in STEERING or not NAME.fullmatch(name):
            continue
        kept = [value.replace("\x00", "") for value in values if value.strip("\x00 ")]
        if name.endswith("-person_id"):
            kept = [value for value in kept if identifier(value)]
        if kept:
            found[name] = kept
    return found


def fit(content):
    """Return what was typed or sent, with whoever comes after the last row of the page as a line of its words."""
    fitting, beyond = {}, {}
    for name, values in content.items():
        row = ROW.fullmatch(name)
        if row and int(row[1]) >= ROWS:
            beyond.setdefault(int(row[1]), []).extend(value for value in values if value.strip())
        else:
            fitting[name] = values
    if beyond:
        lines = [f"Person {place + 1}: {', '.join(beyond[place])}" for place in sorted(beyond)]
        fitting["what"] = ["\n".join([*filter(None, content.get("what", [])), *lines])]
        fitting["people-TOTAL_FORMS"] = [str(ROWS)]
    return fitting


def size(content):
    """Return how many characters were typed."""
    return sum(len(value) for values in content.values() for value in values)


def read_base(text):
    """Return what a page says it started from; a page that lost it started from nothing."""
    try:
        base = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(base, dict):
        return {}
    return {name: values for name, values in base.items() if isinstance(values, list)}


def merge(base, mine, now):
    """Put together what one person typed (`mine`, begun from `base`) and what stands `now`."""
    content, changed, theirs, conflicts = {}, [], [], {}
    for name in sorted(base.keys() | mine.keys() | now.keys()):
        before, here, there = (each.get(name, []) for each in (base, mine, now))
        result = joined(name, before, here, there)
        if result is None:
            conflicts[name] = (there, here)
            result = there
        if result != there:
            changed.append(name)
        if there != before and result != here:
            theirs.append(name)
        if result:
            content[name] = result
    return Merged(content, tuple(changed), tuple(each for each in theirs if each not in conflicts), conflicts)


def joined(name, before, here, there):
    """Return what one input says after both hands, or None where they changed it differently."""
    if name == "people-TOTAL_FORMS":
        return max(here, there, key=count)
    if name in TICKED:
        kept = [value for value in there if value not in before or value in here]
        return kept + [value for value in here if value not in before and value not in there]
    if here in (before, there):
        return there
    return here if there == before else None


def count(values):
    """Return how many rows of people some values say."""
    return int(values[0]) if values and values[0].isdecimal() else 0


def chosen(content):
    """Return the identifiers of the people chosen."""
    names = [name for name in content if name.endswith("-person_id")]
    return sorted({identifier(content[name][0]) for name in names})
