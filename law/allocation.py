"""Who investigates: a suggestion with its reasons, and a floor, from allocation.toml beside this file."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOUND: dict[str, Any] = tomllib.loads(Path(__file__).with_name("allocation.toml").read_text(encoding="utf-8"))

SOURCE: str = _FOUND["source"]
ROUTES: dict[str, str] = {each["code"]: each["title"] for each in _FOUND["routes"]}
ORDER: dict[str, int] = {code: place for place, code in enumerate(ROUTES)}
LOWEST = next(iter(ROUTES))


@dataclass(frozen=True)
class Ground:
    """One thing that asks for skill: from a rank of facts on, at a level of risk, or by words of an offence."""

    code: str
    text: str
    suggests: str
    floor: str
    rank: int = 0
    level: str = ""
    offence: tuple[str, ...] = ()

    def holds(self, *, rank: int | None, offences: Iterable[str], level: str) -> bool:
        """Whether it holds: the rank is exactly the one named, since a graver one has a ground of its own."""
        if self.rank:
            return rank == self.rank
        if self.level:
            return level == self.level
        return any(word in offence.lower() for offence in offences for word in self.offence)


GROUNDS: tuple[Ground, ...] = tuple(
    Ground(**{**each, "offence": tuple(each.get("offence", ()))}) for each in _FOUND["grounds"]
)


@dataclass(frozen=True)
class Suggestion:
    """Who should investigate, below whom it must not go, and why."""

    route: str
    floor: str
    grounds: tuple[Ground, ...]


def suggest(*, rank: int | None, offences: Iterable[str], level: str) -> Suggestion:
    """Who should investigate a case of this gravest rank, these offences and this level of risk."""
    said = tuple(offences)
    grounds = tuple(each for each in GROUNDS if each.holds(rank=rank, offences=said, level=level))
    route = max((each.suggests for each in grounds), key=lambda code: ORDER[code], default=LOWEST)
    floor = max((each.floor for each in grounds), key=lambda code: ORDER[code], default=LOWEST)
    return Suggestion(route, floor, grounds)


def below(route: str, other: str) -> bool:
    """Whether one route is below another."""
    return ORDER[route] < ORDER[other]
