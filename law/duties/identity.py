"""Duties about who is who and what is known of them: decide whether two records are one person, review a marker."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

DECIDED = "people.duplicate_decided"

RULES: tuple[Rule, ...] = (
    Rule(
        code="REVIEW_DUPLICATE",
        what="Decide whether two records are one person: until then neither shows the other's history",
        opens_on=("people.duplicate_found", "people.duplicate_reopened"),
        met_by=(DECIDED,),
        within=T.REVIEW_DUPLICATE,
        clock="working_days",
        owed_by="duplicate_reviewer",
        needs="PERSON_MERGE",
        source=sources.OURS,
        confidence="D",
        per="subject",
        escalates_to=ladders.SPECIALIST,
        evidence="Who decided, what, and why",
    ),
    Rule(
        code="REVIEW_DUPLICATES_SEARCHED",
        what="Work through the pairs of records that a search of many people found",
        opens_on=("people.duplicates_searched",),
        met_by=("people.duplicates_worked_through",),
        within=T.REVIEW_DUPLICATES_SEARCHED,
        clock="calendar_days",
        owed_by="duplicate_reviewer",
        needs="PERSON_MERGE",
        source=sources.OURS,
        confidence="D",
        per="subject",
        escalates_to=ladders.SPECIALIST,
        evidence="The decision on the last pair",
    ),
    Rule(
        code="REVIEW_MARKER",
        what="Confirm the marker, or end it: its time is up",
        opens_on=("people.marker_set", "people.marker_confirmed"),
        met_by=("people.marker_confirmed", "people.marker_ended"),
        within=T.MARKER_REVIEW,
        clock="calendar_days",
        starts="expires_on",
        owed_by="named",
        needs="MARKER_SET",
        source=sources.OURS,
        confidence="D",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        evidence="Who confirmed or ended it, and why",
    ),
)
