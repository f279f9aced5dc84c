"""Regular dates, and timers of features whose events the record does not hold yet. Listed so that none is forgotten."""

from law import sources
from law import thresholds as T
from law.duties.rule import Later

CALENDAR_OR_LATER: tuple[Later, ...] = (
    Later(
        code="RECORD_CRIME", what="Record a reported crime", figures=(T.RECORD_CRIME,), clock="elapsed_hours",
        owed_by="case_owner", source=sources.COUNTING_RULES, confidence="G", timer=8,
    ),
    Later(
        code="DAPO_NOTIFICATION",
        what="See that the subject of a domestic abuse protection order gave name and address",
        figures=(T.DAPO_NOTIFICATION,), clock="calendar_days", owed_by="case_owner", source=sources.DOMESTIC_ABUSE_ACT,
        confidence="G", timer=28,
    ),
    Later(
        code="DVDS_CHECKS", what="Disclosure application: first checks", figures=(T.DVDS_CHECKS,),
        clock="elapsed_hours",
        owed_by="safeguarding", source=sources.DISCLOSURE_SCHEME, confidence="V", timer=47,
    ),
    Later(
        code="DVDS_FACE_TO_FACE", what="Disclosure application: meet the applicant", figures=(T.DVDS_FACE_TO_FACE,),
        clock="working_days", owed_by="safeguarding", source=sources.DISCLOSURE_SCHEME_OLD, confidence="L", timer=48,
    ),
    Later(
        code="DVDS_WHOLE", what="Disclosure application: finish", figures=(T.DVDS_WHOLE,), clock="calendar_days",
        owed_by="safeguarding", source=sources.DISCLOSURE_SCHEME, confidence="G", timer=49,
    ),
    Later(
        code="DEATH_REVIEW", what="Domestic abuse related death review: decide, then finish",
        figures=(T.DEATH_REVIEW_DECISION, T.DEATH_REVIEW_FINISH), clock="calendar_months", owed_by="safeguarding",
        source=sources.REVIEW_GUIDANCE, confidence="G", timer=52,
    ),
    Later(
        code="REVIEW_RECOMMENDATION", what="Death review recommendation: evidence of change",
        figures=(T.RECOMMENDATION_CHASE,), clock="calendar_months", owed_by="safeguarding",
        source=sources.HMIC_KENT_2014,
        confidence="L", timer=53,
    ),
    Later(
        code="MATAC_LIST", what="Refresh the ranked list of perpetrators", figures=(T.MATAC_WEEKS,),
        clock="calendar_days",
        owed_by="safeguarding", source=sources.MATAC_PROCEDURE, confidence="V", timer=54,
    ),
    Later(
        code="MARAC_RETURN", what="Send the MARAC data return at the end of the quarter", figures=(T.MARAC_RETURN,),
        clock="calendar_months", owed_by="marac_coordinator", source=sources.SAFELIVES_DATA, confidence="V", timer=55,
    ),
    Later(
        code="PROBLEM_PROFILE", what="Write the problem profile at the end of the year", figures=(T.PROBLEM_PROFILE,),
        clock="calendar_months", owed_by="safeguarding", source=sources.HMIC_KENT_2014, confidence="S", timer=56,
    ),
    Later(
        code="QUALITY_SAMPLE", what="Listen again to a sample of calls on the month's theme",
        figures=(T.QUALITY_SAMPLE,),
        clock="calendar_months", owed_by="control_room_supervisor", source=sources.HMIC_KENT_2014, confidence="S",
        timer=57,
    ),
)
