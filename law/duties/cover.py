"""Duties of unbroken cover: somebody stands in, knows it, and no case belongs to nobody who can be reached."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="COVER_CASE",
        what="The owner of this case cannot be reached: move it to somebody who can",
        opens_on=("incidents.owner_unreachable",),
        met_by=("incidents.case_moved", "incidents.case_accepted"),
        void_on=("incidents.case_closed",),
        within=T.COVER_CASE,
        clock="elapsed_hours",
        owed_by="sergeant",
        source=sources.OURS_RECOMMENDATION_11,
        confidence="D",
        escalates_to=ladders.SUPERVISOR,
        evidence="The new owner",
    ),
    Rule(
        code="ACKNOWLEDGE_COVER",
        what="Look at what you now answer for, because somebody left, is away or is back",
        opens_on=("accounts.cover_given",),
        met_by=("accounts.cover_acknowledged",),
        within=T.ACKNOWLEDGE_COVER,
        clock="end_of_tour",
        owed_by="offered_to",
        source=sources.OURS_RECOMMENDATION_11,
        confidence="D",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        evidence="Who looked, and when",
    ),
    Rule(
        code="FIND_DEPUTY",
        what="Somebody is away and nobody could take over: find a deputy",
        opens_on=("accounts.cover_failed",),
        met_by=("accounts.cover_given", "accounts.officer_returned"),
        within=T.COVER_CASE,
        clock="elapsed_hours",
        owed_by="control_room_supervisor",
        source=sources.OURS_RECOMMENDATION_11,
        confidence="D",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        evidence="Who stands in",
    ),
)
