"""Figures of the evidence of the first hours."""

from law import sources
from law.thresholds.figure import always, figure

EVIDENCE = figure(
    "EVIDENCE",
    "hours",
    "say what became of each piece of evidence, within the tour",
    always(10, sources.HMIC_KENT_2014 + ", recommendations 6 and 7; the number of hours is ours", "D"),
)
PHOTOGRAPHS_KEPT = figure(
    "PHOTOGRAPHS_KEPT",
    "hours",
    "say, after an appointment for photographs, whether it was kept",
    always(4, sources.HMIC_KENT_2014 + ", recommendation 7; the number of hours is ours", "D"),
)
PHOTOGRAPHS_AGAIN = figure(
    "PHOTOGRAPHS_AGAIN",
    "hours",
    "offer another way after an appointment for photographs was missed: bruises fade",
    always(24, sources.HMIC_KENT_2014 + ", recommendation 7; the number of hours is ours", "D"),
)
