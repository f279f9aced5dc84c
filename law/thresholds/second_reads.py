"""Figures of the specialists' review: second reads, arbitration, and the sample."""

from law import sources
from law.thresholds.figure import always, figure

READ_TWICE = figure(
    "READ_TWICE",
    "in 100",
    "of the assessments that a specialist reads, so many are read by a second one who does not see the first grade",
    always(10, sources.OURS_RECOMMENDATION_9, "D"),
)
SECOND_READ = figure(
    "SECOND_READ",
    "hours",
    "second specialist reads the assessment, after the first",
    always(24, sources.OURS_RECOMMENDATION_9, "D"),
)
ARBITRATE = figure(
    "ARBITRATE",
    "hours",
    "arbiter decides between two reads that disagree",
    always(24, sources.OURS_RECOMMENDATION_9, "D"),
)
CRU_REVIEW_SAMPLE = figure(
    "CRU_REVIEW_SAMPLE",
    "working days",
    "specialist review of an assessment drawn by lot, corrected, or graded otherwise than the answers say",
    always(5, sources.OURS_RECOMMENDATION_9, "D"),
)
