"""Duties of looking back: a sample on a theme each month, and feedback that its person reads."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule


def _sample(track: str, what: str, owed_by: str, timer: int | None = None) -> Rule:
    """The monthly sample of one kind of work."""
    return Rule(
        code=f"QUALITY_SAMPLE_{track}",
        what=what,
        opens_on=("oversight.round_begun",),
        when={"track": track},
        met_by=("oversight.round_finished",),
        within=T.QUALITY_SAMPLE,
        clock="calendar_months",
        starts="month",
        owed_by=owed_by,
        needs="QUALITY_CHECK",
        source=sources.HMIC_KENT_2014,
        confidence="S",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        timer=timer,
        evidence="Theme, seed, what was drawn, and the answers to every question",
    )


RULES: tuple[Rule, ...] = (
    _sample("CALLS", "Look back at this month's sample of calls on a theme", "control_room_supervisor", timer=57),
    _sample("MEASURES", "Look back at this month's sample of measures that are said to be done", "safeguarding"),
    Rule(
        code="READ_FEEDBACK",
        what="Read what was found in your own work",
        opens_on=("oversight.check_scored",),
        met_by=("oversight.feedback_read",),
        within=T.FEEDBACK_READ,
        clock="calendar_days",
        owed_by="named",
        source=sources.HMIC_KENT_2014,
        confidence="S",
        per="subject",
        escalates_to=ladders.SUPERVISOR,
        evidence="When it was read, and what the person says to it",
    ),
)
