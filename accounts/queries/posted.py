"""Forces, units, officers, and who is posted where, when."""

from django.db.models import Min, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Force, Officer, Posting, Token, Unit
from accounts.permissions import Role
from core.errors import Absent
from law import clocks


def officer_of_force(officer_id, *, reader, at):
    """Return an active officer posted in the reader's force, or raise Absent."""
    here = Posting.objects.in_force(at).filter(force_id=reader.posting.force_id).values("officer_id")
    found = Officer.objects.filter(pk=officer_id, is_active=True, pk__in=here).first()
    if found is None:
        raise Absent()
    return found


def posting_of(officer_id, at):
    """Return the posting of an officer at a moment, or None."""
    return Posting.objects.in_force(at).filter(officer_id=officer_id).order_by("-from_at").first()


def posting_before(posting):
    """Return the posting of the same officer that ended when another began, or None."""
    return Posting.objects.filter(officer_id=posting.officer_id, until_at=posting.from_at).first()


def officer_with_token(token):
    """Return the active officer whose token this is, or None."""
    found = Token.objects.select_related("officer").filter(digest=Token.digest_of(token)).first()
    return found.officer if found and found.officer.is_active else None


def first_posted(officer_ids):
    """Return (officer id, the London day on which their first posting began) for some officers, in one query."""
    found = Posting.objects.filter(officer_id__in=list(officer_ids)).values("officer_id").annotate(first=Min("from_at"))
    return [(row["officer_id"], clocks.london_day(row["first"])) for row in found]


def officers_in_force(force_id, *, at=None, roles=None, unit_id=None):
    """Return active officers posted in a force, or in one of its units, by name."""
    posts = Posting.objects.in_force(at or timezone.now()).filter(force_id=force_id)
    if unit_id:
        posts = posts.filter(unit_id=unit_id)
    if roles:
        posts = posts.filter(role__in=roles)
    found = Officer.objects.filter(is_active=True, postings__in=posts).distinct()
    return found.order_by("last_name", "first_name", "pk")


def with_first_posting(officers):
    """Return some officers (a queryset), each with when their first posting began as `began`."""
    first = Posting.objects.filter(officer=OuterRef("pk")).order_by("from_at").values("from_at")[:1]
    return officers.annotate(began=Subquery(first))


def ever_posted_in(force_id):
    """Return the ids of everybody who is or was posted in a force (a query)."""
    return Posting.objects.filter(force_id=force_id).values("officer_id")


def posted_ids(force_id, at):
    """Return the ids of the active officers posted in a force at a moment, as a set."""
    return set(officers_in_force(force_id, at=at).values_list("pk", flat=True))


def force(code):
    """Return a force by its code."""
    return Force.objects.get(code=code)


def forces():
    """Return every force, by its code."""
    return Force.objects.order_by("code")


def force_meant(code=None):
    """Return the force of a code; without one the only one that is no guest. None where there is none, or several."""
    found = Force.objects.filter(code=code) if code else Force.objects.filter(guest=False)
    return found.get() if found.count() == 1 else None


def unit(force_code, code):
    """Return a unit by the codes of its force and its own."""
    return Unit.objects.get(force__code=force_code, code=code)


def officer(officer_id):
    """Return an officer by identifier, or raise Absent."""
    found = Officer.objects.filter(pk=officer_id).first()
    if found is None:
        raise Absent()
    return found


def posting_to_end(posting_id, *, reader):
    """Return a posting in the reader's force, or raise Absent: elsewhere and missing look the same."""
    found = Posting.objects.select_related("officer", "unit").filter(pk=posting_id, force_id=reader.posting.force_id)
    if (posting := found.first()) is None:
        raise Absent()
    return posting


def officer_to_post(officer_id, *, reader, at):
    """Return an active officer who is posted in the reader's force or nowhere, or raise Absent."""
    elsewhere = Posting.objects.in_force(at).exclude(force_id=reader.posting.force_id)
    found = Officer.objects.filter(pk=officer_id, is_active=True).exclude(postings__in=elsewhere).first()
    if found is None:
        raise Absent()
    return found


def all_postings(force_id):
    """Return every posting of active officers in a force, past ones among them, longest in post first."""
    found = Posting.objects.filter(force_id=force_id, officer__is_active=True)
    return list(found.select_related("officer").order_by("from_at", "officer_id"))


def postings(force_id, *, at):
    """Return the postings in force of a force, by unit and name."""
    return (
        Posting.objects.in_force(at)
        .filter(force_id=force_id)
        .select_related("officer", "unit")
        .order_by("unit__name", "officer__last_name")
    )


def unposted(*, at):
    """Return active officers without a posting."""
    return Officer.objects.filter(is_active=True).exclude(postings__in=Posting.objects.in_force(at))


def units(force_id):
    """Return the units of a force by name."""
    return Unit.objects.filter(force_id=force_id).order_by("name")


def without_address(officer_ids):
    """Return those of these officers who have no e-mail address, by name."""
    return list(Officer.objects.filter(pk__in=officer_ids, email="").order_by("last_name", "first_name")[:50])


def holding_without_address(*holding, told):
    """Return the active officers among those `holding` something who have no e-mail address and were not `told` of."""
    among = Q()
    for officer_ids in holding:
        among |= Q(pk__in=officer_ids)
    return list(Officer.objects.filter(among, email="", is_active=True).exclude(pk__in=told).order_by("pk"))


def posted_at(at):
    """Return the ids of everybody who has a posting in force at a moment (a query)."""
    return Posting.objects.in_force(at).values("officer_id")


def has_sergeant(unit_id, at):
    """Say whether somebody is posted as sergeant of a unit at a moment."""
    return Posting.objects.in_force(at).filter(role=Role.SERGEANT, unit_id=unit_id, officer__is_active=True).exists()
