"""Duties of the review that scales: the sample, the second read, and the arbiter."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

READ, REVIEWED = "risk.read_in", "risk.grade_reviewed"
PLAIN = {"grade": "STANDARD", "children": False, "phoned_in": False}

RULES: tuple[Rule, ...] = (
    Rule(
        code="CRU_REVIEW_SAMPLE",
        what="Review the assessment: it was drawn by lot, corrected, or graded otherwise than the answers say",
        opens_on=("risk.assessment_signed_off",),
        # Whatever is to be reviewed and no other rule brings to the unit, so that nothing waits there without a clock.
        when={"needs_review": True, **PLAIN, "left_out": 0, "lowered": False, "below_author": False},
        met_by=(REVIEWED,),
        within=T.CRU_REVIEW_SAMPLE,
        clock="working_days",
        owed_by="reviewer",
        needs="RISK_REVIEW",
        source=sources.OURS_RECOMMENDATION_9,
        confidence="D",
        escalates_to=ladders.SPECIALIST,
        evidence="Who read it, the level, and why",
    ),
    Rule(
        code="SECOND_READ",
        what="Read the assessment as the second reader, without knowing the first grade",
        opens_on=(READ,),
        when={"place": 1},
        met_by=(READ, REVIEWED),
        void_on=("risk.read_set_aside",),
        within=T.SECOND_READ,
        clock="elapsed_hours",
        owed_by="second_reader",
        needs="RISK_REVIEW",
        source=sources.OURS_RECOMMENDATION_9,
        confidence="D",
        escalates_to=ladders.SPECIALIST,
        evidence="Who read it second, and when",
    ),
    Rule(
        code="ARBITRATE",
        what="Decide between two reads of an assessment that disagree",
        opens_on=("risk.reads_disagreed",),
        met_by=(REVIEWED,),
        within=T.ARBITRATE,
        clock="elapsed_hours",
        owed_by="arbiter",
        needs="RISK_ARBITRATE",
        source=sources.OURS_RECOMMENDATION_9,
        confidence="D",
        escalates_to=ladders.SUPERVISOR,
        evidence="Who decided, which level, and why",
    ),
)
