"""Measures come into a plan: proposed by a person, passed on after a refusal, or recommended by a review."""

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from incidents import queries as incidents
from law import measures as menu
from safety_plans import events, policies, queries
from safety_plans.models import Measure
from safety_plans.services.planning import open_plan
from safety_plans.states import Agreement


@command
def propose_measure(
    *,
    case_id,
    code,
    owner_id,
    due_on,
    what="",
    victim_agrees=Agreement.NOT_ASKED_YET,
    by,
    at,
    command_id=None,
):
    """Propose a measure to an officer, who accepts or declines it; opens the plan where there is none yet.

    `code` is one of the menu or OTHER, which needs words. Until it is accepted, it stands on the
    list of the officer to whom it was proposed, with a time by which to answer.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.PLAN_WRITE, case)
    policies.check_open(case)
    policies.check_measure(code, what)
    owner = check_row(case, owner_id=owner_id, due_on=due_on, victim_agrees=victim_agrees, at=at)
    plan = queries.plan_for_change(case.pk)
    policies.check_not_there_yet(queries.live_measure(plan, code))

    measure = Measure.objects.create(
        plan=plan or open_plan(case, by=by, at=at),
        code=code,
        what=what.strip(),
        owner=owner,
        due_on=due_on,
        victim_agrees=victim_agrees,
        proposed_by=by,
        proposed_at=at,
    )

    tell_proposed(measure, case, by=by, at=at, command_id=command_id)
    return measure


def check_row(case, *, owner_id, due_on, victim_agrees, at):
    """Refuse an agreement that is none, a day that has passed, and an owner who could not do it; return the owner."""
    policies.check_victim_agrees(victim_agrees)
    policies.check_due(due_on, at=at)
    owner = accounts.officer(owner_id)
    policies.check_owner(owner, case, at=at)
    return owner


@command
def propose_set(*, case_id, measures, by, at, command_id=None):
    """Propose in one go what the menu asks at the level of the case and the plan lacks: all of `measures`, or none.

    Each is {code, owner_id, due_on, victim_agrees} and a measure like any other: accepted, declined or removed by
    itself. What is not among them stays missing. The level is the highest where it is withheld from whoever proposes.
    Returns the measures.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.PLAN_WRITE, case)
    policies.check_open(case)
    plan = queries.plan_for_change(case.pk)
    policies.check_set(measures, lacking=queries.lacking(queries.measures_of(plan), incidents.level_asked(case, by)))
    owners = [check_row_of_set(case, row, at=at) for row in measures]

    plan = plan or open_plan(case, by=by, at=at)
    made = [
        Measure.objects.create(
            plan=plan,
            code=row["code"],
            owner=owner,
            due_on=row["due_on"],
            victim_agrees=row.get("victim_agrees", Agreement.NOT_ASKED_YET),
            proposed_by=by,
            proposed_at=at,
        )
        for row, owner in zip(measures, owners, strict=True)
    ]

    for measure in made:
        tell_proposed(measure, case, by=by, at=at, command_id=command_id)
        command_id = None
    return made


def check_row_of_set(case, row, *, at):
    """Check one row of a set as `check_row` does; the refusal names the measure."""
    agrees = row.get("victim_agrees", Agreement.NOT_ASKED_YET)
    try:
        return check_row(case, owner_id=row["owner_id"], due_on=row["due_on"], victim_agrees=agrees, at=at)
    except Refused as refusal:
        raise Refused(f"{menu.by_code(row['code']).title}: {refusal.sentence}", "measures") from None


def tell_proposed(measure, case, *, by, at, command_id=None):
    """Write down that a measure waits for its owner's answer."""
    record(
        events.MEASURE_PROPOSED,
        about=measure,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        owner=measure.owner_id,
        due_on=measure.due_on,
        level=case.risk_level,
        code=measure.code,
        review=measure.recommended_by_review,
    )


@command
def propose_again(*, measure_id, owner_id, due_on, by, at, command_id=None):
    """Propose a declined measure to another owner, or again to the same one by another day."""
    case, measure = queries.measure_for_change(measure_id, reader=by)
    allow(by, Permission.PLAN_WRITE, case)
    policies.check_open(case)
    policies.check_can_propose_again(measure)
    policies.check_due(due_on, at=at)
    owner = accounts.officer(owner_id)
    policies.check_owner(owner, case, at=at)

    measure.propose_to(owner, due_on=due_on, by=by, at=at)
    measure.save()

    tell_proposed(measure, case, by=by, at=at, command_id=command_id)
    return measure


def propose_recommended(*, case_id, review_id, recommendations, by, at):
    """Make each recommendation of a review a proposed measure, exactly once, in the caller's transaction.

    Returns the measures made now. The database holds one measure of each recommendation, whoever asks
    at the same moment. Whoever was suggested owns it if they can, else the owner of the
    case, else the reviewer: never nobody.
    """
    case = incidents.case_of_entry(case_id)
    made = []
    for each in recommendations:
        if queries.taken_from(each.pk):
            continue
        plan = queries.plan_for_change(case.pk) or open_plan(case, by=by, at=at)
        measure = Measure.objects.create(
            plan=plan,
            code=each.measure,
            what=each.what,
            owner=able(each.owner, case, at=at) or incidents.owner_of(case.pk) or by,
            due_on=each.due_on,
            proposed_by=by,
            proposed_at=at,
            recommended_by_review=review_id,
            recommendation=each.pk,
        )
        tell_proposed(measure, case, by=by, at=at)
        made.append(measure)
    return made


def able(officer, case, *, at):
    """Return the officer when they can own a measure of this case, else None."""
    try:
        if officer is not None:
            policies.check_owner(officer, case, at=at)
        return officer
    except Refused:
        return None
