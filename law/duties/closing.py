"""Duties before an incident is closed: a second person decides on the qualifier, and a crime is recorded."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DECIDE_QUALIFIER",
        what="Decide, as a second person, whether this report is no domestic abuse after all",
        opens_on=("incidents.qualifier_questioned",),
        met_by=("incidents.qualifier_removed", "incidents.qualifier_kept"),
        within=T.DECIDE_QUALIFIER,
        clock="elapsed_hours",
        owed_by="control_room_supervisor",
        needs="QUALIFIER_DECIDE",
        source=sources.HMIC_KENT_2014,
        confidence="S",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        evidence="The reason against each element, who decided, and why",
    ),
    Rule(
        code="RECORD_CRIME",
        what="Record the crime under its number, or why there is none",
        opens_on=("incidents.call_logged",),
        when={"domestic": True},
        met_by=("incidents.crime_recorded", "incidents.no_crime_found"),
        within=T.RECORD_CRIME,
        clock="elapsed_hours",
        owed_by="case_owner",
        needs="CRIME_RECORD",
        source=sources.COUNTING_RULES,
        confidence="G",
        per="subject",
        void_on=("incidents.qualifier_removed",),
        escalates_to=ladders.RESPONSE,
        timer=8,
        evidence="The crime number, or the reason why no crime was recorded",
    ),
)
