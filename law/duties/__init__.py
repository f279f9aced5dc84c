"""Every duty, in the order of the story: a call, an assessment, custody, a plan, MARAC.

How a record uses them, for each entry and in this order: what is open and ended by it is ended (`ending` says as
what); then what it opens (`opened_by`) is opened with its `timing`, unless the same duty of the same case (or
subject, where the rule says so) is open already.
"""

from collections.abc import Mapping
from typing import Any

from law.duties import (
    addresses,
    allocation,
    assessment,
    bail_and_orders,
    checks,
    children,
    circumstances,
    closing,
    contact,
    control_room,
    corrections,
    counter,
    cover,
    deaths,
    disclosures,
    downgrades,
    evidence,
    feeds,
    firearms,
    grade_disputes,
    identity,
    intervals,
    marac,
    matters,
    notices,
    orders,
    phoned_in,
    plans,
    quality,
    reassessment,
    regular,
    release,
    second_reads,
    supervision,
    taking_calls,
    telling_victims,
    witness_care,
)
from law.duties.gates import GATES
from law.duties.rule import (
    DECIDERS,
    MOMENTS,
    OWNER_RULES,
    AtLeast,
    Gate,
    Rule,
    Window,
    agrees,
    matches,
)
from law.duties.timing import Timing, ending, meets, moment, timing
from law.duties.windows import WINDOWS

RULES: tuple[Rule, ...] = (
    *taking_calls.RULES,
    *control_room.RULES,
    *supervision.RULES,
    *identity.RULES,
    *checks.RULES,
    *firearms.RULES,
    *evidence.RULES,
    *closing.RULES,
    *allocation.RULES,
    *counter.RULES,
    *assessment.RULES,
    *children.RULES,
    *second_reads.RULES,
    *grade_disputes.RULES,
    *phoned_in.RULES,
    *corrections.RULES,
    *downgrades.RULES,
    *telling_victims.RULES,
    *reassessment.RULES,
    *circumstances.RULES,
    *intervals.RULES,
    *bail_and_orders.RULES,
    *notices.RULES,
    *orders.RULES,
    *release.RULES,
    *witness_care.RULES,
    *matters.RULES,
    *addresses.RULES,
    *feeds.RULES,
    *disclosures.RULES,
    *contact.RULES,
    *cover.RULES,
    *deaths.RULES,
    *plans.RULES,
    *marac.RULES,
    *regular.RULES,
    *quality.RULES,
)

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
"""Every rule by its code."""


OPENED_BY: dict[str, tuple[Rule, ...]] = {
    event: tuple(rule for rule in RULES if event in rule.opens_on) for rule in RULES for event in rule.opens_on
}
"""The rules that an event may open, in the order of the table."""


SOONER_ON: dict[str, tuple[Rule, ...]] = {
    event: tuple(rule for rule in RULES if event in rule.sooner_on) for rule in RULES for event in rule.sooner_on
}
"""The rules by which an event may replace what is open by what is due earlier, in the order of the table."""


SAFE_CONTACT = (
    "ASK_SAFE_CONTACT",
    "CONFIRM_SAFE_CONTACT",
    "REPLACE_UNSAFE_CONTACT",
    "SUPPORT_REFERRAL",
    "TELL_NEW_OWNER",
    "BEGIN_PRISON_CONTACT",
    "TELL_ADDRESS_KNOWN",
)
BEFORE_RELEASE = tuple(rule.code for rule in release.RULES if rule.met_by == ("custody.victim_told",))
TO_VICTIM: frozenset[str] = frozenset(
    rule.code
    for rule in RULES
    if rule.code.startswith(("TELL_VICTIM_", "KEEP_IN_TOUCH_")) or rule.code in (*SAFE_CONTACT, *BEFORE_RELEASE)
)
"""What is owed to the victim in person: it ends when she has died, and is not opened afterwards. Her family is told by
a duty of its own; the statement of what the crime did may be made by them, and stays owed."""

TO_FAMILY: frozenset[str] = frozenset({"TELL_FAMILY"})
"""What is owed to the family of a victim who has died, and to nobody while she lives."""


def by_code(code: str) -> Rule:
    """The rule with a code. Raises KeyError for a code that is not there."""
    return BY_CODE[code]


def opened_by(event: str, facts: Mapping[str, Any]) -> list[Rule]:
    """The rules that an event with these facts opens, in the order of the table."""
    return [rule for rule in OPENED_BY.get(event, ()) if rule.opens(event, facts)]


def hastened_by(event: str, facts: Mapping[str, Any]) -> list[Rule]:
    """The rules by which an event with these facts may only replace what is open, in the order of the table."""
    return [rule for rule in SOONER_ON.get(event, ()) if rule.hastens(event, facts) and not rule.opens(event, facts)]


def met_by(event: str, facts: Mapping[str, Any]) -> list[Rule]:
    """The rules that an event with these facts may meet; `meets` says whether it comes late enough."""
    return [rule for rule in RULES if rule.met(event, facts)]


__all__ = [
    "BY_CODE",
    "DECIDERS",
    "GATES",
    "MOMENTS",
    "OWNER_RULES",
    "RULES",
    "TO_FAMILY",
    "TO_VICTIM",
    "WINDOWS",
    "AtLeast",
    "Gate",
    "Rule",
    "Timing",
    "Window",
    "agrees",
    "by_code",
    "ending",
    "hastened_by",
    "matches",
    "meets",
    "met_by",
    "moment",
    "opened_by",
    "timing",
]
