"""Figures of identity: how soon it is decided whether two records are one person."""

from law import sources
from law.thresholds.figure import always, figure

REVIEW_DUPLICATE = figure(
    "REVIEW_DUPLICATE",
    "working days",
    "decide whether two records are one person, where a report or an open case is concerned",
    always(2, sources.OURS, "D"),
)
REVIEW_DUPLICATES_SEARCHED = figure(
    "REVIEW_DUPLICATES_SEARCHED",
    "days",
    "work through the pairs of records that an import or another search of many people found",
    always(90, sources.OURS, "D"),
)
