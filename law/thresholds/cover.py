"""Figures of who answers for a case, and of standing in for somebody."""

from law import sources
from law.thresholds.figure import always, figure

COVER_CASE = figure(
    "COVER_CASE",
    "hours",
    "find another owner for a case whose owner cannot be reached",
    always(1, sources.OURS_RECOMMENDATION_11, "D"),
)
RECORD_ADDRESS = figure(
    "RECORD_ADDRESS",
    "hours",
    "see to it that an officer who answers for victims can be told of what waits",
    always(24, sources.OURS_RECOMMENDATION_11, "D"),
)
CHASE_TRANSFER = figure(
    "CHASE_TRANSFER",
    "hours",
    "have another force accept a case or refuse it; until then it is ours",
    always(24, sources.OURS_RECOMMENDATION_11, "D"),
)
FINISH_TRANSFER = figure(
    "FINISH_TRANSFER",
    "days",
    "finish what stayed here of a case that another force has accepted",
    always(7, sources.OURS_RECOMMENDATION_11, "D"),
)
TELL_OTHER_FORCE = figure(
    "TELL_OTHER_FORCE",
    "hours",
    "tell the force that has a case of a new report here",
    always(4, sources.OURS_RECOMMENDATION_11, "D"),
)
TELL_NEW_OWNER = figure(
    "TELL_NEW_OWNER",
    "working days",
    "let the victim know who answers for her case now, in another force",
    always(1, sources.OURS_RECOMMENDATION_11, "D"),
)
ACKNOWLEDGE_COVER = figure(
    "ACKNOWLEDGE_COVER",
    "hours",
    "look at what was given to you because somebody left or is away",
    always(10, sources.OURS_RECOMMENDATION_11, "D"),
)
