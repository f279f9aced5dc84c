"""Duties of reaching the victim: know a safe way, keep it true, and speak with her before too long."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import LEVEL_SET, REOPENED, Rule

RECORDED = "incidents.safe_contact_recorded"
CONFIRMED = "incidents.safe_contact_confirmed"
# Whoever asked her, told her something or went through something with her has spoken with her.
REACHED = (
    "incidents.victim_reached",
    "custody.victim_told",
    "witness_care.needs_assessed",
    "witness_care.measure_told",
    "witness_care.witness_prepared",
    "witness_care.statement_offered",
    "witness_care.right_told",
    "witness_care.review_told",
)
CLOSED = ("incidents.case_closed",)


# A level that is lowered for a time opens nothing: she is spoken with as before.
def _keep_in_touch(level: str, within: T.Threshold) -> Rule:
    """How long a victim at a level may go without anybody having spoken with her."""
    return Rule(
        code=f"KEEP_IN_TOUCH_{level}",
        what=f"Speak with the victim, who is at {level.lower()} risk",
        opens_on=(*LEVEL_SET, *REACHED, REOPENED),
        when={"level": level},
        met_by=REACHED,
        met_not_before=True,
        void_on=CLOSED,
        within=within,
        clock="calendar_days",
        owed_by="case_owner",
        needs="VICTIM_TELL",
        source=sources.LOCAL,
        confidence="L",
        escalates_to=ladders.CASE,
        evidence="Who spoke with her, how, what was said, and that it was safe",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="ASK_SAFE_CONTACT",
        what="Ask the victim how they can be reached safely, or confirm what is known",
        opens_on=("incidents.attended", REOPENED),
        when={"domestic": True},
        when_on={REOPENED: {}},
        met_by=(RECORDED, CONFIRMED),
        void_on=CLOSED,
        within=T.ASK_SAFE_CONTACT,
        clock="elapsed_hours",
        owed_by="case_owner",
        needs="SAFE_CONTACT_SEE",
        source=sources.OURS_SAFE_CONTACT,
        confidence="D",
        escalates_to=ladders.CASE,
        evidence="Ways, times, code word, what must never be left or sent, and when she said so",
    ),
    Rule(
        code="CONFIRM_SAFE_CONTACT",
        what="Confirm with the victim that the safe way of contact still holds",
        opens_on=(RECORDED, CONFIRMED),
        met_by=(RECORDED, CONFIRMED),
        void_on=CLOSED,
        within=T.SAFE_CONTACT_STALE,
        clock="calendar_days",
        owed_by="case_owner",
        needs="SAFE_CONTACT_SEE",
        source=sources.OURS_SAFE_CONTACT,
        confidence="D",
        escalates_to=ladders.CASE,
        evidence="When she confirmed it, and to whom",
    ),
    Rule(
        code="REPLACE_UNSAFE_CONTACT",
        what="A way of contact must not be used any more: find another with the victim",
        opens_on=("incidents.safe_contact_compromised",),
        met_by=(RECORDED,),
        void_on=CLOSED,
        within=T.SAFE_CONTACT_UNSAFE,
        clock="elapsed_hours",
        owed_by="case_owner",
        needs="SAFE_CONTACT_SEE",
        source=sources.OURS_SAFE_CONTACT,
        confidence="D",
        escalates_to=ladders.CASE,
        evidence="The new way of contact, chosen by her",
    ),
    _keep_in_touch("HIGH", T.KEEP_IN_TOUCH_HIGH),
    _keep_in_touch("MEDIUM", T.KEEP_IN_TOUCH_MEDIUM),
    _keep_in_touch("STANDARD", T.KEEP_IN_TOUCH_STANDARD),
)
