"""What the first hours secure, from evidence.toml beside this file: each item with the answers that fit it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

WORDS = {
    "TAKEN": "Taken",
    "BOOKED": "Booked",
    "DECLINED": "Offered, and declined",
    "MISSED": "Booked, and missed",
    "SECURED": "Secured",
    "ASKED_FOR": "Asked for",
    "DONE": "Done",
    "OFFERED": "Offered",
    "NOT_AVAILABLE": "There is none",
    "NOT_NEEDED": "Not needed",
}
"""Every answer there can be, in words."""


@dataclass(frozen=True)
class Item:
    """One kind of evidence. `reference_for` names the answers that need a reference."""

    code: str
    title: str
    status: tuple[str, ...]
    reference_for: tuple[str, ...]


def read(text: str) -> tuple[Item, ...]:
    """The items of a written list. Raises ValueError for an answer without words, or a reference for no answer."""
    items = tuple(
        Item(row["code"], row["title"], tuple(row["status"]), tuple(row["reference_for"]))
        for row in tomllib.loads(text)["items"]
    )
    for item in items:
        if not set(item.status) <= set(WORDS) or not set(item.reference_for) <= set(item.status):
            raise ValueError(f"{item.code} names an answer that is not there.")
    return items


_TEXT = Path(__file__).with_name("evidence.toml").read_text(encoding="utf-8")
ITEMS: tuple[Item, ...] = read(_TEXT)
BY_CODE: dict[str, Item] = {item.code: item for item in ITEMS}
ALTERNATIVES: dict[str, str] = tomllib.loads(_TEXT)["alternatives"]
"""Other ways to have injuries photographed, which are offered where an appointment may not suit; OTHER in own words."""
