"""Figures of identity: how soon two records are decided upon, and how long a marker stands before it is looked at."""

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
MARKER_LONGEST = figure(
    "MARKER_LONGEST",
    "months",
    "a marker on a person, an address or a number is looked at again within this time",
    always(12, sources.OURS, "D"),
)
MARKER_REVIEW = figure(
    "MARKER_REVIEW",
    "days after the last day",
    "confirm or end a marker whose time is up",
    always(0, sources.OURS, "D"),
)
