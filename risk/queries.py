"""Every read of risk assessments. Each takes the `reader`, or a case that the reader was already given."""

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, Subquery, Value, When

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission, Scope, scope_of
from core import access
from core.errors import Absent, Refused
from incidents import queries as incidents
from law import grading, questionnaires
from risk import states
from risk.models import Answer, Assessment, Decision, Recommendation, Review
from risk.states import Grade, State

WITH = ("case__victim", "case__suspect", "case__unit", "author", "typed_by", "signed_off_by", "reviewed_by", "incident")
# High first, then medium, then standard with children.
CONSEQUENCE = {Grade.HIGH: 0, Grade.MEDIUM: 1, Grade.STANDARD: 2}


def visible_to(reader, at=None):
    """Return the assessments of the cases that this reader may know of."""
    return Assessment.objects.filter(case__in=incidents.visible_to(reader, at))


def assessment(assessment_id, *, reader):
    """Return one assessment with the people in it, or raise Absent: hidden and missing look the same."""
    found = visible_to(reader).select_related(*WITH).filter(pk=assessment_id).first()
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
    if not visible_to(reader).filter(pk=assessment_id).exists():
        raise Absent()
    return Assessment.objects.select_for_update(of=("self",)).select_related("case", "author").get(pk=assessment_id)


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


def current_grade(case_id):
    """Return the level of risk that holds in a case: of its latest signed-off assessment or review, or ''."""
    found = latest_signed_off(case_id)
    return found.holding_grade if found else ""


def is_overtaken(assessment_row):
    """Say whether a later assessment of the same case is signed off."""
    holds = latest_signed_off(assessment_row.case_id)
    return bool(holds) and holds.pk != assessment_row.pk


def uncovered(case_id):
    """Return the signed-off assessments of a case that no review has looked at, locked."""
    found = Assessment.objects.select_for_update().filter(case_id=case_id, state=State.SIGNED_OFF, covered_by=None)
    return found.order_by("pk")


def waiting_for_sign_off(reader):
    """Return what this reader may sign off, not their own: the gravest grade first, then the longest waiting."""
    scope = scope_of(reader, Permission.RISK_SIGN_OFF)
    if scope is None:
        return Assessment.objects.none()
    found = visible_to(reader).filter(state=State.SUBMITTED).exclude(author=reader)
    found = found.filter(Q(typed_by=None) | ~Q(typed_by=reader))
    if scope == Scope.OWN_UNIT:
        found = found.filter(case__unit_id=reader.posting.unit_id)
    return (
        found.select_related("case__victim", "case__suspect", "author")
        .annotate(consequence=consequence("grade"))
        .order_by("consequence", "submitted_at", "pk")
    )


def consequence(*fields):
    """Return an expression that orders by the first of these grades that is given, the gravest first."""
    chosen = [
        When(**dict.fromkeys(fields[:place], ""), **{field: grade}, then=Value(order))
        for place, field in enumerate(fields)
        for grade, order in CONSEQUENCE.items()
    ]
    return Case(*chosen, default=Value(len(CONSEQUENCE)), output_field=IntegerField())


def waiting_for_review(reader):
    """Return what waits for a specialist: every case with a high or medium grade or children that nobody reviewed.

    One row for each case, its latest signed-off assessment; the gravest unreviewed one of the case
    decides its place, then the time that has passed since. A newer, lower assessment therefore
    never takes an unreviewed high one off the list.
    """
    if scope_of(reader, Permission.RISK_REVIEW) is None:
        return Assessment.objects.none()
    same_case = Assessment.objects.filter(case=OuterRef("case"), state=State.SIGNED_OFF)
    later = same_case.filter(
        Q(assessed_at__gt=OuterRef("assessed_at")) | Q(assessed_at=OuterRef("assessed_at"), pk__gt=OuterRef("pk"))
    )
    owed = same_case.filter(needs_review=True, covered_by=None).order_by().values("case")
    return (
        visible_to(reader)
        .filter(~Exists(later), Exists(owed), state=State.SIGNED_OFF)
        .annotate(
            consequence=Subquery(owed.annotate(worst=Min(consequence("signed_off_grade"))).values("worst")),
            waiting_since=Subquery(owed.annotate(first=Min("signed_off_at")).values("first")),
        )
        .select_related("case__victim", "case__suspect", "author")
        .order_by("consequence", "waiting_since", "pk")
    )


def then_answers(case_id, before=None):
    """Return {item code: Answer} of the previous finished assessment: shown as "then", never as a new answer."""
    finished = Assessment.objects.filter(case_id=case_id, state__in=[State.SUBMITTED, State.SIGNED_OFF])
    if before is not None:
        finished = finished.exclude(pk=before.pk)
        if before.assessed_at:
            finished = finished.filter(assessed_at__lt=before.assessed_at)
    previous = finished.order_by("-assessed_at", "-pk").first()
    if previous is None:
        return {}
    return {answer.item: answer for answer in previous.answers.exclude(value="").select_related("assessment")}


def answers_of(assessment_row):
    """Return {item code: Answer}."""
    return {answer.item: answer for answer in Answer.objects.filter(assessment=assessment_row)}


def values_of(assessment_row):
    """Return {item code: value} of what is answered."""
    return {item: answer.value for item, answer in answers_of(assessment_row).items() if answer.value}


def question_set(instrument, day):
    """Return the version of an instrument that stands on a day, or raise Refused."""
    try:
        return questionnaires.in_force(instrument, day)
    except questionnaires.NoQuestionSet as error:
        raise Refused(str(error), "instrument") from None


def question_set_of(assessment_row):
    """Return the questions that this assessment asks, unchanged since it was started, or raise Refused."""
    try:
        found = questionnaires.load(assessment_row.instrument, assessment_row.version)
    except questionnaires.NoQuestionSet as error:
        raise Refused(f"{error} Tell your administrator.") from None
    if found.sha256 != assessment_row.question_set_hash:
        raise Refused("The wording of these questions was changed after they were asked. Tell your administrator.")
    return found


def used_otherwise(found):
    """Say whether this version was used with another wording."""
    used = Assessment.objects.filter(instrument=found.code, version=found.version)
    return used.exclude(question_set_hash=found.sha256).exists()


def suggestion_for(assessment_row):
    """Return what the rules suggest for the answers as they stand now; what is missing counts as open."""
    return grading.suggest(question_set_of(assessment_row), values_of(assessment_row))


def missing_in(assessment_row):
    """Return the questions that have no answer yet, in order."""
    values = values_of(assessment_row)
    return [item for item in question_set_of(assessment_row).items if not values.get(item.code)]


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


def officers_of_force(reader):
    """Return everybody posted in the reader's force, by name."""
    return accounts.officers_in_force(reader.posting.force_id)
