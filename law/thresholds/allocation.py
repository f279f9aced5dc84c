"""Figures of allocating an investigation."""

from law import sources
from law.thresholds.figure import always, figure

ALLOCATE_INVESTIGATION = figure(
    "ALLOCATE_INVESTIGATION",
    "hours",
    "decide who investigates, from the recording of the crime",
    always(24, sources.OURS_RECOMMENDATION_8 + "; the number of hours is local", "L"),
)
ALLOCATE_AGAIN = figure(
    "ALLOCATE_AGAIN",
    "hours",
    "decide again who investigates, once the case has outgrown whoever does",
    always(8, sources.OURS_RECOMMENDATION_8 + "; the number of hours is local", "L"),
)
