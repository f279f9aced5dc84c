"""Considering a protection notice where nothing else protects her: he is at liberty and no conditions hold him."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

# A notice that was served is the best answer to the question whether to serve one.
CONSIDERED = ("custody.notice_considered", "custody.dvpn_served", "custody.dapn_served")
# He is held by conditions, or is to be: there is nothing to be considered any more.
HELD = ("custody.charged", "custody.bail_granted", "custody.bail_varied", "custody.deceased")

RULES: tuple[Rule, ...] = (
    Rule(
        code="CONSIDER_PROTECTION_NOTICE",
        what="Consider a protection notice: the suspect was released under investigation, with no conditions",
        opens_on=("custody.released_under_investigation",),
        # A release that reaches us after the bail or charge that followed it asks for nothing any more.
        when={"notice_considered": False, "held_since": False},
        met_by=CONSIDERED,
        within=T.NOTICE_CONSIDERATION,
        clock="same_day",
        starts="recorded_at",
        owed_by="case_owner",
        needs="CUSTODY_RECORD",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per="subject",
        met_per="case",
        ended_not_before=True,
        said_again=True,
        void_on=("custody.event_withdrawn", *HELD),
        escalates_to=ladders.CASE,
        evidence="The notice that was served, or why none is given, and who decided it",
    ),
)
