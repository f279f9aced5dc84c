"""Duties of lowering a level for a time: a second person decides, and at its end the risk is assessed again."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.phoned_in import closer_look
from law.duties.reassessment import BY_LEVEL, CLOCK_BY_LEVEL
from law.duties.rule import LEVEL_SET, ROSE, Rule

ENDED = "risk.downgrade_ended"
# What else sets a level: the end of another downgrade opens this duty itself.
RISING = tuple(event for event in LEVEL_SET if event != ENDED)

RULES: tuple[Rule, ...] = (
    Rule(
        code="DECIDE_DOWNGRADE",
        what="Agree to the lower level, or refuse it, as the second person",
        opens_on=("risk.downgrade_proposed",),
        met_by=("risk.downgrade_agreed", "risk.downgrade_refused"),
        void_on=(ENDED,),
        within=T.DECIDE_DOWNGRADE,
        clock="elapsed_hours",
        owed_by="arbiter",
        needs="RISK_ARBITRATE",
        source=sources.SAFELIVES_CRITERIA + "; the second person and the time are ours",
        confidence="D",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        evidence="Who agreed or refused, never who proposed, and why",
    ),
    closer_look(
        "SIGNED_LOWER",
        "Review the assessment: its supervisor signed it off below the author's grade",
        T.CRU_REVIEW_SIGNED_LOWER,
        5,
        phoned_in=False,
        left_out=0,
        lowered=False,
        below_author=True,
    ),
    Rule(
        code="REASSESS_DOWNGRADE_ENDED",
        what="Reassess the risk: the lower level has run out, and the higher one holds again",
        opens_on=(ENDED,),
        when={"how": "EXPIRED"},
        met_by=("risk.assessment_signed_off",),
        within=T.REASSESS_MEDIUM,
        within_by=BY_LEVEL,
        clock="elapsed_hours",
        clock_by=CLOCK_BY_LEVEL,
        sooner_on=RISING,
        when_on=dict.fromkeys(RISING, ROSE),
        owed_by="case_owner",
        needs="RISK_SUBMIT",
        source=sources.OURS,
        confidence="D",
        met_not_before=True,
        escalates_to=ladders.CASE,
        evidence="A signed-off assessment asked after the level returned",
    ),
)
