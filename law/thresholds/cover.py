"""Figures of who answers for a case, and of standing in for somebody."""

from law import sources
from law.thresholds.figure import always, figure

COVER_CASE = figure(
    "COVER_CASE",
    "hours",
    "find another owner for a case whose owner cannot be reached",
    always(1, sources.OURS_RECOMMENDATION_11, "D"),
)
ACKNOWLEDGE_COVER = figure(
    "ACKNOWLEDGE_COVER",
    "hours",
    "look at what was given to you because somebody left or is away",
    always(10, sources.OURS_RECOMMENDATION_11, "D"),
)
