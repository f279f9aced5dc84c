"""Duties of a counter-allegation: nobody is labelled before somebody has signed, and a supervisor has looked."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="SIGN_AGGRESSOR",
        what="Two people accuse each other: weigh it, and sign who the primary aggressor is",
        opens_on=("incidents.counter_alleged", "incidents.aggressor_overturned"),
        met_by=("incidents.aggressor_signed",),
        within=T.AGGRESSOR,
        clock="elapsed_hours",
        owed_by="case_owner",
        needs="AGGRESSOR_SIGN",
        source=sources.APP_SUPERVISOR,
        confidence="V",
        per="subject",
        void_on=("incidents.counter_parted",),
        escalates_to=ladders.CASE,
        evidence="Who signed, what was weighed and why",
    ),
    Rule(
        code="CHECK_AGGRESSOR",
        what="As supervisor, look at who was signed to be the primary aggressor: uphold it, or send it back",
        opens_on=("incidents.aggressor_signed",),
        met_by=("incidents.aggressor_upheld", "incidents.aggressor_overturned"),
        within=T.AGGRESSOR_CHECK,
        clock="elapsed_hours",
        owed_by="sergeant",
        needs="AGGRESSOR_CHECK",
        source=sources.APP_SUPERVISOR,
        confidence="V",
        per="subject",
        renews_on=("incidents.aggressor_signed",),
        void_on=("incidents.counter_parted",),
        escalates_to=ladders.CASE,
        evidence="Who looked, what they decided and why",
    ),
)
