"""What can change for either of two people and asks for a new assessment, whatever the level: a list as data.

From the list of triggers that answers HMIC Kent 2014, recommendation 12, without those that have an event of their
own: bail, custody, courts, orders, measures, referrals, new reports.

Two kinds are recorded by the house itself, when something changes that not everybody in the case may know: a protected
address, a marker, a disclosure. Their words say whom it concerns and nothing else.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Circumstance:
    """One kind of change: its code, how it is named on a page, what the duty says, and whether the house says it."""

    code: str
    title: str
    what: str
    by_itself: bool = False


ALL: tuple[Circumstance, ...] = (
    Circumstance("SEPARATION", "They have separated, or are about to", "they have separated or are about to"),
    Circumstance("PREGNANCY", "A pregnancy, or a child was born", "there is a pregnancy, or a child was born"),
    Circumstance("NEW_PARTNER", "A new partner of either", "there is a new partner"),
    Circumstance(
        "CHILD_CONTACT", "A hearing or dispute about contact with children", "contact with children is being decided"
    ),
    Circumstance("VICTIM_MOVED", "The victim has moved", "the victim has moved"),
    Circumstance("VICTIM_WITHDREW", "The victim no longer supports the case", "the victim has withdrawn support"),
    Circumstance("SUSPECT_WORK", "The suspect's work has changed", "the suspect's work has changed"),
    Circumstance("SUSPECT_HOME", "The suspect's home has changed", "the suspect's home has changed"),
    Circumstance(
        "SUSPECT_HEALTH", "The suspect's health or medication has changed", "the suspect's health has changed"
    ),
    Circumstance(
        "SUSPECT_SUBSTANCES",
        "The suspect drinks or takes more or less",
        "the suspect's use of alcohol or drugs changed",
    ),
    Circumstance("SUICIDE_THREAT", "Somebody spoke of suicide", "somebody spoke of suicide"),
    Circumstance(
        "WEAPON_ACCESS", "The suspect has come to have access to a weapon", "the suspect has access to a weapon"
    ),
    Circumstance(
        "DISCLOSURE", "The victim was told of the suspect's past (disclosure scheme)", "a disclosure was made"
    ),
    Circumstance("AGENCY_REPORT", "Another agency reports a new concern", "another agency reports a new concern"),
    Circumstance(
        "VICTIM_RECORD",
        "Something has changed for the victim",
        "something has changed for the victim; ask what is different now",
        by_itself=True,
    ),
    Circumstance(
        "SUSPECT_RECORD",
        "Something came to be known of the suspect",
        "something came to be known of the suspect; read what is on record",
        by_itself=True,
    ),
)
CHOSEN: tuple[Circumstance, ...] = tuple(each for each in ALL if not each.by_itself)
"""What somebody chooses and records."""

BY_CODE: dict[str, Circumstance] = {each.code: each for each in ALL}
"""Every kind by its code."""
