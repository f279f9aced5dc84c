"""An address that is kept safe, found in what was written down of the suspect: look at it, and tell her."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule


def _rule(code: str, what: str, *, opens_on: str, met_by: str, evidence: str, **when: object) -> Rule:
    """Only for those who may see a protected address: what it is about is hidden from everybody else."""
    return Rule(
        code=code,
        what=what,
        opens_on=(opens_on,),
        when=when,
        met_by=(met_by,),
        within=T.ADDRESS_LOOK,
        clock="same_day",
        starts="recorded_at",
        owed_by="address_keeper",
        needs="SAFE_ADDRESS_SEE",
        source=sources.OURS,
        confidence="D",
        per="subject",
        escalates_to=ladders.ADDRESS,
        evidence=evidence,
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "LOOK_AT_ADDRESS",
        "An address that is kept safe stands in what was written of the suspect: see who may read it",
        opens_on="custody.address_named",
        met_by="custody.address_looked_at",
        evidence="What was done: who has the words, and whether the address is still safe",
    ),
    _rule(
        "TELL_ADDRESS_KNOWN",
        "Tell the victim, and whoever keeps it safe, that the suspect knows the address, and plan with them",
        opens_on="custody.address_looked_at",
        outcome="KNOWN",
        met_by="custody.address_told",
        evidence="Who told the victim, how, what was said, and that it was safe",
    ),
)
