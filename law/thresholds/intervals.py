"""Figures of how often the risk is assessed anew though nothing is known to have changed, in named profiles."""

from law import sources
from law.thresholds.figure import always, figure

REASSESS_KENT_HIGH = figure(
    "REASSESS_KENT_HIGH",
    "days",
    "assess a high-risk case anew, in the Kent profile",
    always(7, sources.LOCAL, "L"),
)
REASSESS_KENT_MEDIUM = figure(
    "REASSESS_KENT_MEDIUM",
    "days",
    "assess a medium-risk case anew, in the Kent profile",
    always(28, sources.LOCAL, "L"),
)
REASSESS_KENT_STANDARD = figure(
    "REASSESS_KENT_STANDARD",
    "days",
    "assess a standard-risk case anew, in the Kent profile",
    always(90, sources.LOCAL, "L"),
)
REASSESS_SPAIN_EXTREME = figure(
    "REASSESS_SPAIN_EXTREME",
    "hours",
    "assess a case of visible high risk anew, in the Spanish profile (there: extreme)",
    always(72, sources.VIOGEN, "G"),
)
REASSESS_SPAIN_HIGH = figure(
    "REASSESS_SPAIN_HIGH",
    "days",
    "assess a high-risk case anew, in the Spanish profile",
    always(7, sources.VIOGEN, "G"),
)
REASSESS_SPAIN_MEDIUM = figure(
    "REASSESS_SPAIN_MEDIUM",
    "days",
    "assess a medium-risk case anew, in the Spanish profile",
    always(30, sources.VIOGEN, "G"),
)
REASSESS_SPAIN_STANDARD = figure(
    "REASSESS_SPAIN_STANDARD",
    "days",
    "assess a standard-risk case anew, in the Spanish profile (there: low)",
    always(60, sources.VIOGEN, "G"),
)
