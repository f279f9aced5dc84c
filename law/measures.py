"""The menu of a safety plan, from measures.toml beside this file: what, who does it, and what proves it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

LEVELS = ("STANDARD", "MEDIUM", "HIGH")
CASE_OWNER = "CASE_OWNER"
PROOF_KINDS = ("SEEN", "PHOTOGRAPH", "CONTACT", "DOCUMENT", "VICTIM", "PARTNER")
"""Seen or tested, a photograph, a recorded contact, a document, the victim's word, another agency's word."""
SOURCE = "Common practice of safety planning in England and Wales, general knowledge; the minimum sets are local"


@dataclass(frozen=True)
class Measure:
    """One measure. `minimum_for` names the levels whose plan needs it, or a reason why not.

    `who` says in words who usually does it, `role` which role of the force, CASE_OWNER, or nothing for another agency.
    `evidence` says in words what proves it, `proof_kinds` which kinds of proof can.
    """

    code: str
    title: str
    who: str
    role: str
    evidence: str
    proof_kinds: tuple[str, ...]
    minimum_for: tuple[str, ...]
    needs_agreement: bool


def read(text: str) -> tuple[Measure, ...]:
    """The measures of a written menu.

    Raises ValueError naming each measure with a level that is not there, and each without a kind of proof that is.
    """
    rows = tomllib.loads(text)["measures"]
    faults = [row["code"] for row in rows if not set(row["minimum_for"]) <= set(LEVELS)]
    if faults:
        raise ValueError("These measures name a level that is not there: " + ", ".join(faults))
    faults = [row["code"] for row in rows if not row["proof_kinds"] or not set(row["proof_kinds"]) <= set(PROOF_KINDS)]
    if faults:
        raise ValueError("These measures name no kind of proof, or one that is not there: " + ", ".join(faults))
    lists = ("minimum_for", "proof_kinds")
    return tuple(Measure(**{**row, **{name: tuple(row[name]) for name in lists}}) for row in rows)


ALL: tuple[Measure, ...] = read(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))
"""Every measure, the most common first."""

_BY_CODE = {measure.code: measure for measure in ALL}


def by_code(code: str) -> Measure:
    """The measure with a code. Raises KeyError for a code that is not there."""
    return _BY_CODE[code]


def proof_kinds(code: str) -> tuple[str, ...]:
    """The kinds of proof that fit a measure; every kind for one that is not on the menu."""
    return _BY_CODE[code].proof_kinds if code in _BY_CODE else PROOF_KINDS


def role_of(code: str) -> str:
    """Who of the force usually does a measure; nobody by role for one that is not on the menu."""
    return _BY_CODE[code].role if code in _BY_CODE else ""


def minimum_set(level: str) -> tuple[Measure, ...]:
    """The measures that a plan at a level needs. Raises ValueError for a level that is not there."""
    if level not in LEVELS:
        raise ValueError(f"There is no level {level}.")
    return tuple(measure for measure in ALL if level in measure.minimum_for)
