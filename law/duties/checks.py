"""Duties of the checks: the control room answers them all, unless somebody takes one over and says so."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DO_CHECKS",
        what="Answer every check of this call: records, national systems, orders, bail, firearms, children",
        opens_on=("incidents.call_logged", "incidents.checks_listed"),
        when={"domestic": True},
        met_by=("incidents.checks_done",),
        within=T.CHECKS,
        clock="elapsed_minutes",
        starts="recorded_at",
        owed_by="control_room_operator",
        needs="CHECK_ANSWER",
        source=sources.HMIC_KENT_2014,
        confidence="S",
        per="subject",
        escalates_to=ladders.CONTROL_ROOM,
        evidence="The answer to each check, by whom and when",
    ),
    Rule(
        code="ACCEPT_CHECK",
        what="Take over this check, or say why not: until then it stays where it is",
        opens_on=("incidents.check_offered",),
        met_by=("incidents.check_accepted", "incidents.check_refused"),
        within=T.CHECK_ACCEPT,
        clock="elapsed_minutes",
        owed_by="offered_to",
        needs="CHECK_ANSWER",
        source=sources.HMIC_KENT_2014,
        confidence="S",
        per="subject",
        void_on=("incidents.check_answered",),
        escalates_to=ladders.CONTROL_ROOM,
        evidence="Who took it over, or why not",
    ),
    Rule(
        code="DO_CHECK_TAKEN_OVER",
        what="Answer the check that you took over",
        opens_on=("incidents.check_accepted",),
        met_by=("incidents.check_answered",),
        within=T.CHECK_TAKEN_OVER,
        clock="elapsed_minutes",
        owed_by="named",
        needs="CHECK_ANSWER",
        source=sources.HMIC_KENT_2014,
        confidence="S",
        per="subject",
        renews_on=("incidents.check_accepted",),
        escalates_to=ladders.CONTROL_ROOM,
        evidence="The answer, by whom and when",
    ),
)
