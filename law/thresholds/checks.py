"""Figures of the checks on a call, and of handing one to somebody else."""

from law import sources
from law.thresholds.figure import always, figure

CHECKS = figure(
    "CHECKS",
    "minutes",
    "answer every check of a call, so that the unit knows before it knocks",
    always(15, sources.HMIC_KENT_2014 + "; the number of minutes is ours", "D"),
)
CHECK_ACCEPT = figure(
    "CHECK_ACCEPT",
    "minutes",
    "say whether one takes over a check that was handed over",
    always(10, sources.OURS, "D"),
)
CHECK_TAKEN_OVER = figure(
    "CHECK_TAKEN_OVER",
    "minutes",
    "answer a check that one has taken over",
    always(60, sources.OURS, "D"),
)
