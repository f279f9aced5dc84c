"""Duties about assessments that nobody saw whole: telephoned to a typist, or with further questions left out."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import AtLeast, Rule

SIGNED_OFF = ("risk.assessment_signed_off",)
DISOWNED = "risk.answers_disowned"
REVIEWED = ("risk.grade_reviewed",)


def closer_look(suffix: str, what: str, within: T.Threshold, recommendation: int, **when: object) -> Rule:
    """A specialist looks at an assessment that no other rule would bring to the unit."""
    return Rule(
        code=f"CRU_REVIEW_{suffix}",
        what=what,
        opens_on=SIGNED_OFF,
        when={"grade": "STANDARD", "children": False, **when},
        met_by=REVIEWED,
        within=within,
        clock="elapsed_hours",
        owed_by="reviewer",
        needs="RISK_REVIEW",
        source=f"{sources.HMIC_KENT_2014}, recommendation {recommendation}",
        confidence="S",
        per="case",
        escalates_to=ladders.SPECIALIST,
        evidence="Reviewer, level before and after, and the reasons",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="CONFIRM_ASSESSMENT",
        what="Confirm the answers that were typed for you, or put them right",
        opens_on=("risk.assessment_submitted", "risk.assessment_corrected"),
        when={"phoned_in": True},
        met_by=("risk.assessment_confirmed",),
        within=T.CONFIRM_ASSESSMENT,
        clock="elapsed_hours",
        owed_by="author",
        needs="RISK_SUBMIT",
        source=sources.HMIC_KENT_2014 + ", recommendation 5",
        confidence="S",
        per="subject",
        void_on=("risk.assessment_returned", "risk.assessment_corrected", DISOWNED),
        escalates_to=ladders.RESPONSE,
        evidence="The officer's own confirmation, with its time; where they are gone, what it was checked against",
    ),
    Rule(
        code="RETYPE_ASSESSMENT",
        what="Put right the answers that the officer says are not theirs, and submit the assessment again",
        opens_on=(DISOWNED,),
        met_by=("risk.assessment_submitted", "risk.assessment_replaced"),
        within=T.REDO_ASSESSMENT,
        clock="elapsed_hours",
        owed_by="offered_to",
        needs="RISK_SUBMIT",
        source=sources.HMIC_KENT_2014 + ", recommendation 5",
        confidence="D",
        per="subject",
        escalates_to=ladders.RESPONSE,
        evidence="The answers as the officer gave them, submitted again and to be confirmed",
    ),
    closer_look(
        "PHONED_IN",
        "Review the telephoned assessment: nobody but the officer heard the victim",
        T.CRU_REVIEW_PHONED_IN,
        5,
        phoned_in=True,
    ),
    closer_look(
        "LEFT_OUT",
        "Review the assessment: further questions were opened and not asked",
        T.CRU_REVIEW_LEFT_OUT,
        4,
        phoned_in=False,
        left_out=AtLeast(1),
    ),
)
