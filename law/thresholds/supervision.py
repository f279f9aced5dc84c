"""Figures of live supervision in the control room, and of looking back at what was done there."""

from law import sources
from law.thresholds.figure import always, figure

SEND_IMMEDIATE = figure(
    "SEND_IMMEDIATE",
    "minutes",
    "send a unit to an immediate call",
    always(3, sources.OURS_RECOMMENDATION_1, "D"),
)
SEND_HIGH = figure(
    "SEND_HIGH",
    "minutes",
    "send a unit to a high (priority) call",
    always(15, sources.OURS_RECOMMENDATION_1, "D"),
)
SEND_SCHEDULED = figure(
    "SEND_SCHEDULED",
    "minutes",
    "send a unit to a scheduled call, which is an exception for domestic abuse",
    always(1440, sources.OURS_RECOMMENDATION_1, "D"),
)
TOUR_BEGINS = figure(
    "TOUR_BEGINS",
    "o'clock",
    "first tour of the day in the control room begins, London time",
    always(7, sources.LOCAL, "L"),
)
TOUR_HOURS = figure(
    "TOUR_HOURS",
    "hours",
    "length of a tour in the control room, by the clock on the wall",
    always(8, sources.LOCAL, "L"),
)
QUALITY_SAMPLE = figure(
    "QUALITY_SAMPLE",
    "months",
    "look back at a sample of work on a theme, each month",
    always(1, sources.HMIC_KENT_2014, "S"),
)
QUALITY_SIZE = figure(
    "QUALITY_SIZE",
    "records",
    "size of the sample of a month and theme",
    always(10, sources.OURS_RECOMMENDATION_1, "D"),
)
FEEDBACK_READ = figure(
    "FEEDBACK_READ",
    "days",
    "read what was found in one's own work",
    always(14, sources.OURS, "D"),
)
SMALL_NUMBER = figure(
    "SMALL_NUMBER",
    "records",
    "fewer than these are not shown as a share",
    always(5, sources.OURS, "D"),
)
