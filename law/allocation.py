"""Who investigates: a suggestion with its reasons, and a floor, from allocation.toml beside this file."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from law import offences

_FOUND: dict[str, Any] = tomllib.loads(Path(__file__).with_name("allocation.toml").read_text(encoding="utf-8"))

SOURCE: str = _FOUND["source"]
ROUTES: dict[str, str] = {each["code"]: each["title"] for each in _FOUND["routes"]}
ORDER: dict[str, int] = {code: place for place, code in enumerate(ROUTES)}
LOWEST = next(iter(ROUTES))


@dataclass(frozen=True)
class Ground:
    """One thing that asks for skill: a rank of facts, a level of risk, or a band of offences.

    `words` find an offence of the band where it was recorded in words alone, as before there was a list.
    """

    code: str
    text: str
    suggests: str
    floor: str
    rank: int = 0
    level: str = ""
    band: str = ""
    words: tuple[str, ...] = ()

    def holds(self, *, rank: int | None, codes: Iterable[str], words: Iterable[str], level: str) -> bool:
        """Whether it holds: the rank is exactly the one named, since a graver one has a ground of its own."""
        if self.rank:
            return rank == self.rank
        if self.level:
            return level == self.level
        coded = any(offences.BY_CODE[code].band == self.band for code in codes if code in offences.BY_CODE)
        return coded or any(each in said.lower() for said in words for each in self.words)


GROUNDS: tuple[Ground, ...] = tuple(
    Ground(**{**each, "words": tuple(each.get("words", ()))}) for each in _FOUND["grounds"]
)


@dataclass(frozen=True)
class Suggestion:
    """Who should investigate, below whom it must not go, and why."""

    route: str
    floor: str
    grounds: tuple[Ground, ...]


def suggest(*, rank: int | None, level: str, codes: Iterable[str] = (), words: Iterable[str] = ()) -> Suggestion:
    """Who should investigate a case of this gravest rank and level of risk, with these offences.

    `codes` are offences of the list; `words` are those that were recorded in words alone.
    """
    facts: dict[str, Any] = {"rank": rank, "codes": tuple(codes), "words": tuple(words), "level": level}
    grounds = tuple(each for each in GROUNDS if each.holds(**facts))
    route = max((each.suggests for each in grounds), key=lambda code: ORDER[code], default=LOWEST)
    floor = max((each.floor for each in grounds), key=lambda code: ORDER[code], default=LOWEST)
    return Suggestion(route, floor, grounds)


def below(route: str, other: str) -> bool:
    """Whether one route is below another."""
    return ORDER[route] < ORDER[other]
