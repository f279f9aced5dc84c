"""Figures of assessments that were telephoned to a typist, or that left further questions out."""

from law import sources
from law.thresholds.figure import always, figure

CONFIRM_ASSESSMENT = figure(
    "CONFIRM_ASSESSMENT",
    "hours",
    "the officer who telephoned the answers confirms what was typed",
    always(24, sources.HMIC_KENT_2014 + ", recommendation 5; the time is our own", "D"),
)
CRU_REVIEW_PHONED_IN = figure(
    "CRU_REVIEW_PHONED_IN",
    "hours",
    "specialist review of a telephoned assessment, at any level",
    always(72, sources.HMIC_KENT_2014 + ", recommendation 5; the time is our own", "D"),
)
CRU_REVIEW_LOWERED = figure(
    "CRU_REVIEW_LOWERED",
    "hours",
    "specialist review of an assessment that lowers the level of the case",
    always(72, sources.OURS, "D"),
)
CRU_REVIEW_LEFT_OUT = figure(
    "CRU_REVIEW_LEFT_OUT",
    "hours",
    "specialist review where further questions were opened and not asked",
    always(72, sources.HMIC_KENT_2014 + ", recommendation 4; the time is our own", "D"),
)
