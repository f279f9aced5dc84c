"""Duties to look at the risk and at the safety plan again, because the suspect's position or her protection changed.

The reassessment is met by an assessment of the case that was asked after the change, and that somebody signed off.
Where nobody knows the hour of the asking, one of the day of the change counts. A level that rises meanwhile brings it
forward to the time of the higher level.
"""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import LEVEL_SET, ONCE_RISEN, Rule

BY_LEVEL = {"HIGH": T.REASSESS_HIGH, "MEDIUM": T.REASSESS_MEDIUM, "STANDARD": T.REASSESS_STANDARD}
CLOCK_BY_LEVEL = {"HIGH": "same_day"}
WITHDRAWN = ("custody.event_withdrawn",)
# What follows from an event may turn out not to follow, by another that comes late.
NOT_SO = ("custody.not_so", *WITHDRAWN)


def _reassess(
    suffix: str,
    event: str,
    what: str,
    trigger: str = "",
    timer: int | None = None,
    void_on: tuple[str, ...] = WITHDRAWN,
    **when: object,
) -> Rule:
    """Reassess after one kind of change; with a trigger, the flag REASSESS_DUE stays up until it is done."""
    return Rule(
        code=f"REASSESS_{suffix}",
        what=f"Reassess the risk: {what}",
        opens_on=(event,),
        when=when,
        met_by=("risk.assessment_signed_off",),
        within=T.REASSESS_MEDIUM,
        within_by=BY_LEVEL,
        clock="elapsed_hours",
        clock_by=CLOCK_BY_LEVEL,
        sooner_on=LEVEL_SET,
        when_on=ONCE_RISEN,
        owed_by="case_owner",
        needs="RISK_SUBMIT",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per="subject",
        met_per="case",
        met_not_before=True,
        void_on=void_on,
        flag="REASSESS_DUE" if trigger else "",
        trigger=trigger,
        escalates_to=ladders.CASE,
        timer=timer,
        evidence="A signed-off assessment asked after the change",
    )


def _review_plan(suffix: str, event: str, what: str, void_on: tuple[str, ...] = WITHDRAWN) -> Rule:
    """Review the safety plan after one kind of change; agreeing a first plan does as well."""
    return Rule(
        code=f"REVIEW_PLAN_{suffix}",
        what=f"Review the safety plan: {what}",
        opens_on=(event,),
        met_by=("safety_plans.plan_reviewed", "safety_plans.plan_agreed"),
        within=T.REASSESS_MEDIUM,
        within_by=BY_LEVEL,
        clock="elapsed_hours",
        clock_by=CLOCK_BY_LEVEL,
        sooner_on=LEVEL_SET,
        when_on=ONCE_RISEN,
        owed_by="case_owner",
        needs="PLAN_REVIEW",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per="subject",
        met_per="case",
        met_not_before=True,
        void_on=void_on,
        escalates_to=ladders.CASE,
        evidence="A review of the plan dated on or after the change, measure by measure",
    )


RULES: tuple[Rule, ...] = (
    _reassess("BAIL", "custody.bail_granted", "bail was granted", "bail"),
    _reassess("BAIL_VARIATION", "custody.bail_varied", "the bail conditions were changed", "bail_variation", 30),
    _reassess("BAIL_END", "custody.bail_ended", "bail has ended", "bail_end", 30),
    _reassess("RELEASE", "custody.released", "the suspect was released", "release", 43),
    _reassess("SENTENCE", "custody.sentenced", "the suspect was sentenced", "sentence", liberty=True),
    _reassess("REMAND", "custody.remanded", "the suspect was kept in custody", "remand"),
    _reassess("BREACH", "custody.breached", "bail or an order was breached", "breach"),
    _reassess("ORDER_REFUSED", "custody.order_refused", "the court refused protection", "order_refused"),
    _reassess(
        "MEASURES_REMOVED", "safety_plans.measure_removed", "protective measures were taken away", "measures_removed"
    ),
    _reassess(
        "RELEASED_UNDER_INVESTIGATION",
        "custody.released_under_investigation",
        "the suspect is at liberty and no conditions protect her; consider a protection notice",
    ),
    _reassess("NO_FURTHER_ACTION", "custody.no_further_action", "no further action is taken"),
    _reassess("RECALL", "custody.recalled", "the suspect was recalled to prison", timer=44),
    _reassess("LICENCE_END", "custody.licence_ended", "the licence has ended, and its conditions with it"),
    _reassess("ORDER_ENDED", "custody.order_ended", "an order that protected her has ended"),
    _reassess("ORDER_LAPSED", "custody.order_lapsed", "an order that protected her has run out"),
    _reassess("BAIL_LAPSED", "custody.bail_lapsed", "bail has run out and its conditions no longer hold"),
    _reassess("ARREST", "custody.arrested", "the suspect was arrested"),
    _reassess("CHARGE", "custody.charged", "the suspect was charged"),
    _reassess(
        "COURT_ENDED",
        "custody.court_heard",
        "the suspect was acquitted, or the case against him was discontinued",
        result=("ACQUITTED", "DISCONTINUED"),
    ),
    _reassess("AT_LIBERTY", "custody.at_liberty", "the suspect, who was held, is at liberty", void_on=NOT_SO),
    _reassess("ORDER_MADE", "custody.order_made", "an order was made"),
    _reassess("ORDER_VARIED", "custody.order_varied", "an order was varied"),
    _review_plan("BAIL", "custody.bail_granted", "bail was granted"),
    _review_plan("BAIL_VARIED", "custody.bail_varied", "the bail conditions were changed"),
    _review_plan("BAIL_END", "custody.bail_ended", "bail has ended"),
    _review_plan("RELEASE", "custody.released", "the suspect was released"),
    _review_plan(
        "RELEASED_UNDER_INVESTIGATION",
        "custody.released_under_investigation",
        "the suspect is at liberty and no conditions protect her",
    ),
    _review_plan(
        "AT_LIBERTY",
        "custody.at_liberty",
        "the suspect, who was held, is at liberty",
        void_on=NOT_SO,
    ),
    _review_plan("LICENCE_END", "custody.licence_ended", "the licence has ended, and its conditions with it"),
    _review_plan("DEATH", "custody.deceased", "the suspect has died"),
    _review_plan("REMAND", "custody.remanded", "the suspect was kept in custody"),
    _review_plan("SENTENCE", "custody.sentenced", "the suspect was sentenced"),
    _review_plan("BREACH", "custody.breached", "bail or an order was breached"),
    _review_plan("ORDER_REFUSED", "custody.order_refused", "the court refused protection"),
    _review_plan("ORDER_VARIED", "custody.order_varied", "an order was varied"),
    _review_plan("ORDER_LAPSED", "custody.order_lapsed", "an order that protected her has run out"),
    _review_plan("BAIL_LAPSED", "custody.bail_lapsed", "bail has run out and its conditions no longer hold"),
    _review_plan("ORDER_ENDED", "custody.order_ended", "an order that protected her has ended"),
)
