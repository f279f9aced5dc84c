"""Offences by a stable code, from offences.toml beside this file: our name, the section, how grave, and since when."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Band:
    """How grave a force thinks an offence."""

    code: str
    title: str
    what: str


@dataclass(frozen=True)
class Offence:
    """One offence; `since` and `until` are given where it is new or gone."""

    code: str
    title: str
    group: str
    source: str
    band: str
    confidence: str
    since: date | None = None
    until: date | None = None

    def is_one_on(self, day: date) -> bool:
        """Whether it was an offence on a day: its first day is in, the day on which it was gone is out."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Book:
    """The whole list, with its bands and where they come from."""

    bands: tuple[Band, ...]
    bands_source: str
    offences: tuple[Offence, ...]


def read(text: str) -> Book:
    """The offences of a written list. Raises ValueError naming each that is there twice, or has no band or days."""
    found = tomllib.loads(text)
    bands = tuple(Band(**each) for each in found["bands"])
    listed = tuple(Offence(**each, group=group["title"]) for group in found["groups"] for each in group["offences"])
    codes, known = [each.code for each in listed], {band.code for band in bands}
    faults = [
        each.code
        for each in listed
        if codes.count(each.code) > 1
        or each.band not in known
        or (each.since and each.until and each.since >= each.until)
    ]
    if faults:
        raise ValueError("These offences are there twice, or have no band or no days: " + ", ".join(faults))
    return Book(bands, found["bands_source"], listed)


BOOK: Book = read(Path(__file__).with_name("offences.toml").read_text(encoding="utf-8"))
BY_CODE: dict[str, Offence] = {each.code: each for each in BOOK.offences}
BANDS: dict[str, Band] = {each.code: each for each in BOOK.bands}


def on(day: date) -> dict[str, list[Offence]]:
    """What was an offence on a day, by the title of its group, in the order of the list."""
    found: dict[str, list[Offence]] = {}
    for each in BOOK.offences:
        if each.is_one_on(day):
            found.setdefault(each.group, []).append(each)
    return found
