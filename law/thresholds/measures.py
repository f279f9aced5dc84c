"""Figures of checking safety plans."""

from law import sources
from law.thresholds.figure import always, figure

MEASURES_TO_CHECK = figure(
    "MEASURES_TO_CHECK",
    "measures",
    "drawn by lot each week for a supervisor to look whether they are in place",
    always(5, sources.OURS_RECOMMENDATION_11, "D"),
)
RESTORE_MEASURE = figure(
    "RESTORE_MEASURE",
    "hours",
    "put in place a measure that was recorded as done and was found missing",
    always(24, sources.OURS_RECOMMENDATION_11, "D"),
)
