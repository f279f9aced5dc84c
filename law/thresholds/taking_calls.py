"""Figures of taking a call: how long it may stay typed and not logged, and how soon one cut off is regraded."""

from law import sources
from law.thresholds.figure import always, figure

LOG_DRAFT = figure(
    "LOG_DRAFT",
    "minutes",
    "log a call that was begun, or say why it is none",
    always(10, sources.OURS_UNFINISHED_CALL, "D"),
)
