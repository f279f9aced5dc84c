"""Figures of a firearms certificate that is found in a call."""

from law import sources
from law.thresholds.figure import always, figure

NUMBER_IS_OURS = sources.HMIC_KENT_2014 + "; the number is ours"

RELAY_FIREARMS = figure(
    "RELAY_FIREARMS",
    "minutes",
    "tell the attending unit of a firearms certificate, before it arrives",
    always(10, sources.HMIC_KENT_2014 + "; the number of minutes is ours", "D"),
)
FIREARMS_LATER = figure(
    "FIREARMS_LATER",
    "minutes",
    "acknowledge a certificate that was found after somebody had attended",
    always(60, NUMBER_IS_OURS, "D"),
)
FIREARMS_REVIEW = figure(
    "FIREARMS_REVIEW",
    "minutes",
    "an inspector decides how to go to an address with a firearms certificate",
    always(15, NUMBER_IS_OURS, "D"),
)
FIREARMS_REFER = figure(
    "FIREARMS_REFER",
    "hours",
    "ask firearms licensing for a review, or say why a unit was not told",
    always(24, NUMBER_IS_OURS, "D"),
)
FIREARMS_OUTCOME = figure(
    "FIREARMS_OUTCOME",
    "working days",
    "learn from firearms licensing what became of a certificate",
    always(5, NUMBER_IS_OURS, "D"),
)
