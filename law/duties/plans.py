"""Duties of the safety plan and of handing a case on."""

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

AGREED = "safety_plans.plan_agreed"
REVIEWED = "safety_plans.plan_reviewed"
CLOSED = ("safety_plans.plan_closed",)

RULES: tuple[Rule, ...] = (
    Rule(
        code="MAKE_SAFETY_PLAN", what="Agree a safety plan with the victim, or review the one there is",
        opens_on=("risk.assessment_signed_off",), met_by=(AGREED, REVIEWED), within=T.SAFETY_PLAN_HIGH,
        within_by={"HIGH": T.SAFETY_PLAN_HIGH, "MEDIUM": T.SAFETY_PLAN_MEDIUM, "STANDARD": T.SAFETY_PLAN_STANDARD},
        by_fact="grade", clock="elapsed_hours", owed_by="case_owner",
        source=sources.APP_FIRST_RESPONSE + "; time is ours", confidence="D", escalates_to=ladders.CASE,
        evidence="The plan, with what the victim agreed to",
    ),
    Rule(
        code="ACCEPT_CASE", what="Accept the case or refuse it; until then the giver owns it",
        opens_on=("incidents.case_offered",),
        met_by=("incidents.case_accepted", "incidents.offer_refused", "incidents.offer_withdrawn"),
        within=T.ACCEPT_CASE,
        clock="end_of_tour", owed_by="offered_to", source=sources.APP_FIRST_RESPONSE, confidence="V",
        escalates_to=ladders.RESPONSE, timer=16, evidence="Who accepted, and when",
    ),
    Rule(
        code="ACCEPT_MEASURE", what="Accept the measure or decline it with a reason",
        opens_on=("safety_plans.measure_proposed",),
        met_by=("safety_plans.measure_accepted", "safety_plans.measure_declined", "safety_plans.measure_done"),
        within=T.ACCEPT_MEASURE, clock="elapsed_hours", owed_by="named", source=sources.OURS_RECOMMENDATION_11,
        confidence="D", per="subject", void_on=("safety_plans.measure_removed",), escalates_to=ladders.CASE, timer=14,
        evidence="Who accepted or declined, and when",
    ),
    Rule(
        code="DO_MEASURE", what="Carry out the measure and record what proves it",
        opens_on=("safety_plans.measure_accepted",), met_by=("safety_plans.measure_done",), within=T.DO_MEASURE,
        clock="calendar_days", starts="due_on", owed_by="named", source=sources.OURS_RECOMMENDATION_11, confidence="D",
        per="subject", void_on=("safety_plans.measure_removed",), escalates_to=ladders.CASE, timer=15,
        evidence="What proves that the measure is in place, as the menu of measures names it",
    ),
    Rule(
        code="REPLACE_DECLINED_MEASURE", what="A measure was declined: propose another owner or another measure",
        opens_on=("safety_plans.measure_declined",), met_by=("safety_plans.measure_proposed", REVIEWED),
        within=T.ACCEPT_MEASURE, clock="elapsed_hours", owed_by="case_owner", source=sources.OURS_RECOMMENDATION_11,
        confidence="D", per="subject", met_per="case", escalates_to=ladders.CASE,
        evidence="The new measure or owner, or a review that says why none is needed",
    ),
    Rule(
        code="REVIEW_PLAN_PERIODIC", what="Review the open safety plan",
        opens_on=(AGREED, REVIEWED), renews_on=(AGREED,), met_by=(REVIEWED,), void_on=CLOSED, within=T.PLAN_REVIEW_HIGH,
        within_by={"HIGH": T.PLAN_REVIEW_HIGH, "MEDIUM": T.PLAN_REVIEW_MEDIUM, "STANDARD": T.PLAN_REVIEW_STANDARD},
        clock="calendar_days", owed_by="case_owner", source=sources.LOCAL, confidence="L", escalates_to=ladders.CASE,
        timer=51, evidence="The review, measure by measure, and the next day of review",
    ),
)
