"""Duties of whoever takes the call, before anything else is done about it."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="REGRADE_CUT_OFF",
        what="The call was cut off: look at its grade again, and keep or change it",
        opens_on=("incidents.call_logged",),
        when={"dropped": True},
        met_by=("incidents.grade_confirmed", "incidents.regraded"),
        within=T.REGRADE_CUT_OFF,
        clock="elapsed_minutes",
        starts="recorded_at",
        owed_by="control_room_operator",
        needs="CALL_REGRADE",
        source=sources.APP_CALL,
        confidence="V",
        per="subject",
        escalates_to=ladders.CONTROL_ROOM,
        evidence="Who looked at the grade again, what they decided, and when",
    ),
    Rule(
        code="LOG_CALL_DRAFT",
        what="Log the call that was begun, or say why it is none",
        opens_on=("incidents.call_draft_started",),
        met_by=("incidents.call_draft_logged",),
        void_on=("incidents.call_draft_discarded",),
        within=T.LOG_DRAFT,
        clock="elapsed_minutes",
        owed_by="control_room_operator",
        needs="CALL_LOG",
        source=sources.OURS_UNFINISHED_CALL,
        confidence="D",
        per="subject",
        escalates_to=ladders.CONTROL_ROOM,
        evidence="The call that it became, or who discarded it and why",
    ),
)
