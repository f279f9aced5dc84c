"""Figures of taking a call: how long it may stay typed and not logged, and how soon one cut off is regraded."""

from law import sources
from law.thresholds.figure import always, figure

REGRADE_CUT_OFF = figure(
    "REGRADE_CUT_OFF",
    "minutes",
    "look again at the grade of a call that was cut off: at once",
    always(2, sources.APP_CALL + "; the number of minutes is ours", "D"),
)
LOG_DRAFT = figure(
    "LOG_DRAFT",
    "minutes",
    "log a call that was begun, or say why it is none",
    always(10, sources.OURS_UNFINISHED_CALL, "D"),
)
