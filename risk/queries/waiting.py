"""The lists of assessments that wait for somebody: the gravest first, then the longest waiting.

Each is read from an index in its own order, a page at a time and from the last one shown: no count, and nothing that
grows with what was decided before. The order of gravity is that of the alphabet: HIGH, MEDIUM, STANDARD.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from accounts.permissions import Permission, Scope, scope_of
from core import access
from core.sql import Literal
from risk.models import Assessment, Conflict
from risk.queries.assessments import visible_to
from risk.states import Grade, State

PAGE = 50
CHILDLESS = ExpressionWrapper(Q(child_ids=[]), BooleanField()).asc()
PEOPLE = ("case__victim", "case__suspect", "author")
# What a list shows of each; the rest of an officer, a person and an assessment is not read for it.
SHOWN = (
    *(f"{one}__{name}" for one in PEOPLE[:2] for name in ("given_name", "family_name")),
    *(f"author__{name}" for name in ("first_name", "last_name", "username")),
    *("case_id", "author_id", "grade", "held_grade", "signed_off_grade", "signed_off_at", "submitted_at", "child_ids"),
)


def waiting_for_sign_off(reader, after=None):
    """Return a page of what this reader may sign off, and one more where there is more. Never their own.

    Each has `place`, from which the next page is asked for with `after`.
    """
    scope = scope_of(reader, Permission.RISK_SIGN_OFF)
    if scope is None:
        return []
    found = visible_to(reader).filter(state=Literal(State.SUBMITTED)).exclude(author=reader)
    found = found.filter(waits_in=reader.posting.unit_id) if scope == Scope.OWN_UNIT else found
    found = found.filter(Q(typed_by=None) | ~Q(typed_by=reader)).exclude(conflicted(reader))
    by = ("grade", "submitted_at")
    return placed(shown_of(beyond(found, *by, after), *by)[: PAGE + 1])


def waiting_for_review(reader, after=None):
    """Return a page of the cases that wait for a specialist, and one more where there is more.

    Every case with a high or medium grade or children that nobody reviewed: one row for each, its latest signed-off
    assessment. The gravest unreviewed one of the case decides its place, then when that was signed off. A newer,
    lower assessment therefore never takes an unreviewed high one off the list. What the reader has still to read apart
    is not among them, since its place would tell its grade.
    """
    if scope_of(reader, Permission.RISK_REVIEW) is None:
        return []
    owed = Q(state=Literal(State.SIGNED_OFF), needs_review=True, covered_by=None)
    graver = Assessment.objects.filter(owed, case=OuterRef("case")).filter(
        Q(signed_off_grade__lt=OuterRef("signed_off_grade"))
        | Q(signed_off_grade=OuterRef("signed_off_grade"), signed_off_at__lt=OuterRef("signed_off_at"))
        | Q(
            signed_off_grade=OuterRef("signed_off_grade"),
            signed_off_at=OuterRef("signed_off_at"),
            pk__lt=OuterRef("pk"),
        )
    )
    newer = Assessment.objects.filter(
        Q(assessed_at__gt=OuterRef("assessed_at")) | Q(pk__gt=OuterRef("pk")),
        case=OuterRef("case"),
        state=Literal(State.SIGNED_OFF),
        assessed_at__gte=OuterRef("assessed_at"),
    )
    found = visible_to(reader).filter(owed).exclude(conflicted(reader)).exclude(Exists(graver))
    if apart := access.levels_kept_from(reader):
        found = found.exclude(case__in=list(apart))
    by = ("signed_off_grade", "signed_off_at")
    rows = shown_of(beyond(found, *by, after), *by).annotate(overtaken=Exists(newer))
    return with_latest(placed(rows[: PAGE + 1]))


def waiting_to_read_apart(reader):
    """Return a page of what this specialist has still to read apart, and one more where there is more.

    The gravest by what its answers say comes first, with children before without, and then the longest waiting: all
    that the reader is shown anyway. Where the rules suggest nothing it may be the gravest. No grade decides the place.
    """
    found = visible_to(reader).filter(pk__in=list(access.levels_kept_from(reader).values()))
    found = found.filter(needs_review=True, covered_by=None).exclude(conflicted(reader))
    # The order of gravity is that of the alphabet, and no suggestion comes before all of them.
    found = found.order_by("suggested_grade", CHILDLESS, "signed_off_at", "pk")
    return list(shown_of(found, "grade", "signed_off_at")[: PAGE + 1])


def beyond(found, grade, since, after):
    """Return what comes after a place, the gravest first and then the longest waiting."""
    if after:
        worst, moment, pk = after
        later = Q(**{f"{since}__gt": moment}) | Q(**{since: moment}, pk__gt=pk)
        found = found.filter(Q(**{f"{grade}__gt": worst}) | Q(later, **{grade: worst}))
    return found.order_by(grade, since, "pk")


def shown_of(found, grade, since):
    """Return what is shown of each assessment, and nothing else of it."""
    return found.select_related(*PEOPLE).only(*SHOWN).annotate(waiting_since=F(since), worst=F(grade))


def placed(rows):
    """Return rows, each with its place."""
    rows = list(rows)
    for row in rows:
        row.place = f"{row.worst}~{row.waiting_since.isoformat()}~{row.pk}"
    return rows


def with_latest(rows):
    """Return the latest signed-off assessment of each case in the place of the one that waits, where it is another."""
    latest = latest_of([row.case_id for row in rows if row.overtaken])
    for row in rows:
        newer = latest.get(row.case_id, row)
        newer.waiting_since, newer.worst, newer.place = row.waiting_since, row.worst, row.place
    return [latest.get(row.case_id, row) for row in rows]


def latest_of(cases):
    """Return {case: its latest signed-off assessment} with what a list shows."""
    if not cases:
        return {}
    found = Assessment.objects.filter(case_id__in=cases, state=Literal(State.SIGNED_OFF))
    found = found.order_by("case_id", "-assessed_at", "-pk").distinct("case_id")
    return {row.case_id: row for row in found.select_related(*PEOPLE).only(*SHOWN)}


def place(text):
    """Return the place that a row was given, to ask for what comes after it; None where it is none."""
    worst, _, rest = text.partition("~")
    since, _, pk = rest.partition("~")
    try:
        return (Grade(worst), datetime.fromisoformat(since), UUID(pk))
    except ValueError:
        return None


def conflicted(reader):
    """Return the condition that the reader declared a conflict in the case."""
    return Exists(Conflict.objects.filter(case=OuterRef("case"), officer=reader))
