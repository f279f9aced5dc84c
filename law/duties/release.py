"""Duties before a known release, whether or not the Victim Contact Scheme applies: risk, plan, and the victim told.

A release date is never computed here: it comes from prison or probation. A new date opens the ladder anew, and a
rung that already lies in the past is left out.

Each rung asks for the one thing that meets it: a telling is no look at the plan, and a look at the plan tells nobody.
The looks are owed by the owner of the case, the tellings by whoever keeps in touch with the victim while the sentence
lasts, and by the owner of the case where nobody is named.

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


def _rung(
    code: str,
    within: T.Threshold,
    window: T.Threshold,
    what: str,
    *,
    met_by: tuple[str, ...],
    met_about: tuple[str, ...] = (),
    needs: str,
    owed_by: str = "case_owner",
    clock: str = "days_before",
    only_ahead: bool = True,
    evidence: str,
) -> Rule:
    """One thing to be done before a release; it counts only so many days before it is due."""
    return Rule(
        code=code,
        what=what,
        opens_on=DATE_KNOWN,
        renews_on=DATE_KNOWN,
        met_by=met_by,
        met_about=met_about,
        met_window=window,
        within=within,
        clock=clock,
        starts="release_on",
        owed_by=owed_by,
        needs=needs,
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        only_ahead=only_ahead,
        void_on=DATE_OVER,
        escalates_to=ladders.CASE,
        timer=43,
        evidence=evidence,
    )


def _assess(code: str, within: T.Threshold, window: T.Threshold, what: str, only_ahead: bool) -> Rule:
    """The risk is assessed anew."""
    return _rung(
        code,
        within,
        window,
        what,
        met_by=("risk.assessment_signed_off",),
        needs="RISK_SUBMIT",
        only_ahead=only_ahead,
        evidence="A signed-off assessment made in the weeks before",
    )


def _plan(code: str, within: T.Threshold, window: T.Threshold, what: str) -> Rule:
    """The plan is looked at; agreeing a first one does as well."""
    return _rung(
        code,
        within,
        window,
        what,
        met_by=("safety_plans.plan_reviewed", "safety_plans.plan_agreed"),
        needs="PLAN_REVIEW",
        evidence="The review of the plan, measure by measure",
    )


def _told(code: str, within: T.Threshold, window: T.Threshold, what: str, clock: str = "days_before") -> Rule:
    """The victim is told of this release: telling her of something else, such as a hearing, does not count."""
    told = ("custody.victim_told",)
    return _rung(
        code,
        within,
        window,
        what,
        met_by=told,
        met_about=told,
        needs="VICTIM_TELL",
        owed_by="victim_contact",
        clock=clock,
        only_ahead=clock == "days_before",
        evidence="Who told the victim what, when and by what safe method",
    )


RULES: tuple[Rule, ...] = (
    _assess(
        "RELEASE_28", T.RELEASE_NOTICE_28, T.RELEASE_NOTICE_14, "Release in 28 days: reassess the risk", only_ahead=True
    ),
    _plan("RELEASE_PLAN_28", T.RELEASE_NOTICE_28, T.RELEASE_NOTICE_14, "Release in 28 days: review the safety plan"),
    _plan(
        "RELEASE_14",
        T.RELEASE_NOTICE_14,
        T.RELEASE_NOTICE_14,
        "Release in 14 days: review the safety plan, and confirm the date",
    ),
    _told(
        "RELEASE_TELL_14",
        T.RELEASE_NOTICE_14,
        T.RELEASE_NOTICE_14,
        "Release in 14 days: tell the victim the date, and what is planned for it",
    ),
    _plan(
        "RELEASE_7",
        T.RELEASE_NOTICE_7,
        T.RELEASE_NOTICE_7,
        "Release in 7 days: review the safety plan, with the licence conditions and each measure",
    ),
    _told(
        "RELEASE_TELL_7",
        T.RELEASE_NOTICE_7,
        T.RELEASE_NOTICE_7,
        "Release in 7 days: tell the victim what the licence forbids, and whom to ring",
    ),
    _told(
        "RELEASE_1",
        T.RELEASE_NOTICE_1,
        T.RELEASE_NOTICE_7,
        "Release tomorrow: make sure that the victim knows and is safe",
    ),
    _told(
        "RELEASE_0",
        T.RELEASE_NOTICE_0,
        T.RELEASE_NOTICE_1,
        "Release today: make sure that the victim knows and is safe",
        clock="same_day",
    ),
    # Owed before he is out however short the notice; the one made for the look 28 days before counts.
    _assess(
        "ASSESS_BEFORE_RELEASE",
        T.RELEASE_NOTICE_1,
        T.RELEASE_ASSESSMENT,
        "Reassess the risk before the suspect is released",
        only_ahead=False,
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
