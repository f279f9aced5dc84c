"""The plan as a whole: the victim's wishes, the agreement, and the reviews."""

from accounts.permissions import Permission, allow
from core.access import levels_kept_from
from core.journal import command, record
from incidents import queries as incidents
from safety_plans import events, policies, queries
from safety_plans.models import Plan, PlanReview
from safety_plans.states import Outcome


@command
def draft_plan(*, case_id, victim_wishes="", by, at, command_id=None):
    """Open the plan of a case, or bring what the victim wants up to date; return the Plan."""
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.PLAN_WRITE, case)
    policies.check_open(case)
    plan = queries.plan_for_change(case.pk)
    if plan is None:
        return open_plan(case, wishes=victim_wishes, by=by, at=at, command_id=command_id)
    policies.check_reason(victim_wishes, "Say what the victim wants, or why it is not known.", "victim_wishes")

    plan.victim_wishes = victim_wishes.strip()
    plan.save()

    record(
        events.WISHES_RECORDED,
        about=plan,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        level=case.risk_level,
    )
    return plan


def open_plan(case, *, wishes="", by, at, command_id=None):
    """Open the plan of a case that is locked and has none, in the caller's transaction."""
    plan = Plan.objects.create(case=case, victim_wishes=wishes.strip(), drafted_by=by, drafted_at=at)
    record(
        events.PLAN_DRAFTED,
        about=plan,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        level=case.risk_level,
    )
    return plan


@command
def agree_plan(*, case_id, victim_wishes="", deviation_reason="", by, at, command_id=None):
    """Agree the plan with the victim for the present level of risk, or agree it again after a change.

    It holds what the menu asks at that level, or a reason why not: at the highest, where it is withheld from whoever
    agrees it. Wishes left empty stay as they are.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.PLAN_WRITE, case)
    policies.check_open(case)
    plan = queries.plan_for_change(case.pk)
    wishes = victim_wishes.strip() or (plan.victim_wishes if plan else "")
    missing = queries.missing(plan, case.risk_level)
    policies.check_can_agree(
        plan,
        wishes=wishes,
        missing=queries.missing(plan, incidents.level_asked(case, by)),
        withheld=case.pk in levels_kept_from(by),
        not_asked=queries.not_asked(plan) if plan else [],
        deviation_reason=deviation_reason,
    )

    plan.agree(level=case.risk_level, wishes=wishes, deviation_reason=deviation_reason.strip(), by=by, at=at)
    plan.save()

    record(
        events.PLAN_AGREED,
        about=plan,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        level=case.risk_level,
        missing=[each.code for each in missing],
        deviates=bool(plan.deviation_reason),
    )
    return plan


@command
def review_plan(*, case_id, outcome, what_changed, next_steps="", by, at, command_id=None):
    """Review the plan: what has changed, and whether it goes on or can end; return the PlanReview.

    A plan that can end leaves nothing to be done, and owes no further regular review; any later
    change of the case asks for a review again.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.PLAN_REVIEW, case)
    policies.check_open(case)
    plan = queries.plan_for_change(case.pk)
    policies.check_can_review(
        plan,
        what_changed=what_changed,
        outcome=outcome,
        next_steps=next_steps,
        to_do=list(queries.still_to_do(case.pk)),
    )

    review = PlanReview.objects.create(
        plan=plan,
        at=at,
        by=by,
        level=case.risk_level,
        what_changed=what_changed.strip(),
        outcome=outcome,
        next_steps=next_steps.strip(),
    )
    plan.last_reviewed_at, plan.last_reviewed_by = at, by
    plan.save()

    facts = {"about": review, "case_id": case.pk, "by": by, "at": at, "level": case.risk_level}
    record(events.PLAN_REVIEWED, command_id=command_id, outcome=outcome, **facts)
    if outcome == Outcome.CLOSE:
        record(events.PLAN_CLOSED, **facts)
    return review
