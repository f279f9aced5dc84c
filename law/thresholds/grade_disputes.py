"""Figures of a dispute about a risk grade."""

from law import sources
from law.thresholds.figure import always, figure

DECIDE_DISPUTE = figure(
    "DECIDE_DISPUTE",
    "hours",
    "an arbiter decides between two grades; the higher one holds until then",
    always(24, sources.OURS_RECOMMENDATION_8 + "; the number of hours is local", "L"),
)
READ_DISPUTE = figure(
    "READ_DISPUTE",
    "hours",
    "read how a dispute about a risk grade was decided",
    always(24, sources.OURS_RECOMMENDATION_8 + "; the number of hours is local", "L"),
)
