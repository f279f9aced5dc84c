"""Regular dates, and timers of features whose events the record does not hold yet. Listed so that none is forgotten."""

from law import sources
from law import thresholds as T
from law.duties.rule import Later

CALENDAR_OR_LATER: tuple[Later, ...] = (
    Later(
        code="DEATH_REVIEW",
        what="Domestic abuse related death review: decide, then finish",
        figures=(T.DEATH_REVIEW_DECISION, T.DEATH_REVIEW_FINISH),
        clock="calendar_months",
        owed_by="safeguarding",
        source=sources.REVIEW_GUIDANCE,
        confidence="G",
        timer=52,
    ),
    Later(
        code="REVIEW_RECOMMENDATION",
        what="Death review recommendation: evidence of change",
        figures=(T.RECOMMENDATION_CHASE,),
        clock="calendar_months",
        owed_by="safeguarding",
        source=sources.HMIC_KENT_2014,
        confidence="L",
        timer=53,
    ),
)
