"""Duties of a dispute about a risk grade: an arbiter who is neither party decides in time, and both are told."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

DECIDED = "risk.dispute_decided"


def _read(suffix: str, side: str, owed_by: str) -> Rule:
    """One of the two reads how it was decided."""
    return Rule(
        code=f"READ_DISPUTE_{suffix}",
        what="Read how the dispute about the risk grade was decided, and why",
        opens_on=(DECIDED,),
        met_by=("risk.dispute_read",),
        met_when={"side": side},
        within=T.READ_DISPUTE,
        clock="elapsed_hours",
        owed_by=owed_by,
        needs="CASE_READ",
        source=sources.OURS_RECOMMENDATION_8,
        confidence="D",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        evidence="Who read it, and when",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="DECIDE_DISPUTE",
        what="Decide, as an arbiter who is neither party, which risk grade holds",
        opens_on=("risk.grade_disputed",),
        met_by=(DECIDED,),
        void_on=("risk.dispute_ended_by_review",),
        within=T.DECIDE_DISPUTE,
        clock="elapsed_hours",
        owed_by="arbiter",
        needs="RISK_ARBITRATE",
        source=sources.OURS_RECOMMENDATION_8,
        confidence="D",
        per="subject",
        escalates_to=ladders.SPECIALIST,
        evidence="Who decided, which grade, and why",
    ),
    _read("RAISED", "RAISED", "named"),
    _read("GRADED", "GRADED", "offered_to"),
)
