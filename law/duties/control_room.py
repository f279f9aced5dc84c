"""Duties that begin with a call: attend, relay, tell the school, refer for support, review flags."""

from collections.abc import Mapping

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import CHILDREN_KNOWN, Rule

CALL = ("incidents.call_logged",)
REGRADE = ("incidents.regraded",)
FINISHED = ("incidents.incident_finished",)
NO_OTHER: Mapping[str, T.Threshold] = {}


def _attend(
    grade: str, within: T.Threshold, clock: str, timer: int, within_by: Mapping[str, T.Threshold] = NO_OTHER
) -> tuple[Rule, Rule]:
    """The two duties of one response grade: by the call, and by a later regrade to that grade."""

    def attend(code: str, opens_on: tuple[str, ...], when: Mapping[str, object]) -> Rule:
        return Rule(
            code=code,
            what=f"Attend and record the attendance: the call is graded {grade.lower()}",
            opens_on=opens_on,
            when=when,
            met_by=("incidents.attended",),
            within=within,
            within_by=within_by,
            by_fact="area",
            clock=clock,
            owed_by="responding_unit",
            needs="ATTEND",
            source=sources.RESPONSE_POLICY,
            confidence="L",
            per="subject",
            void_on=(*REGRADE, *FINISHED),
            escalates_to=ladders.CONTROL_ROOM,
            timer=timer,
            evidence="Unit and time of arrival",
        )

    code = f"RECORD_ATTENDANCE_{grade}"
    return (
        attend(code, CALL, {"domestic": True, "grade": grade}),
        attend(f"{code}_REGRADED", REGRADE, {"grade": grade}),
    )


def _review_flag(
    flag: str,
    what: str,
    within: T.Threshold,
    clock: str,
    source: str,
    confidence: str,
    timer: int | None = None,
    void_on: tuple[str, ...] = (),
) -> Rule:
    """A new history flag is looked at by a person."""
    return Rule(
        code=f"REVIEW_FLAG_{flag}",
        what=what,
        opens_on=("incidents.flag_raised",),
        when={"flag": flag},
        met_by=("incidents.flag_reviewed",),
        met_when={"flag": flag},
        within=within,
        clock=clock,
        owed_by="reviewer",
        needs="RISK_REVIEW",
        source=source,
        confidence=confidence,
        void_on=void_on,
        timer=timer,
        escalates_to=ladders.SPECIALIST,
        evidence="Who looked at the flag, what they decided, and why",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="GRADE_CALL",
        what="Answer whether the parties are connected, and grade the call",
        opens_on=CALL,
        when={"grade": ""},
        met_by=REGRADE,
        within=T.GRADE_CALL,
        clock="elapsed_minutes",
        owed_by="control_room_operator",
        needs="CALL_REGRADE",
        source=sources.OURS_HARASSMENT,
        confidence="D",
        per="subject",
        escalates_to=ladders.CONTROL_ROOM,
        evidence="The answer, the grade, and who gave it",
    ),
    *_attend("IMMEDIATE", T.ATTEND_IMMEDIATE, "elapsed_minutes", 1, {"RURAL": T.ATTEND_IMMEDIATE_RURAL}),
    *_attend("HIGH", T.ATTEND_HIGH, "elapsed_minutes", 2),
    *_attend("SCHEDULED", T.ATTEND_SCHEDULED, "elapsed_hours", 3),
    Rule(
        code="SUPPORT_REFERRAL",
        what="Refer the victim to a support service",
        opens_on=CALL,
        when={"domestic": True},
        met_by=("incidents.support_referred",),
        within=T.SUPPORT_REFERRAL,
        clock="working_days",
        owed_by="case_owner",
        needs="VICTIM_TELL",
        source=sources.VICTIMS_CODE_RIGHT_4,
        confidence="V",
        escalates_to=ladders.CASE,
        timer=37,
        evidence="Service, date, and the victim's wish",
    ),
    Rule(
        code="SCHOOL_NOTICE",
        what="Say of each child where they were and at which school they are, so that it is told before its next day",
        opens_on=(*CALL, "incidents.attended", "children.child_added"),
        when={"domestic": True, "children": CHILDREN_KNOWN},
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
        code="REVIEW_BREAK_GLASS",
        what="Review why somebody opened this restricted case with a reason",
        opens_on=("incidents.restricted_case_opened",),
        met_by=("incidents.access_reviewed",),
        within=T.BREAK_GLASS_REVIEW,
        clock="elapsed_hours",
        owed_by="safeguarding",
        needs="CASE_RESTRICT",
        source=sources.OURS,
        confidence="D",
        escalates_to=ladders.SUPERVISOR,
        evidence="Who looked at it, and whether it was right",
    ),
    _review_flag(
        "SERIAL_PERPETRATOR",
        "Review the suspect as a serial perpetrator",
        T.SERIAL_REVIEW,
        "working_days",
        sources.ACPO_SERIAL,
        "L",
        timer=23,
        void_on=("incidents.flag_withdrawn",),
    ),
    _review_flag(
        "THIRD_REPORT",
        "Look at the third report in twelve months: does it meet the MARAC criteria?",
        T.FLAG_REVIEW,
        "elapsed_hours",
        sources.SAFELIVES_CRITERIA,
        "D",
    ),
    _review_flag(
        "ESCALATION",
        "Look at the escalation: is the level of risk still right?",
        T.FLAG_REVIEW,
        "elapsed_hours",
        sources.SAFELIVES_CRITERIA,
        "D",
    ),
)
