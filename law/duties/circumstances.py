"""Duties to reassess because her circumstances or her protection changed, besides what the suspect's custody brings.

A medium level means that serious harm is unlikely unless circumstances change. So a recorded change asks again.
"""

from law import circumstances, sources
from law import thresholds as T
from law.duties import ladders
from law.duties.reassessment import BY_LEVEL, CLOCK_BY_LEVEL
from law.duties.rule import LEVEL_SET, ONCE_RISEN, Rule


def _reassess(suffix: str, event: str, what: str, **when: object) -> Rule:
    """Reassess after one kind of change, for each that is recorded: what was asked before it knew nothing of it.

    One that a merge had brought ends when the two are parted.
    """
    return Rule(
        code=f"REASSESS_{suffix}",
        what=f"Reassess the risk: {what}",
        opens_on=(event,),
        when=when,
        met_by=("risk.assessment_signed_off",),
        within=T.REASSESS_MEDIUM,
        within_by=BY_LEVEL,
        clock="elapsed_hours",
        clock_by=CLOCK_BY_LEVEL,
        sooner_on=LEVEL_SET,
        when_on=ONCE_RISEN,
        owed_by="case_owner",
        needs="RISK_SUBMIT",
        source=sources.OURS,
        confidence="D",
        starts="recorded_at",
        per="subject",
        met_per="case",
        met_not_before=True,
        void_on=("risk.circumstance_withdrawn",) if event == "risk.circumstance_recorded" else (),
        escalates_to=ladders.CASE,
        evidence="A signed-off assessment asked after the change was recorded",
    )


RULES: tuple[Rule, ...] = (
    *(_reassess(each.code, "risk.circumstance_recorded", each.what, kind=each.code) for each in circumstances.ALL),
    _reassess("NO_CONTACT", "risk.contact_lost", "nobody has spoken with the victim for longer than her level allows"),
    _reassess("CERTIFICATE", "incidents.firearms_found", "a firearms certificate came to be known"),
    _reassess(
        "INFORMATION",
        "incidents.information_added",
        "information was added to a case of medium or high risk",
        level=("MEDIUM", "HIGH"),
    ),
    _reassess(
        "TOLD",
        "incidents.information_added",
        "another agency told us something, or circumstances have changed",
        level=("", "STANDARD"),
        kind=("partner_agency", "circumstances"),
    ),
    _reassess("MEASURE_NOT_DONE", "safety_plans.measure_not_done", "a safety measure was not carried out"),
    _reassess(
        "MEASURE_MISSING",
        "safety_plans.measure_found_missing",
        "a safety measure that was recorded as done was not in place",
    ),
    # A new high grade asks for the referral, and is then itself the look at the risk. Any other referral is a change:
    # below high the level and the worry differ, and at high something came up since the level was given.
    _reassess(
        "MARAC_REFERRAL",
        "marac.case_referred",
        "the case was referred to MARAC below high risk",
        level=("", "STANDARD", "MEDIUM"),
    ),
    _reassess(
        "MARAC_REFERRAL_HIGH",
        "marac.case_referred",
        "the case was referred to MARAC at high risk, and no new grade had asked for that",
        level="HIGH",
        asked_by_grade=False,
    ),
)
