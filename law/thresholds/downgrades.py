"""Figures of lowering a level for a time."""

from law import sources
from law.thresholds.figure import always, figure

DOWNGRADE_LONGEST = figure(
    "DOWNGRADE_LONGEST",
    "days",
    "after which at the latest a lowered level returns by itself",
    always(28, sources.OURS, "D"),
)
DECIDE_DOWNGRADE = figure(
    "DECIDE_DOWNGRADE",
    "hours",
    "a second person agrees to a lower level, or refuses it",
    always(24, sources.OURS, "D"),
)
CRU_REVIEW_SIGNED_LOWER = figure(
    "CRU_REVIEW_SIGNED_LOWER",
    "hours",
    "specialist review of an assessment that was signed off below its author's grade",
    always(72, sources.OURS, "D"),
)
