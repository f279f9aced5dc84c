"""How severe one matter is, as a rank, so that an escalation between a pair can be seen.

6 strangulation, sexual assault or weapon; 5 injury or threat to kill; 4 violence used; 3 violence threatened;
2 breach, stalking, harassment, damage, intrusion, burglary, theft or arson; 1 no violence. What is not known has
no rank, and is no baseline either.
"""

from collections.abc import Mapping
from typing import Any

NOT_SAID = frozenset(
    {"", "no", "none", "false", "not_stated", "not stated", "unknown", "not_asked", "dont_know", "refused"}
)
"""Words of a fact that do not say yes. None of them says that it did not happen, except `none`."""

OFFENCE_WORDS = ("breach", "stalking", "harassment", "damage", "intrusion", "burglary", "theft", "arson")

RANKS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (6, ("strangulation", "sexual_assault", "weapon")),
    (5, ("injury", "threat_to_kill")),
    (2, ("breach", "breach_of", "stalking", "harassment", "damage", "intrusion", "burglary", "theft", "arson")),
)
VIOLENCE = {"used": 4, "used_and_threatened": 4, "threatened": 3, "none": 1}


def said(value: Any) -> bool:
    """Whether a fact says yes: true, a number above nought, a list with something in it, or a telling word."""
    if isinstance(value, str):
        return value.strip().lower() not in NOT_SAID
    if isinstance(value, list | tuple | set):
        return any(said(each) for each in value)
    return bool(value)


def rank(facts: Mapping[str, Any]) -> int | None:
    """The rank of a matter from what is known of it, 6 to 1; None where nothing known gives one."""
    found = [number for number, names in RANKS if any(said(facts.get(name)) for name in names)]
    violence = VIOLENCE.get(str(facts.get("violence", "")).strip().lower())
    if violence:
        found.append(violence)
    if _offence_of_rank_two(facts.get("offence")):
        found.append(2)
    return max(found, default=None)


def _offence_of_rank_two(offence: Any) -> bool:
    words = offence if isinstance(offence, list | tuple) else [offence]
    return any(word in str(each).lower() for each in words if each for word in OFFENCE_WORDS)
