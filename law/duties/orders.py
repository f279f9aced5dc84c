"""What an order asks of the suspect, and what its silent end asks of us."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DAPO_NOTIFICATION",
        what="See that the subject of the domestic abuse protection order gave name and address to the police",
        opens_on=("custody.order_made",),
        when={"kind": "DAPO"},
        met_by=("custody.address_notified",),
        within=T.DAPO_NOTIFICATION,
        clock="calendar_days",
        owed_by="case_owner",
        needs="CUSTODY_RECORD",
        source=sources.DOMESTIC_ABUSE_ACT,
        confidence="G",
        per="subject",
        met_per="case",
        met_not_before=True,
        void_on=("custody.event_withdrawn", "custody.order_ended", "custody.order_lapsed"),
        escalates_to=ladders.CASE,
        timer=28,
        evidence="Day and station at which name and address were given; failing to give them is a breach",
    ),
)
