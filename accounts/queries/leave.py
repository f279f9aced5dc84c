"""Who is away, who is there to answer for what, and since when somebody is gone."""

from django.db.models import Case, Max, Q, When

from accounts.models import Absence, Officer, Posting
from accounts.permissions import ROLES
from accounts.queries.posted import ever_posted_in, officers_in_force, posted_at
from core.errors import Absent


def holder(role, *, at, force_id, unit_id=None):
    """Return the posting of the officer who answers for `role` at `at`: longest in post, then by id.

    Looks in the unit first where one is given, then in the whole force. None when nobody holds it.
    """
    posts = (
        Posting.objects.in_force(at)
        .filter(role=role, force_id=force_id, officer__is_active=True)
        .exclude(officer__in=away_at(at))
        .order_by("from_at", "officer_id")
    )
    return (unit_id and posts.filter(unit_id=unit_id).first()) or posts.first()


def first_holders(roles, *, at, force_id, unit_id=None):
    """Return {role: the officer who answers for it} of those roles that somebody holds, as `holder` does."""
    posts = Posting.objects.in_force(at).filter(role__in=roles, force_id=force_id, officer__is_active=True)
    near = Case(When(unit_id=unit_id, then=0), default=1)
    found = posts.exclude(officer__in=away_at(at)).order_by("role", near, "from_at", "officer_id").distinct("role")
    return {post.role: post.officer for post in found.select_related("officer")}


def away_at(at):
    """Return the ids of everybody who is away at a moment (a query)."""
    return Absence.objects.holding(at).values("officer_id")


def away(officer_id, at):
    """Return the absence of an officer that holds at a moment, or None."""
    return Absence.objects.holding(at).filter(officer_id=officer_id).select_related("deputy").first()


def absences(force_id, *, at):
    """Return who of a force is away now or will be, by the day on which it begins."""
    posted = Posting.objects.in_force(at).filter(force_id=force_id).values("officer_id")
    found = Absence.objects.filter(Q(until_at=None) | Q(until_at__gt=at), returned_at=None, officer__in=posted)
    return found.select_related("officer", "deputy").order_by("from_at")


def overlapping_absence(officer_id, from_at, until_at):
    """Return an absence of this officer that is not over and overlaps a period, or None."""
    found = Absence.objects.filter(Q(until_at=None) | Q(until_at__gt=from_at), officer_id=officer_id, returned_at=None)
    return (found.filter(from_at__lt=until_at) if until_at else found).first()


def absences_to_start(at):
    """Return the ids of the absences that should have begun and have not, in a fixed order."""
    due = Absence.objects.filter(started_at=None, returned_at=None, from_at__lte=at)
    return list(due.order_by("from_at", "pk").values_list("pk", flat=True))


def absence(absence_id, *, reader):
    """Return an absence of an officer of the reader's force, or raise Absent."""
    mine = Posting.objects.filter(force_id=reader.posting.force_id).values("officer_id")
    found = Absence.objects.select_related("officer", "deputy").filter(pk=absence_id, officer__in=mine).first()
    if found is None:
        raise Absent()
    return found


def absence_for_change(absence_id, *, reader):
    """Return an absence of an officer of the reader's force, locked."""
    found = absence(absence_id, reader=reader)
    rows = Absence.objects.select_for_update(of=("self",)).select_related("officer", "deputy")
    return rows.get(pk=found.pk)


def on_duty(force_id, *, at, unit_id=None, roles=None):
    """Return the active officers posted in a force, or in one of its units, who are not away, by name."""
    return officers_in_force(force_id, at=at, unit_id=unit_id, roles=roles).exclude(pk__in=away_at(at))


def holders(*, force_id, at, but=()):
    """Return every posting of active officers in a force who are not away at a moment, longest in post first.

    Of the roles in `but`, which very many hold, only inspectors are returned.
    """
    return list(
        Posting.objects.in_force(at)
        .filter(force_id=force_id, officer__is_active=True)
        .exclude(Q(role__in=but) & ~Q(officer__rank__icontains="inspector"))
        .exclude(officer__in=away_at(at))
        .select_related("officer")
        .order_by("from_at", "officer_id")
    )


def able_at(permission, at, *, force):
    """Return the ids of the officers of a force who are there at a moment and whose role allows something (a query).

    `force` is its identifier, or a reference to it in an outer query.
    """
    roles = [role for role, granted in ROLES.items() if permission in granted]
    posts = Posting.objects.in_force(at).filter(force=force, role__in=roles, officer__is_active=True)
    return posts.exclude(officer__in=away_at(at)).values("officer_id")


def unreachable_at(at):
    """Return the ids of everybody who has left, has no posting, or is away at a moment (a query)."""
    gone = Q(is_active=False) | ~Q(pk__in=posted_at(at)) | Q(pk__in=away_at(at))
    return Officer.objects.filter(gone).values("pk")


def reachable(officer_id, at):
    """Say whether an officer is posted and not away at a moment."""
    return not Officer.objects.filter(pk=officer_id, pk__in=unreachable_at(at)).exists()


def gone_since(officer_ids, at):
    """Return {officer id: since when they cannot be reached} for some who cannot be at a moment.

    The beginning of an absence, or when it was recorded where that was later; the end of the last posting; else now.
    """
    since = dict.fromkeys(officer_ids, at)
    ended = Posting.objects.filter(officer_id__in=since, until_at__lte=at).exclude(officer__in=posted_at(at))
    for officer_id, until_at in ended.values_list("officer_id").annotate(Max("until_at")):
        since[officer_id] = until_at
    for each in Absence.objects.holding(at).filter(officer_id__in=since):
        since[each.officer_id] = min(since[each.officer_id], max(each.from_at, each.recorded_at))
    return since


def times_away(force_id):
    """Return {officer id: [(from, until or None)]} for everybody who was ever posted in a force."""
    found = {}
    for each in Absence.objects.filter(officer__in=ever_posted_in(force_id)):
        found.setdefault(each.officer_id, []).append(
            (each.from_at, min(filter(None, (each.until_at, each.returned_at)), default=None))
        )
    return found
