"""How long each kind of feed may be silent before somebody looks."""

from law import sources
from law.thresholds.figure import always, figure

FEED_CUSTODY_DAY = figure(
    "FEED_CUSTODY_DAY",
    "hours",
    "silence of a custody system that is an alarm, last heard by day (07:00 to 22:59)",
    always(6, sources.LOCAL, "L"),
)
FEED_CUSTODY_NIGHT = figure(
    "FEED_CUSTODY_NIGHT",
    "hours",
    "silence of a custody system that is an alarm, last heard at night",
    always(10, sources.LOCAL, "L"),
)
FEED_COURT = figure(
    "FEED_COURT",
    "working days",
    "silence of a court feed that is an alarm",
    always(1, sources.LOCAL, "L"),
)
FEED_PRISON = figure(
    "FEED_PRISON",
    "working days",
    "silence of a prison or probation feed that is an alarm",
    always(3, sources.LOCAL, "L"),
)
FEED_SILENT = figure(
    "FEED_SILENT",
    "hours",
    "find out why a feed fell silent, and who rings the custody suite meanwhile",
    always(1, sources.OURS_RECOMMENDATION_12, "D"),
)
