"""Finding the case of what was told without one: what happens in a matter goes nowhere while it is not said which."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule


def _hear(code: str, in_case: bool, owed_by: str, ladder: tuple[str, ...]) -> Rule:
    """A system corrected or withdrew what it had told, and it could not be taken in: somebody puts it right by hand."""
    return Rule(
        code=code,
        what="A system corrected or withdrew what it had told, and it could not be taken in: look at it",
        opens_on=("custody.message_refused",),
        when={"in_case": in_case},
        met_by=("custody.message_settled",),
        within=T.MATTER_ANSWER,
        clock="same_day",
        starts="recorded_at",
        owed_by=owed_by,
        needs="CUSTODY_RECORD",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per="subject",
        escalates_to=ladder,
        evidence="What was done about it, or why nothing is to be done",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="WHICH_MATTER",
        what="Something happened to the suspect in a matter that was not named: does it concern this case?",
        opens_on=("custody.matter_asked",),
        met_by=("custody.matter_taken", "custody.matter_declined"),
        void_on=("custody.event_withdrawn",),
        within=T.MATTER_ANSWER,
        clock="same_day",
        starts="recorded_at",
        owed_by="case_owner",
        needs="CUSTODY_RECORD",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per="subject",
        escalates_to=ladders.CASE,
        evidence="That it concerns this case, or why it does not",
    ),
    Rule(
        code="PLACE_EVENT",
        what="Something happened to a suspect and reached no case: find out which it concerns, or why none",
        opens_on=("custody.event_unclaimed", "custody.event_kept"),
        when={"look": True},
        met_by=("custody.event_placed",),
        within=T.MATTER_ANSWER,
        clock="same_day",
        starts="recorded_at",
        owed_by="event_placer",
        needs="CUSTODY_RECORD",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per="subject",
        void_on=("custody.event_withdrawn",),
        escalates_to=ladders.SPECIALIST,
        evidence="The case that it was taken into, or why it concerns none",
    ),
    _hear("HEAR_REFUSED_MESSAGE", True, "case_owner", ladders.CASE),
    _hear("PLACE_REFUSED_MESSAGE", False, "event_placer", ladders.SPECIALIST),
)
