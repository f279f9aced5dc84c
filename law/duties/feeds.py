"""Silence is an alarm: a feed that has stopped tells nobody that it has."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="FEED_SILENT",
        what="A feed has fallen silent: find out why, and who asks custody, court or prison meanwhile",
        opens_on=("custody.feed_silent",),
        met_by=("custody.feed_heard",),
        within=T.FEED_SILENT,
        clock="elapsed_hours",
        owed_by="control_room_supervisor",
        needs="FEED_READ",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per="subject",
        void_on=("custody.feed_set",),
        escalates_to=ladders.SUPERVISOR,
        evidence="The next message of the feed, which ends the duty by itself",
    ),
)
