"""Assessments, and what was decided about them. Each read takes the `reader`, or a case the reader was given."""

from django.db.models import F, Q

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission
from core import access
from core.errors import Absent
from incidents import queries as incidents
from law import clocks
from risk import states
from risk.models import Assessment, Conflict, Decision, GradeDispute, Read, Recommendation, Review
from risk.queries import downgrading
from risk.states import RANK, State

WITH = (
    "case__victim case__suspect case__unit author typed_by signed_off_by reviewed_by voided_by corrects incident"
).split()
# What the rules of answering look at.
TO_ANSWER = (
    "instrument version question_set_hash state author typed_by started_at lock_version "
    "case__force case__unit case__state"
).split()


def visible_to(reader, at=None):
    """Return the assessments of the cases that this reader may know of."""
    return Assessment.objects.filter(case__in=incidents.visible_to(reader, at))


def assessment(assessment_id, *, reader):
    """Return one assessment with the people in it, or raise Absent: hidden and missing look the same."""
    found = visible_to(reader).select_related(*WITH, "undecided").filter(pk=assessment_id).first()
    if found is None:
        raise Absent()
    return found


def open_assessment(assessment_id, *, reader, at):
    """Return one assessment to be shown, and write down that the reader looked at it."""
    found = assessment(assessment_id, reader=reader)
    access.note(reader, "assessment", case_id=found.case_id, subject_id=found.pk, at=at)
    return found


def for_change(assessment_id, *, reader):
    """Return one assessment within the reader's scope, locked until the end of the transaction."""
    found = visible_to(reader).select_for_update(of=("self",)).select_related("case", "author")
    row = found.filter(pk=assessment_id).first()
    if row is None:
        raise Absent()
    return row


def for_keeping(assessment_id, *, reader, locked=True):
    """Return one assessment as `for_change` does, with no more of it than the rules of answering look at.

    Unlocked it may be handed in a moment later; then the database keeps no answer of it.
    """
    found = visible_to(reader).select_related("case").only(*TO_ANSWER)
    if locked:
        found = found.select_for_update(of=("self",))
    try:
        return found.get(pk=assessment_id)
    except Assessment.DoesNotExist:
        raise Absent() from None


def for_decision(assessment_id, *, reader):
    """Return one assessment for change, its case locked first: whoever decides settles the level of the case."""
    case_id = visible_to(reader).filter(pk=assessment_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise Absent()
    incidents.case_for_change(case_id, reader=reader)
    return for_change(assessment_id, reader=reader)


def draft(case_id, author):
    """Return the officer's own unfinished assessment of a case (draft or sent back), or None."""
    unfinished = Assessment.objects.filter(case_id=case_id, author=author, state__in=states.OPEN_TO_CHANGE)
    return unfinished.order_by("-started_at").first()


def drafts_of(officer):
    """Return the unfinished assessments that wait for this officer, author or typist, oldest first."""
    return (
        visible_to(officer)
        .filter(Q(author=officer) | Q(typed_by=officer), state__in=states.OPEN_TO_CHANGE)
        .select_related("case__victim", "case__suspect", "author")
        .order_by("started_at")
    )


def of_case(case_id):
    """Return the assessments of a case the reader has already been given, newest first."""
    return (
        Assessment.objects.filter(case_id=case_id)
        .select_related("author", "typed_by", "signed_off_by", "reviewed_by")
        .order_by(F("assessed_at").desc(nulls_first=True), "-pk")
    )


def latest_signed_off(case_id):
    """Return the assessment of a case that holds: signed off, and latest asked. None when there is none."""
    found = Assessment.objects.filter(case_id=case_id, state=State.SIGNED_OFF)
    return found.select_related("author").order_by("-assessed_at", "-pk").first()


def grader_of(assessment_row):
    """Return the identifier of whoever answers for the grade that holds: its reviewer, else who signed it off."""
    return assessment_row.reviewed_by_id or assessment_row.signed_off_by_id


def holding_assessments(case_ids):
    """Return {case id: the assessment that holds} for those cases that have one, in one query."""
    found = Assessment.objects.filter(case_id__in=list(case_ids), state=State.SIGNED_OFF)
    return {each.case_id: each for each in found.order_by("case_id", "-assessed_at", "-pk").distinct("case_id")}


def current_grade(case_id):
    """Return the level of risk that holds in a case: of its latest signed-off assessment or review, or ''.

    While a correction waits for its sign-off, what was signed before holds where it is higher: nobody
    lowers a level alone. What two people lowered for a time holds until it ends. What somebody in a dispute holds to be
    right is never undercut, and nor is what one of two specialists read until their reads are settled.
    """
    found = latest_signed_off(case_id)
    waiting = Assessment.objects.filter(case_id=case_id, state=State.VOIDED, corrected_by__state__in=states.UNSIGNED)
    if found:
        waiting = waiting.filter(assessed_at__gte=found.assessed_at)
    signed = [each for each in (found, *waiting) if each]
    level = max((each.holding_grade for each in signed), key=RANK.get, default="")
    lowered = downgrading.holding(case_id)
    level = lowered.grade if lowered and RANK[lowered.grade] < RANK[level] else level
    disputed = GradeDispute.objects.filter(case_id=case_id, decided_at=None).values_list("wanted", flat=True)
    unsettled = Read.objects.filter(selection__assessment__in=signed, selection__settled_as="")
    read = unsettled.filter(selection__assessment__covered_by=None).values_list("grade", flat=True)
    return max([level, *disputed, *read], key=RANK.get)


def asked_on(case_id, day):
    """Say whether an assessment of a case that was asked on a day waits for its sign-off or has it."""
    found = Assessment.objects.filter(case_id=case_id, state__in=[State.SUBMITTED, State.SIGNED_OFF])
    return found.filter(assessed_at__gte=clocks.start_of_day(day), assessed_at__lt=clocks.end_of_day(day)).exists()


def newest_first(rows):
    """Return assessments in the order in which `latest_signed_off` looks for the one that holds."""
    asked = [each for each in rows if each.assessed_at]
    return sorted(asked, key=lambda each: (each.assessed_at, each.pk.int), reverse=True)


def first_submitted_at(assessment_row):
    """Return when what this assessment corrects was first handed in, or when it was itself."""
    while assessment_row.corrects_id:
        assessment_row = assessment_row.corrects
    return assessment_row.submitted_at


def in_conflict(case_id, officer):
    """Say whether an officer declared that somebody in the case is close to them."""
    return Conflict.objects.filter(case_id=case_id, officer=officer).exists()


def is_overtaken(assessment_row):
    """Say whether a later assessment of the same case is signed off."""
    holds = latest_signed_off(assessment_row.case_id)
    return bool(holds) and holds.pk != assessment_row.pk


def unexplained(assessment_row, grade):
    """Return the level of a case that signing an assessment off at a grade would lower without a reason, or ''.

    Its author explained it beside the level at which it was handed in. What was signed, reviewed or returned since,
    in whatever order it was asked, may have raised that.
    """
    if assessment_row.state != State.SUBMITTED:
        return ""
    stands = assessment_row.case.risk_level
    holds = max(assessment_row.grade, grade, key=RANK.get)
    if RANK[holds] >= RANK[stands] or RANK[assessment_row.level_before] >= RANK[stands]:
        return ""
    asked = assessment_row.assessed_at
    later = Q(assessed_at__gt=asked) | Q(assessed_at=asked, pk__gt=assessment_row.pk)
    signed = Assessment.objects.filter(later, case_id=assessment_row.case_id, state=State.SIGNED_OFF)
    return "" if signed.exists() else stands


def uncovered(case_id):
    """Return the signed-off assessments of a case that no review has looked at, locked."""
    found = Assessment.objects.select_for_update().filter(case_id=case_id, state=State.SIGNED_OFF, covered_by=None)
    return found.order_by("pk")


def decisions_of(assessment_row):
    """Return the sign-offs and returns of an assessment, first to last."""
    return Decision.objects.filter(assessment=assessment_row).select_related("by").order_by("at", "pk")


def reviews_of(assessment_row):
    """Return the reviews of an assessment with what they recommend, first to last."""
    found = Review.objects.filter(assessment=assessment_row).select_related("reviewer")
    return found.prefetch_related("recommendations__owner").order_by("at", "pk")


def review(review_id):
    """Return one review with its assessment."""
    return Review.objects.select_related("assessment").get(pk=review_id)


def recommendations_of(review_id):
    """Return what a review recommends, in the order in which it was written."""
    return Recommendation.objects.filter(review_id=review_id).select_related("owner").order_by("pk")


def officers_who_assess(reader):
    """Return the officers of the reader's force who may make assessments, by name."""
    roles = [role for role, grants in ROLES.items() if Permission.RISK_SUBMIT in grants]
    return accounts.officers_in_force(reader.posting.force_id, roles=roles)


def officers_who_act(reader):
    """Return the officers of the reader's force who may complete what a review recommends, by name."""
    roles = [role for role, grants in ROLES.items() if Permission.ACTION_COMPLETE in grants]
    return accounts.officers_in_force(reader.posting.force_id, roles=roles)
