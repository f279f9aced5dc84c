"""A reason for a judgement: what, in words, from which source, and from which items."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why a level or grade is suggested, for the screen and for the record."""

    code: str
    text: str
    source: str
    item_codes: tuple[str, ...] = ()
