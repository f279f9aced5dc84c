"""Special measures and rights of a victim as a witness, from witness.toml beside this file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOUND: dict[str, Any] = tomllib.loads(Path(__file__).with_name("witness.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class SpecialMeasure:
    """A special measure of the Act of 1999; `only` says for whom alone it is there, or nothing."""

    code: str
    title: str
    what: str
    source: str
    only: str


@dataclass(frozen=True)
class Right:
    """Something that the Victims' Code gives and that she must be told of."""

    code: str
    title: str
    source: str
    confidence: str


MEASURES: tuple[SpecialMeasure, ...] = tuple(SpecialMeasure(**each) for each in _FOUND["measures"])
RIGHTS: tuple[Right, ...] = tuple(Right(**each) for each in _FOUND["rights"])
ELIGIBILITY: str = _FOUND["eligibility"]["words"]
ELIGIBILITY_BEFORE: str = _FOUND["eligibility"]["before"]
ELIGIBILITY_SOURCE: str = _FOUND["eligibility"]["source"]
