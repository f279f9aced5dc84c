"""Duties of risk assessment: make it, sign it off, review it, and tell those who protect children."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import CHILDREN_KNOWN, JUDGED_AGAIN, ROSE, SET_WITHOUT_SIGN_OFF, Rule

SUBMITTED = ("risk.assessment_submitted",)
SIGNED_OFF = ("risk.assessment_signed_off",)
RETURNED = ("risk.assessment_returned",)
REVIEWED = ("risk.grade_reviewed",)
ANSWERED = "The submitted assessment, with every question answered or its refusal recorded"
REVIEW_NOTE = "Reviewer, level before and after, and the reasons"


def _cru_review(
    suffix: str, what: str, within: T.Threshold, source: str, confidence: str, timer: int, **when: object
) -> Rule:
    """A specialist looks again at a signed-off assessment."""
    return Rule(
        code=f"CRU_REVIEW_{suffix}",
        what=what,
        opens_on=SIGNED_OFF,
        when=when,
        met_by=REVIEWED,
        within=within,
        clock="elapsed_hours",
        owed_by="reviewer",
        needs="RISK_REVIEW",
        source=source,
        confidence=confidence,
        per="case",
        escalates_to=ladders.SPECIALIST,
        timer=timer,
        evidence=REVIEW_NOTE,
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="ASSESS",
        what="Complete the risk assessment with the victim and list the children",
        opens_on=("incidents.attended",),
        met_by=SUBMITTED,
        within=T.ASSESS,
        clock="end_of_tour",
        owed_by="attending_officer",
        needs="RISK_SUBMIT",
        source=sources.LOCAL,
        confidence="L",
        per="subject",
        met_per="case",
        met_not_before=True,
        escalates_to=ladders.RESPONSE,
        timer=9,
        evidence=ANSWERED,
    ),
    Rule(
        code="ASSESS_WITHOUT_ATTENDANCE",
        what="Assess the risk: nobody was sent to this call",
        opens_on=("incidents.call_logged",),
        when={"domestic": True, "grade": "RESOLVED_WITHOUT_DEPLOYMENT"},
        met_by=SUBMITTED,
        within=T.ASSESS_WITHOUT_ATTENDANCE,
        clock="elapsed_hours",
        owed_by="control_room_operator",
        needs="RISK_SUBMIT",
        source=sources.OURS,
        confidence="D",
        per="subject",
        met_per="case",
        met_not_before=True,
        escalates_to=ladders.CONTROL_ROOM,
        timer=9,
        evidence=ANSWERED,
    ),
    Rule(
        code="SUPERVISE_ASSESSMENT",
        what="Sign off the risk assessment or send it back with a reason",
        opens_on=SUBMITTED,
        met_by=SIGNED_OFF,
        within=T.SUPERVISE_ASSESSMENT,
        clock="elapsed_hours",
        owed_by="signer",
        needs="RISK_SIGN_OFF",
        source=sources.HMIC_KENT_2014 + ", recommendation 5",
        confidence="S",
        per="subject",
        void_on=(*RETURNED, "risk.conflict_declared", "risk.answers_disowned"),
        escalates_to=ladders.SUPERVISOR,
        timer=10,
        evidence="Who signed off, never the author, and the level with its reasons",
    ),
    Rule(
        code="REDO_ASSESSMENT",
        what="Answer the supervisor's questions and submit the assessment again",
        opens_on=RETURNED,
        met_by=(*SUBMITTED, "risk.assessment_replaced"),
        within=T.REDO_ASSESSMENT,
        clock="elapsed_hours",
        owed_by="author",
        needs="RISK_SUBMIT",
        source=sources.OURS,
        confidence="D",
        per="subject",
        escalates_to=ladders.RESPONSE,
        evidence=ANSWERED,
    ),
    _cru_review(
        "HIGH",
        "Review the high-risk assessment as a specialist",
        T.CRU_REVIEW_HIGH,
        sources.LOCAL,
        "L",
        11,
        grade="HIGH",
    ),
    _cru_review(
        "MEDIUM",
        "Review the medium-risk assessment and recommend measures",
        T.CRU_REVIEW_MEDIUM,
        sources.LOCAL,
        "L",
        12,
        grade="MEDIUM",
    ),
    _cru_review(
        "CHILDREN",
        "Review the assessment: children are involved",
        T.CRU_REVIEW_CHILDREN,
        sources.HMIC_KENT_2014,
        "S",
        13,
        children=CHILDREN_KNOWN,
        grade="STANDARD",
    ),
    Rule(
        code="SCHOOL_NOTICE_ASSESSED",
        what="Say of each child found in the assessment where they were and at which school they are",
        opens_on=(*SUBMITTED, "risk.assessment_corrected"),
        when={"children": CHILDREN_KNOWN, "first": True},
        met_by=("children.child_placed", "children.none_found"),
        met_when={"left": 0},
        within=T.SCHOOL_NOTICE,
        clock="before_next_school_day",
        owed_by="safeguarding",
        needs="CHILD_TELL",
        source=sources.SCHOOLS_GUIDANCE,
        confidence="V",
        escalates_to=ladders.SUPERVISOR,
        timer=45,
        evidence="Each child with their part, and their school or why there is none",
    ),
    Rule(
        code="SOCIAL_CARE_NOTICE",
        what="Notify children's social care, or refer; a child in danger at once",
        opens_on=(*SIGNED_OFF, *SET_WITHOUT_SIGN_OFF, JUDGED_AGAIN),
        when={"children": CHILDREN_KNOWN, "grade": ("HIGH", "MEDIUM")},
        when_on={
            **dict.fromkeys(SET_WITHOUT_SIGN_OFF, {"children": CHILDREN_KNOWN, "level": ("HIGH", "MEDIUM"), **ROSE}),
            JUDGED_AGAIN: {"social_care": ("NOTIFY", "REFER")},
        },
        met_by=("children.social_care_told",),
        within=T.SOCIAL_CARE,
        clock="elapsed_hours",
        owed_by="cru",
        needs="CHILD_TELL",
        source=sources.CHILDREN_MATRIX,
        confidence="G",
        escalates_to=ladders.SPECIALIST,
        timer=46,
        evidence="Notification or referral, to whom, and when",
    ),
)
