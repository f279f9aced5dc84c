"""Duties of allocating an investigation: a supervisor decides who investigates, and again when the case outgrows it."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import OUTGROWN, Rule

ALLOCATED = ("incidents.investigation_allocated",)
CLOSED = ("incidents.case_closed",)


def _allocate(
    code: str,
    what: str,
    opens_on: str,
    within: T.Threshold,
    *,
    met_by: tuple[str, ...] = ALLOCATED,
    void_on: tuple[str, ...] = CLOSED,
) -> Rule:
    """A supervisor decides who investigates."""
    return Rule(
        code=code,
        what=what,
        opens_on=(opens_on,),
        met_by=met_by,
        void_on=void_on,
        within=within,
        clock="elapsed_hours",
        owed_by="sergeant",
        needs="INVESTIGATION_ALLOCATE",
        source=sources.OURS_RECOMMENDATION_8,
        confidence="L",
        escalates_to=ladders.SUPERVISOR,
        evidence="Who investigates, who decided, and why where it is not what was suggested",
    )


RULES: tuple[Rule, ...] = (
    _allocate(
        "ALLOCATE_INVESTIGATION",
        "Decide who investigates: by how serious the offence is as well as by risk",
        "incidents.crime_recorded",
        T.ALLOCATE_INVESTIGATION,
    ),
    _allocate(
        "ALLOCATE_AGAIN",
        "Decide again who investigates: the case needs more skill now than whoever has it",
        OUTGROWN,
        T.ALLOCATE_AGAIN,
    ),
    _allocate(
        "NAME_INVESTIGATOR",
        "Whoever investigates cannot be reached: name somebody who can",
        "incidents.investigator_unreachable",
        T.ALLOCATE_AGAIN,
        met_by=(*ALLOCATED, "incidents.investigator_moved"),
        void_on=(*CLOSED, "incidents.case_transferred", "incidents.investigator_reachable"),
    ),
)
