"""Duties before a known release: five looks at the case, whether or not the Victim Contact Scheme applies.

A release date is never computed here: it comes from prison or probation. A new date opens the ladder anew, and a
rung that already lies in the past is left out.

The ladder ends when he is out, on the day, before it or after it, and when he is recalled. A release opens duties of
its own, which ask for more than the last rung does: tell the victim the same day, look at the risk, review the plan.
Where the date still stands afterwards, as after a temporary release, it is said again and the ladder with it.
"""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

# The second says again a date that still stands, after an event that came late or was withdrawn.
DATE_KNOWN = ("custody.release_date_known", "custody.release_restated")
DATE_OVER = ("custody.released", "custody.recalled", "custody.deceased", "custody.event_withdrawn")
TOLD = ("custody.victim_told",)
LOOKED_AT = ("risk.assessment_signed_off", "safety_plans.plan_reviewed", *TOLD)


def _rung(days: int, within: T.Threshold, window: T.Threshold, what: str, met_by: tuple[str, ...]) -> Rule:
    """One look before release; it counts only once the days of the rung before are over."""
    last = days == 0
    return Rule(
        code=f"RELEASE_{days}",
        what=what,
        opens_on=DATE_KNOWN,
        renews_on=DATE_KNOWN,
        met_by=met_by,
        # Telling her of something else, such as a hearing, is no look at this release.
        met_about=TOLD,
        met_window=window,
        within=within,
        clock="same_day" if last else "days_before",
        starts="release_on",
        owed_by="case_owner",
        needs="VICTIM_TELL" if days < 2 else "RISK_SUBMIT",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        only_ahead=not last,
        void_on=DATE_OVER,
        escalates_to=ladders.CASE,
        timer=43,
        evidence="The assessment, the review of the plan, and who told the victim, when and by what safe method",
    )


RULES: tuple[Rule, ...] = (
    _rung(
        28,
        T.RELEASE_NOTICE_28,
        T.RELEASE_NOTICE_14,
        "Release in 28 days: reassess, update the plan, tell the victim",
        LOOKED_AT,
    ),
    _rung(
        14,
        T.RELEASE_NOTICE_14,
        T.RELEASE_NOTICE_14,
        "Release in 14 days: update the plan and confirm the date",
        LOOKED_AT,
    ),
    _rung(
        7,
        T.RELEASE_NOTICE_7,
        T.RELEASE_NOTICE_7,
        "Release in 7 days: confirm licence conditions and measures",
        LOOKED_AT,
    ),
    _rung(
        1,
        T.RELEASE_NOTICE_1,
        T.RELEASE_NOTICE_7,
        "Release tomorrow: make sure that the victim knows and is safe",
        TOLD,
    ),
    _rung(
        0,
        T.RELEASE_NOTICE_0,
        T.RELEASE_NOTICE_1,
        "Release today: check that the plan stands and the victim is safe",
        (*TOLD, "safety_plans.plan_reviewed"),
    ),
    # The looks may be met by one another's work; a new assessment is owed before he is out however short the notice.
    Rule(
        code="ASSESS_BEFORE_RELEASE",
        what="Reassess the risk before the suspect is released",
        opens_on=DATE_KNOWN,
        renews_on=DATE_KNOWN,
        met_by=("risk.assessment_signed_off",),
        met_window=T.RELEASE_NOTICE_28,
        within=T.RELEASE_NOTICE_1,
        clock="days_before",
        starts="release_on",
        owed_by="case_owner",
        needs="RISK_SUBMIT",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        void_on=DATE_OVER,
        escalates_to=ladders.CASE,
        timer=43,
        evidence="A signed-off assessment made in the four weeks before",
    ),
    Rule(
        code="FIND_NEW_RELEASE_DATE",
        what="Find the new release date after the recall",
        opens_on=("custody.recalled",),
        met_by=DATE_KNOWN,
        within=T.RECALL_TASK,
        clock="calendar_days",
        owed_by="case_owner",
        needs="CUSTODY_RECORD",
        source=sources.RECALL_2026,
        confidence="V",
        per="subject",
        met_per="case",
        met_not_before=True,
        said_again=True,
        void_on=("custody.deceased", "custody.event_withdrawn"),
        escalates_to=ladders.CASE,
        timer=44,
        evidence="New release date, with its source and the day it was given",
    ),
)
