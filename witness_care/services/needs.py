"""What the victim needs as a witness, and her special measures: asked, applied for, decided, told."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import queries as incidents
from witness_care import events, policies, queries
from witness_care.models import NeedsAssessment, SpecialMeasure
from witness_care.services.telling import keep, spoken
from witness_care.states import MeasureState, Told


@command
def assess_needs(
    *,
    case_id,
    needs,
    measures,
    method,
    said,
    safe_how,
    exception_reason="",
    told_at=None,
    by,
    at,
    command_id=None,
):
    """Record what the victim needs as a witness, in her words, and each special measure that she wants.

    What she had asked for before stays, until it is dropped with a reason. Returns the NeedsAssessment.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    policies.check_open(case)
    policies.check_needs(needs, measures)
    telling = spoken(
        case,
        kind=Told.NEEDS,
        method=method,
        said=said,
        safe_how=safe_how,
        exception_reason=exception_reason,
        told_at=told_at,
        by=by,
        at=at,
    )

    assessment = NeedsAssessment.objects.create(
        case=case, needs=list(needs), assessed_at=telling.told_at, assessed_by=by
    )
    before = queries.wanted(case.pk)
    asked = [
        SpecialMeasure.objects.create(case=case, code=code, asked_at=at, asked_by=by)
        for code in measures
        if code not in before
    ]

    record(
        events.NEEDS_ASSESSED,
        about=assessment,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        needs=len(needs),
        measures=len(measures),
        **keep(telling, of=assessment),
    )
    for measure in asked:
        tell(events.MEASURE_ASKED, measure, by=by, at=at)
    return assessment


def tell(event, measure, /, *, by, at, command_id=None, **facts):
    """Record an event of a special measure in its case."""
    code = {"code": measure.code}
    record(event, about=measure, case_id=measure.case_id, by=by, at=at, command_id=command_id, **(code | facts))


def in_hand(measure_id, by):
    """Return a special measure of an open case, locked, that this officer may work on."""
    measure = queries.measure_for_change(measure_id, reader=by)
    allow(by, Permission.VICTIM_TELL, measure.case)
    policies.check_open(measure.case)
    return measure


@command
def apply_for_measure(*, measure_id, applied_on, court, by, at, command_id=None):
    """Record that a special measure was applied for, on which day and at which court."""
    measure = in_hand(measure_id, by)
    policies.check_application(applied_on, court, policies.today(at))

    measure.move_to(MeasureState.APPLIED)
    measure.applied_on, measure.court = applied_on, court.strip()
    measure.decided_on, measure.reason = None, ""
    measure.told_at = measure.told_by = None
    measure.save()

    tell(events.MEASURE_APPLIED, measure, by=by, at=at, command_id=command_id)
    return measure


@command
def record_measure_decision(*, measure_id, granted, decided_on, reason="", by, at, command_id=None):
    """Record that the court granted or refused a special measure, on which day, and why where it refused."""
    measure = in_hand(measure_id, by)
    policies.check_decision(measure, decided_on, granted=granted, reason=reason, today=policies.today(at))

    measure.move_to(MeasureState.GRANTED if granted else MeasureState.REFUSED)
    measure.decided_on, measure.reason = decided_on, reason.strip()
    measure.save()

    tell(events.MEASURE_DECIDED, measure, by=by, at=at, command_id=command_id, granted=granted)
    return measure


@command
def tell_measure(*, measure_id, method, said, safe_how, exception_reason="", told_at=None, by, at, command_id=None):
    """Record that the victim was told what became of a special measure, by which way, and how that was safe."""
    measure = in_hand(measure_id, by)
    policies.check_can_tell_measure(measure, told_at or at)
    telling = spoken(
        measure.case,
        kind=Told.MEASURE,
        method=method,
        said=said,
        safe_how=safe_how,
        exception_reason=exception_reason,
        told_at=told_at,
        by=by,
        at=at,
    )

    measure.told_at, measure.told_by = telling.told_at, by
    measure.save()

    tell(events.MEASURE_TOLD, measure, by=by, at=at, command_id=command_id, **keep(telling, of=measure))
    return measure


@command
def drop_measure(*, measure_id, reason, by, at, command_id=None):
    """Record that the victim no longer wants a special measure, or that it cannot be had, and why."""
    measure = in_hand(measure_id, by)
    policies.check_reason(reason)

    measure.move_to(MeasureState.DROPPED)
    measure.reason = reason.strip()
    measure.save()

    tell(events.MEASURE_DROPPED, measure, by=by, at=at, command_id=command_id)
    return measure
