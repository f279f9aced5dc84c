"""Handing an assessment in: complete, weighed by the rules, graded by its author, and sealed."""

from datetime import datetime

from accounts.permissions import Permission, allow
from core.access import levels_kept_from
from core.errors import Refused
from core.journal import command, record
from incidents import queries as incidents
from incidents import services as incident_services
from incidents.states import Children
from law import clocks
from risk import events, policies, queries
from risk.queries import vouching
from risk.sealing import digest
from risk.services.leaving_out import mark_unasked
from risk.services.writing import write


@command
def submit_assessment(
    *,
    assessment_id,
    grade,
    grade_reasons="",
    answers=None,
    children=None,
    children_named=None,
    observations=None,
    left_out=None,
    further_unasked=False,
    assessed_at=None,
    lock_version=None,
    by,
    at,
    command_id=None,
):
    """Hand a draft, or one that was sent back, to the supervisor with the author's grade.

    Every question needs one of its values and the children a 'none' or their names; what was saved
    before need not be sent again. Further questions that an answer opens are answered as well, or left out
    with a reason; with `further_unasked` a set of which nothing is sent is marked as not asked, and a
    specialist looks at it. Reasons are needed where the grade is not the one that the answers suggest.
    `assessed_at` is when the questions were asked (now unless given): a moment, or the date where nobody knows the
    hour. Refused changes nothing.
    """
    assessment = queries.for_change(assessment_id, reader=by)
    allow(by, Permission.RISK_SUBMIT, assessment.case)
    policies.check_can_write(assessment, by=by)
    policies.check_decided(queries.undecided_of(assessment))
    policies.check_fresh(queries.changes_of(assessment), lock_version, changes={}, always=True)

    write(
        assessment,
        answers=answers,
        children=children or None,
        children_named=children_named or None,
        observations=observations,
        left_out=left_out,
    )
    if further_unasked:
        mark_unasked(assessment)
    return hand_in(
        assessment,
        grade=grade,
        reasons=grade_reasons.strip(),
        assessed_at=assessed_at or at,
        by=by,
        at=at,
        command_id=command_id,
    )


def hand_in(assessment, *, grade, reasons, assessed_at, by, at, command_id=None):
    """Check that it is whole, weigh it, keep the children and the grade, seal it, and say so."""
    found = seal(assessment, grade=grade, reasons=reasons, assessed_at=assessed_at, by=by, at=at)

    record(
        events.SUBMITTED,
        about=assessment,
        by=by,
        at=at,
        command_id=command_id,
        first=found,
        of=assessment.incident_id,
        assessed_at=None if assessment.assessed_day_only else assessment.assessed_at,
        **facts_of(assessment),
    )
    replace_returned(assessment, by=by, at=at)
    return assessment


def replace_returned(assessment, *, by, at):
    """End what is owed for others' assessments that were sent back, by whoever has now asked anew in their place."""
    for row in vouching.returned_in_place(assessment):
        level = assessment.case.risk_level
        record(events.REPLACED, about=row, by=by, at=at, assessment=assessment.pk, level=level)


def seal(assessment, *, grade, reasons, assessed_at, by, at):
    """Check that it is whole, weigh it, keep children and grade, and seal it; say whether a child is new."""
    question_set = queries.question_set_of(assessment)
    values = queries.values_of(assessment)
    # Of a bare day nobody knows the hour: it is kept as its start, and never shown as one.
    day_only = not isinstance(assessed_at, datetime)
    assessed_at = clocks.start_of_day(assessed_at) if day_only else assessed_at
    policies.check_assessed_at(assessed_at, at=at)
    for each in (question_set, *queries.further_asked(assessment, values)):
        policies.check_in_force(each, clocks.london_day(assessed_at))
    if day_only and not (assessment.from_record or assessment.corrects_id):
        day = clocks.london_day(assessed_at)
        policies.check_hour(day, beside=queries.asked_on(assessment.case_id, day))
    # What an older system recorded, and what was signed before, may be about an incident that was logged later.
    if assessment.incident and not (assessment.from_record or assessment.corrects_id):
        policies.check_after(assessment.incident, clocks.london_day(assessed_at))
    policies.check_complete(question_set, values)
    if not assessment.from_record:
        policies.check_no_child_denied(queries.children_denied(assessment))
        policies.check_further(queries.further_missing(assessment), queries.further_opened(assessment, values))
    assessment.weigh(queries.suggestion_for(assessment))
    policies.check_grade(
        assessment,
        grade=grade,
        reasons=reasons,
        holds=incidents.level_asked(assessment.case, by),
        withheld=assessment.case_id in levels_kept_from(by),
    )
    found = keep_children(assessment, by=by, at=at)

    assessment.hand_in(grade=grade, reasons=reasons, assessed_at=assessed_at, day_only=day_only, by=by, at=at)
    # Whoever telephoned the answers and hands them in in person has seen what was typed.
    assessment.confirmed_at = at if assessment.typed_by_id and by.pk == assessment.author_id else None
    assessment.content_hash = digest(assessment)
    assessment.lock_version += 1
    assessment.save()
    return found


def facts_of(assessment):
    """Return what an entry tells of an assessment that was handed in."""
    return {
        "assessment": assessment.pk,
        "author": assessment.author_id,
        "grade": assessment.grade,
        "suggested": assessment.suggested_grade,
        "visible_high_risk": assessment.visible_high_risk,
        "children": bool(assessment.child_ids),
        "left_out": queries.left_out_in(assessment),
        "phoned_in": assessment.typed_by_id is not None and assessment.confirmed_at is None,
        "dated": clocks.london_day(assessment.assessed_at),
        "level": assessment.case.risk_level,
    }


def keep_children(assessment, *, by, at):
    """Link the children named to the incident and keep who they are; say whether any was not known before.

    Children known from an earlier incident of the case count too: a new answer does not make them vanish.
    """
    known = [involvement.person_id for involvement in incidents.children_of(assessment.case_id)]
    if not assessment.from_record:
        policies.check_children(assessment.children, named=assessment.children_named, known=known)
        link_children(assessment, known, by=by, at=at)
    now = [involvement.person_id for involvement in incidents.children_of(assessment.case_id)]
    assessment.child_ids = sorted(now, key=str)
    assessment.children_named = []
    return len(now) > len(known)


def link_children(assessment, known, *, by, at):
    """Write the children and the answer about them into the incident."""
    incident = assessment.incident or incidents.latest_incident(assessment.case_id)
    if incident is None:
        raise Refused("This case has no incident to which children can be linked. Log one first.", "children_named")
    before = [{"person_id": person_id} for person_id in known] if assessment.children == Children.LISTED else []
    try:
        incident_services.name_children(
            incident, assessment.children, [*before, *assessment.children_named], by=by, at=at
        )
    except ValueError as error:
        raise Refused(str(error), "children_named") from None
