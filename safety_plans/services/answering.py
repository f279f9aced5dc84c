"""What becomes of a measure: accepted, declined, done with proof, not done, or removed."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import queries as incidents
from safety_plans import events, policies, queries
from safety_plans.states import MeasureState


@command
def accept_measure(*, measure_id, victim_agrees=None, by, at, command_id=None):
    """Accept a measure that was proposed to you; you owe it by its day. `victim_agrees` where that was asked since."""
    case, measure = queries.measure_for_change(measure_id, reader=by)
    allow(by, Permission.ACTION_COMPLETE, case)
    policies.check_open(case)
    policies.check_can_answer(measure, by=by)
    ask(measure, victim_agrees)

    measure.move_to(MeasureState.ACCEPTED)
    measure.accepted_at = at
    measure.save()

    tell(events.MEASURE_ACCEPTED, measure, case, by=by, at=at, command_id=command_id, due_on=measure.due_on)
    return measure


def ask(measure, victim_agrees):
    """Keep the victim's answer where one is given."""
    if victim_agrees:
        policies.check_victim_agrees(victim_agrees)
        measure.victim_agrees = victim_agrees


def tell(event, measure, case, *, by, at, command_id, **facts):
    """Write down what became of a measure, and who owns it from now on."""
    record(
        event,
        about=measure,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        owner=measure.owner_id,
        code=measure.code,
        level=case.risk_level,
        **facts,
    )


@command
def decline_measure(*, measure_id, reason, by, at, command_id=None):
    """Decline a measure with a reason. It goes back to whoever proposed it, who owns it again from this instant."""
    case, measure = queries.measure_for_change(measure_id, reader=by)
    allow(by, Permission.ACTION_COMPLETE, case)
    policies.check_can_answer(measure, by=by)
    policies.check_reason(reason, "Say why you cannot take this on, so that the right person can be found.")

    measure.decline(reason.strip())
    measure.save()

    tell(events.MEASURE_DECLINED, measure, case, by=by, at=at, command_id=command_id)
    return measure


@command
def complete_measure(
    *,
    measure_id,
    evidence_kind,
    evidence,
    reference="",
    contact_id=None,
    victim_agrees=None,
    by,
    at,
    command_id=None,
):
    """Complete a measure with what proves it: a kind of proof that fits it, in words, and where it is kept.

    `contact_id` is one contact of the case's own log in which the victim was reached, where that is the proof.
    """
    case, measure = queries.measure_for_change(measure_id, reader=by)
    allow(by, Permission.ACTION_COMPLETE, case)
    policies.check_can_complete(measure, case, by=by)
    contact = incidents.conversations(case.pk).filter(pk=contact_id).first() if contact_id else None
    policies.check_evidence(
        measure.code, evidence_kind, evidence, reference=reference, contact_id=contact_id, contact=contact
    )
    ask(measure, victim_agrees)

    measure.complete(
        kind=evidence_kind, evidence=evidence.strip(), reference=reference.strip(), contact=contact, by=by, at=at
    )
    measure.save()

    tell(
        events.MEASURE_DONE,
        measure,
        case,
        by=by,
        at=at,
        command_id=command_id,
        proof=evidence_kind,
        contact=contact_id or None,
    )
    return measure


@command
def mark_not_done(*, measure_id, reason, by, at, command_id=None):
    """Say that an accepted measure could not be done, and why.

    It stays owed, and goes up the ladder when its day has passed, until somebody does it or takes
    it out of the plan: a reason explains, it does not protect anybody.
    """
    case, measure = queries.measure_for_change(measure_id, reader=by)
    allow(by, Permission.ACTION_COMPLETE, case)
    policies.check_can_complete(measure, case, by=by)
    policies.check_reason(reason, "Say why this was not done and what stands in the way.")
    policies.check_not_done_yet(measure)

    measure.move_to(MeasureState.NOT_DONE)
    measure.not_done_reason = reason.strip()
    measure.save()

    tell(events.MEASURE_NOT_DONE, measure, case, by=by, at=at, command_id=command_id)
    return measure


@command
def remove_measure(*, measure_id, reason, by, at, command_id=None):
    """Take a measure out of the plan, with a reason; the risk must then be looked at again.

    That is so for a mere proposal too: somebody thought that it was needed.
    """
    case, measure = queries.measure_for_change(measure_id, reader=by)
    allow(by, Permission.PLAN_WRITE, case)
    policies.check_open(case)
    policies.check_reason(reason, "Say why this measure is taken away. The risk will have to be assessed again.")

    measure.remove(reason=reason.strip(), by=by, at=at)
    measure.save()

    tell(events.MEASURE_REMOVED, measure, case, by=by, at=at, command_id=command_id)
    return measure
