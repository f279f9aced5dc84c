"""Figures of closing an incident."""

from law import sources
from law.thresholds.figure import always, figure

DECIDE_QUALIFIER = figure(
    "DECIDE_QUALIFIER",
    "hours",
    "a second person decides whether a report is no domestic abuse after all",
    always(24, sources.HMIC_KENT_2014 + " (officers asked to close as not domestic); the number is ours", "D"),
)
