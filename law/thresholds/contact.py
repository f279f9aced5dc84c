"""Figures of reaching the victim safely, and of keeping in touch."""

from law import sources
from law.thresholds.figure import always, figure

ASK_SAFE_CONTACT = figure(
    "ASK_SAFE_CONTACT",
    "hours",
    "ask the victim how they can be reached safely, from attendance or since the case was opened again",
    always(24, sources.OURS_SAFE_CONTACT, "D"),
)
SAFE_CONTACT_STALE = figure(
    "SAFE_CONTACT_STALE",
    "days",
    "what the victim said of safe contact may be trusted",
    always(30, sources.OURS_SAFE_CONTACT, "D"),
)
SAFE_CONTACT_UNSAFE = figure(
    "SAFE_CONTACT_UNSAFE",
    "hours",
    "find another way of contact when one turns out to be shared with the suspect",
    always(4, sources.OURS_SAFE_CONTACT, "D"),
)
KEEP_IN_TOUCH_HIGH = figure(
    "KEEP_IN_TOUCH_HIGH",
    "days",
    "speak with a victim at high risk again",
    always(7, sources.LOCAL, "L"),
)
KEEP_IN_TOUCH_MEDIUM = figure(
    "KEEP_IN_TOUCH_MEDIUM",
    "days",
    "speak with a victim at medium risk again",
    always(28, sources.LOCAL, "L"),
)
KEEP_IN_TOUCH_STANDARD = figure(
    "KEEP_IN_TOUCH_STANDARD",
    "days",
    "speak with a victim at standard risk again",
    always(90, sources.LOCAL, "L"),
)
