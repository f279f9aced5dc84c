"""Figures of a counter-allegation."""

from law import sources
from law.thresholds.figure import always, figure

AGGRESSOR = figure(
    "AGGRESSOR",
    "hours",
    "sign who the primary aggressor is, where two people accuse each other",
    always(24, sources.APP_SUPERVISOR + "; the number of hours is ours", "D"),
)
AGGRESSOR_CHECK = figure(
    "AGGRESSOR_CHECK",
    "hours",
    "a supervisor looks at who was signed to be the primary aggressor",
    always(24, sources.APP_SUPERVISOR + "; the number of hours is ours", "D"),
)
