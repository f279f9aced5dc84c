"""The lists of assessments that wait for somebody: the gravest first, then the longest waiting."""

from django.db.models import Case, Exists, IntegerField, Min, OuterRef, Q, Subquery, Value, When

from accounts.permissions import Permission, Scope, scope_of
from risk.models import Assessment, Conflict
from risk.queries.assessments import visible_to
from risk.states import Grade, State

# High first, then medium, then standard with children.
CONSEQUENCE = {Grade.HIGH: 0, Grade.MEDIUM: 1, Grade.STANDARD: 2}


def waiting_for_sign_off(reader):
    """Return what this reader may sign off, not their own: the gravest grade first, then the longest waiting."""
    scope = scope_of(reader, Permission.RISK_SIGN_OFF)
    if scope is None:
        return Assessment.objects.none()
    found = visible_to(reader).filter(state=State.SUBMITTED).exclude(author=reader)
    found = found.filter(Q(typed_by=None) | ~Q(typed_by=reader)).exclude(conflicted(reader))
    if scope == Scope.OWN_UNIT:
        found = found.filter(case__unit_id=reader.posting.unit_id)
    return (
        found.select_related("case__victim", "case__suspect", "author")
        .annotate(consequence=consequence("grade"))
        .order_by("consequence", "submitted_at", "pk")
    )


def conflicted(reader):
    """Return the condition that the reader declared a conflict in the case."""
    return Exists(Conflict.objects.filter(case=OuterRef("case"), officer=reader))


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
        .filter(~Exists(later), Exists(owed), ~conflicted(reader), state=State.SIGNED_OFF)
        .annotate(
            consequence=Subquery(owed.annotate(worst=Min(consequence("signed_off_grade"))).values("worst")),
            waiting_since=Subquery(owed.annotate(first=Min("signed_off_at")).values("first")),
        )
        .select_related("case__victim", "case__suspect", "author")
        .order_by("consequence", "waiting_since", "pk")
    )
