"""The checks that every domestic abuse call needs, from checks.toml beside this file: which, and what to look for."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Check:
    """One check. `known` says that the house holds some of the answer itself."""

    code: str
    title: str
    look_for: str
    known: bool


@dataclass(frozen=True)
class Checklist:
    """The checks in the order in which they are shown: what can kill first."""

    version: str
    source: str
    confidence: str
    checks: tuple[Check, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(check.code for check in self.checks)


def read(text: str) -> Checklist:
    """The checklist of a written list. Raises ValueError for a code that is there twice or no code at all."""
    found = tomllib.loads(text)
    checks = tuple(Check(**row) for row in found["checks"])
    codes = [check.code for check in checks]
    if not codes or len(set(codes)) < len(codes):
        raise ValueError("A checklist names each check once, and at least one.")
    return Checklist(found["version"], found["source"], found["confidence"], checks)


LIST: Checklist = read(Path(__file__).with_name("checks.toml").read_text(encoding="utf-8"))
"""The list in use."""

TITLES: dict[str, str] = {check.code: check.title for check in LIST.checks}
"""What each check is called."""
