"""Figures of looking back at an instrument: what counts as an outcome, and which numbers are too small to show."""

from law import sources
from law.thresholds.figure import always, figure

OUTCOME_MONTHS = figure(
    "OUTCOME_MONTHS",
    "months",
    "after an assessment in which a further report counts as its outcome; follow-up must be whole",
    always(12, sources.OURS, "D"),
)
OUTCOME_RANK = figure(
    "OUTCOME_RANK",
    "rank of severity",
    "least rank of a further report that counts as an outcome: violence used",
    always(4, sources.OURS, "D"),
)
SMALL_GROUP = figure(
    "SMALL_GROUP",
    "people",
    "least number that is shown in a table about groups of people; smaller ones are left out",
    always(10, sources.OURS, "L"),
)
