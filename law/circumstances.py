"""What can change for either of two people and asks for a new assessment, whatever the level: a list as data.

From the list of triggers that answers HMIC Kent 2014, recommendation 12, without those that have an event of their
own: bail, custody, courts, orders, measures, referrals, new reports.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Circumstance:
    """One kind of change: its code, how it is chosen on a page, and what the duty says."""

    code: str
    title: str
    what: str


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
)
BY_CODE: dict[str, Circumstance] = {each.code: each for each in ALL}
"""Every kind by its code."""
