"""The duty of live supervision: an incident that meets a criterion is looked at by a named supervisor."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

ACKNOWLEDGED = "incidents.criteria_acknowledged"

RULES: tuple[Rule, ...] = (
    Rule(
        code="SUPERVISE_INCIDENT",
        what="Look at the incident and acknowledge every criterion that it meets",
        opens_on=("incidents.criteria_met", ACKNOWLEDGED),
        # Absent once nothing waits: then the acknowledgement meets the duty and opens none.
        starts="waiting_since",
        met_by=(ACKNOWLEDGED,),
        met_when={"left": 0},
        # What still waits after an acknowledgement is owed from its own time on.
        renews_on=(ACKNOWLEDGED,),
        within=T.ACKNOWLEDGE_GRADE,
        clock="elapsed_minutes",
        owed_by="incident_supervisor",
        needs="SUPERVISE",
        source=sources.OURS_RECOMMENDATION_1,
        confidence="D",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        timer=7,
        evidence="Who looked at each criterion, what they decided, and when",
    ),
)
