"""Considering a protection notice where nothing else protects her: he is at liberty and no conditions hold him."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

# A notice that was served is the best answer to the question whether to serve one.
CONSIDERED = ("custody.notice_considered", "custody.dvpn_served", "custody.dapn_served")

RULES: tuple[Rule, ...] = (
    Rule(
        code="CONSIDER_PROTECTION_NOTICE",
        what="Consider a protection notice: the suspect was released under investigation, with no conditions",
        opens_on=("custody.released_under_investigation",),
        when={"notice_considered": False},
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
        met_not_before=True,
        said_again=True,
        void_on=("custody.event_withdrawn", "custody.charged", "custody.bail_granted", "custody.deceased"),
        escalates_to=ladders.CASE,
        evidence="The notice that was served, or why none is given, and who decided it",
    ),
)
