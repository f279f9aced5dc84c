"""The lists of assessments that wait for somebody: the gravest first, then the longest waiting."""

from collections.abc import Sequence

from django.db.models import Case, Exists, IntegerField, Min, OuterRef, Q, Value, When

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


class Queue(Sequence):
    """What waits, by the keys of its cases in order: counted at once, and read a page at a time.

    `places` are (case id, consequence, waiting since). Each row is the latest signed-off assessment of its case.
    """

    def __init__(self, places):
        self.places = list(places)

    def __len__(self):
        return len(self.places)

    def __getitem__(self, which):
        return rows_at(self.places[which]) if isinstance(which, slice) else rows_at([self.places[which]])[0]

    def __iter__(self):
        return iter(self[:])


def rows_at(places):
    """Return the latest signed-off assessment of each of these cases, in their order, in one query."""
    found = Assessment.objects.filter(case__in=[case_id for case_id, _, _ in places], state=State.SIGNED_OFF)
    found = found.select_related("case__victim", "case__suspect", "author")
    latest = {row.case_id: row for row in found.order_by("case_id", "-assessed_at", "-pk").distinct("case_id")}
    for case_id, place, since in places:
        if case_id in latest:
            latest[case_id].consequence, latest[case_id].waiting_since = place, since
    return [latest[case_id] for case_id, _, _ in places if case_id in latest]


def waiting_for_review(reader):
    """Return what waits for a specialist: every case with a high or medium grade or children that nobody reviewed.

    One row for each case, its latest signed-off assessment; the gravest unreviewed one of the case
    decides its place, then the time that has passed since. A newer, lower assessment therefore
    never takes an unreviewed high one off the list. The order is worked out from the unreviewed alone, so
    that it costs the same however many were reviewed before.
    """
    if scope_of(reader, Permission.RISK_REVIEW) is None:
        return Queue([])
    owed = visible_to(reader).filter(~conflicted(reader), state=State.SIGNED_OFF, needs_review=True, covered_by=None)
    places = owed.values("case").annotate(worst=Min(consequence("signed_off_grade")), since=Min("signed_off_at"))
    return Queue(places.order_by("worst", "since", "case").values_list("case", "worst", "since"))
