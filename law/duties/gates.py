"""What must be so before something else may happen. Policies refuse; there is no time to count."""

from law import sources
from law import thresholds as T
from law.duties.rule import Gate

GATES: tuple[Gate, ...] = (
    Gate(
        code="CONNECTION_ANSWERED",
        what="Harassment or stalking: answer whether the parties are connected or were partners",
        before="the grade of the call is saved", owed_by="control_room_operator", source=sources.OURS_HARASSMENT,
        confidence="D", timer=4,
    ),
    Gate(
        code="REGRADE_DROPPED_CALL", what="The call was cut off: look at its grade again",
        before="anything else is done on the call", owed_by="control_room_operator", source=sources.APP_CALL,
        confidence="V", timer=5,
    ),
    Gate(
        code="OWNERSHIP_BY_ACCEPTANCE", what="The receiving officer accepts the case",
        before="the giver is released from it", owed_by="offered_to", source=sources.APP_FIRST_RESPONSE, confidence="V",
    ),
    Gate(
        code="VIEWS_SOUGHT", what="Seek the victim's views on conditions, or record why that was not practicable",
        before="bail is granted or its conditions are changed", owed_by="case_owner", source=sources.BAIL_GUIDANCE,
        confidence="V", timer=31,
    ),
    Gate(
        code="BAIL_TO_INSPECTOR", what="An inspector authorises bail beyond the first period",
        before="bail runs past its first period", owed_by="inspector", source=sources.BAIL_2022, confidence="G",
        figures=(T.BAIL_FIRST_PERIOD, T.BAIL_INSPECTOR), timer=33,
    ),
    Gate(
        code="BAIL_TO_SUPERINTENDENT", what="A superintendent authorises bail beyond what an inspector may give",
        before="bail runs past the inspector's limit", owed_by="inspector", source=sources.BAIL_2022, confidence="V",
        figures=(T.BAIL_SUPERINTENDENT,), timer=34,
    ),
    Gate(
        code="BAIL_TO_COURT", what="A magistrates' court extends bail beyond what the police may give",
        before="bail runs past the superintendent's limit, or twelve months in an exceptionally complex case",
        owed_by="case_owner", source=sources.BAIL_2022, confidence="V", figures=(T.BAIL_COMPLEX,), timer=35,
    ),
    Gate(
        code="NOTICE_CONSIDERED", what="Consider a protection notice and record the decision",
        before="a suspect is released under investigation, with no conditions", owed_by="case_owner",
        source=sources.OURS_RECOMMENDATION_12, confidence="D",
    ),
    Gate(
        code="NO_LOWER_THAN_VISIBLE", what="Professional judgement may raise a visible high risk, never lower it",
        before="an assessment is signed off or a grade reviewed", owed_by="sergeant", source=sources.SAFELIVES_CRITERIA,
        confidence="V", figures=(T.VISIBLE_HIGH_RISK,),
    ),
)
