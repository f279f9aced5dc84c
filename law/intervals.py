"""How often the risk is assessed anew though nothing is known to have changed: profiles of which a force chooses one.

A profile is data. A force chooses one from a day on; until its first the default holds. From that day on every open
case with a level follows it, counted from when its level was last decided.
"""

from dataclasses import dataclass
from datetime import date

from law import sources
from law import thresholds as T
from law.thresholds.figure import Threshold

EXTREME = "EXTREME"
"""Visible high risk, where a profile has a time of its own for it."""


@dataclass(frozen=True)
class Profile:
    """One policy: its figure for each level, and for visible high risk where that has its own."""

    code: str
    title: str
    source: str
    figures: dict[str, Threshold]

    def interval(self, level: str, *, visible_high_risk: bool) -> str:
        """The code of the interval for a level: profile and level, or '' where the level has none."""
        at = EXTREME if visible_high_risk and level == "HIGH" and EXTREME in self.figures else level
        return f"{self.code}_{at}" if at in self.figures else ""


KENT = Profile(
    "KENT",
    "Kent: 7, 28 and 90 days",
    sources.LOCAL,
    {"HIGH": T.REASSESS_KENT_HIGH, "MEDIUM": T.REASSESS_KENT_MEDIUM, "STANDARD": T.REASSESS_KENT_STANDARD},
)
SPAIN = Profile(
    "SPAIN",
    "Spain: 72 hours, 7, 30 and 60 days",
    sources.VIOGEN,
    {
        EXTREME: T.REASSESS_SPAIN_EXTREME,
        "HIGH": T.REASSESS_SPAIN_HIGH,
        "MEDIUM": T.REASSESS_SPAIN_MEDIUM,
        "STANDARD": T.REASSESS_SPAIN_STANDARD,
    },
)
PROFILES: dict[str, Profile] = {profile.code: profile for profile in (KENT, SPAIN)}
"""Every profile that ships, by its code."""

DEFAULT = KENT
"""Holds in a force until it chooses one, so that no level stands for ever unasked."""

FIGURES: dict[str, Threshold] = {
    f"{profile.code}_{level}": figure for profile in PROFILES.values() for level, figure in profile.figures.items()
}
"""The figure of every interval."""


def same_time(one: str, other: str, day: date) -> bool:
    """Whether two intervals allow the same time on a day; '' and what is no longer an interval allow none."""
    first, second = FIGURES.get(one), FIGURES.get(other)
    if first is None or second is None:
        return first is second
    return (first.on(day), first.unit) == (second.on(day), second.unit)
