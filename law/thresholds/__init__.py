"""Every figure with legal weight: code, value, unit, since when, and source.

A figure appears once. A new figure is a new dated line; an old line is never edited, so an old case still
explains itself. Ask for the figure of the day of the event: `TELL_VICTIM.on(day)`.
"""

from law.thresholds.allocation import *  # noqa: F403
from law.thresholds.assessment import *  # noqa: F403
from law.thresholds.calls import *  # noqa: F403
from law.thresholds.checks import *  # noqa: F403
from law.thresholds.children import *  # noqa: F403
from law.thresholds.closing import *  # noqa: F403
from law.thresholds.contact import *  # noqa: F403
from law.thresholds.counter import *  # noqa: F403
from law.thresholds.cover import *  # noqa: F403
from law.thresholds.custody import *  # noqa: F403
from law.thresholds.downgrades import *  # noqa: F403
from law.thresholds.evaluation import *  # noqa: F403
from law.thresholds.evidence import *  # noqa: F403
from law.thresholds.feeds import *  # noqa: F403
from law.thresholds.figure import CONFIDENCE, FIRST_DAY, NoFigure, Since, Threshold
from law.thresholds.firearms import *  # noqa: F403
from law.thresholds.grade_disputes import *  # noqa: F403
from law.thresholds.identity import *  # noqa: F403
from law.thresholds.intervals import *  # noqa: F403
from law.thresholds.measures import *  # noqa: F403
from law.thresholds.oversight import *  # noqa: F403
from law.thresholds.phoned_in import *  # noqa: F403
from law.thresholds.planning import *  # noqa: F403
from law.thresholds.second_reads import *  # noqa: F403
from law.thresholds.supervision import *  # noqa: F403
from law.thresholds.taking_calls import *  # noqa: F403
from law.thresholds.victims import *  # noqa: F403
from law.thresholds.witness_care import *  # noqa: F403

ALL: dict[str, Threshold] = {
    threshold.code: threshold for threshold in list(globals().values()) if isinstance(threshold, Threshold)
}
"""Every figure by its code."""

__all__ = ["ALL", "CONFIDENCE", "FIRST_DAY", "NoFigure", "Since", "Threshold", *sorted(ALL)]
