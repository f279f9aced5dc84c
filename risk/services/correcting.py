"""A signed-off assessment that was wrong: its sign-off ends and is kept, and a correction waits for one of its own."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import services as incident_services
from risk import events, policies, queries
from risk.models import Answer, Assessment, Conflict, Further
from risk.queries import signing
from risk.services import rising
from risk.services.downgrading import end_overtaken
from risk.services.intervals import interval_facts
from risk.services.opening import follow_conflict
from risk.services.submitting import facts_of, seal
from risk.services.writing import write
from risk.states import State

# Functions (officer, case id, by, at) that give to others what an officer had to decide in a case; the desk fills it.
AFTER_CONFLICT = []
# What a correction takes over from what was signed; the rest is asked, weighed or decided anew.
CARRIED = (
    "case incident instrument version question_set_hash author typed_by started_at assessed_at assessed_day_only "
    "children observations grade grade_reasons submitted_at submitted_by content_hash"
).split()


@command
def correct_assessment(
    *,
    assessment_id,
    reason,
    grade="",
    grade_reasons=None,
    answers=None,
    children=None,
    children_named=None,
    observations=None,
    left_out=None,
    lock_version=None,
    by,
    at,
    command_id=None,
):
    """Correct one's own signed-off assessment: return the correction, which waits for a supervisor.

    What was signed stays in the record, whole, with who signed it. The correction must be signed off by the
    time at which the first one had to be. Until then the level of the case is the last one that is valid,
    and never lower than the one that was signed.
    """
    signed = queries.for_decision(assessment_id, reader=by)
    allow(by, Permission.RISK_SUBMIT, signed.case)
    policies.check_can_correct(signed, by=by, reason=reason)
    policies.check_fresh(queries.changes_of(signed), lock_version, changes={}, always=True)

    correction = put_in_place(signed, reason=reason.strip(), by=by, at=at)
    write(
        correction,
        answers=answers,
        children=children or None,
        children_named=children_named or None,
        observations=observations,
        left_out=left_out,
    )
    found = seal(
        correction,
        grade=grade or signed.grade,
        reasons=signed.grade_reasons if grade_reasons is None else grade_reasons.strip(),
        assessed_at=signed.asked,
        by=by,
        at=at,
    )
    policies.check_differs(signed, correction.content_hash)
    was = signed.case.risk_level
    end_overtaken(signed.case_id, at=at)
    level = queries.current_grade(signed.case_id)
    incident_services.set_risk_level(signed.case_id, level, by=by, at=at)
    rose = rising.rises(signed.case, was, level)

    record(
        events.CORRECTED,
        about=correction,
        by=by,
        at=at,
        command_id=command_id,
        **facts_of(correction) | {"level": level},
        of=signed.pk,
        first=found,
        first_submitted_at=queries.first_submitted_at(correction),
        level_rose=rose,
        **(interval_facts(signed, level, since=at, at=at) if level != was else {}),
    )
    rising.follow(signed.case_id, rose, by=by, at=at)
    return correction


def put_in_place(signed, *, reason, by, at):
    """End the sign-off, and return a copy of what was signed that may be changed."""
    signed.void(reason=reason, by=by, at=at)
    signed.lock_version += 1
    signed.save()
    correction = Assessment.objects.create(
        **{name: getattr(signed, name) for name in CARRIED},
        corrects=signed,
        state=State.RETURNED,
        returned_reason=reason,
    )
    for answer in queries.answers_of(signed).values():
        Answer.objects.create(
            assessment=correction,
            item=answer.item,
            value=answer.value,
            comment=answer.comment,
            source=answer.source,
        )
    for row in queries.further_of(signed).values():
        Further.objects.create(
            assessment=correction,
            instrument=row.instrument,
            version=row.version,
            question_set_hash=row.question_set_hash,
            left_out=row.left_out,
            reason=row.reason,
        )
    return correction


@command
def declare_conflict(*, assessment_id, reason, by, at, command_id=None):
    """Say that somebody in this case is close to oneself: from now another officer decides about its risk.

    Whatever one had to decide in it goes to somebody else who may, in the same transaction, and they are told.
    """
    assessment = queries.for_decision(assessment_id, reader=by)
    policies.check_may_decide(signing.decides(assessment, by))
    policies.check_conflict(reason, declared=queries.in_conflict(assessment.case_id, by))

    conflict = Conflict.objects.create(case=assessment.case, officer=by, reason=reason.strip(), declared_at=at)

    record(
        events.CONFLICT_DECLARED,
        about=assessment,
        by=by,
        at=at,
        command_id=command_id,
        assessment=assessment.pk,
        waiting=assessment.state == State.SUBMITTED,
        first_submitted_at=queries.first_submitted_at(assessment),
        level=assessment.case.risk_level,
    )
    follow_conflict(by, assessment.case_id, at=at)
    for moved in AFTER_CONFLICT:
        moved(by, assessment.case_id, by=by, at=at)
    return conflict
