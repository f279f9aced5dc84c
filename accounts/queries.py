"""Who holds what, when."""

from django.utils import timezone

from accounts.models import Force, Officer, Posting, Token, Unit
from accounts.permissions import Role
from core.errors import Absent


def holder(role, *, at, force_id, unit_id=None):
    """Return the posting of the officer who answers for `role` at `at`: longest in post, then by id.

    Looks in the unit first where one is given, then in the whole force. None when nobody holds it.
    """
    posts = (
        Posting.objects.in_force(at)
        .filter(role=role, force_id=force_id, officer__is_active=True)
        .order_by("from_at", "officer_id")
    )
    return (unit_id and posts.filter(unit_id=unit_id).first()) or posts.first()


def posting_of(officer_id, at):
    """Return the posting of an officer at a moment, or None."""
    return Posting.objects.in_force(at).filter(officer_id=officer_id).order_by("-from_at").first()


def officer_with_token(token):
    """Return the active officer whose token this is, or None."""
    found = Token.objects.select_related("officer").filter(digest=Token.digest_of(token)).first()
    return found.officer if found and found.officer.is_active else None


def officers_in_force(force_id, *, at=None, roles=None):
    """Return active officers posted in a force, by name."""
    posts = Posting.objects.in_force(at or timezone.now()).filter(force_id=force_id)
    if roles:
        posts = posts.filter(role__in=roles)
    return Officer.objects.filter(is_active=True, postings__in=posts).distinct().order_by("last_name", "first_name")


def names(officer_ids):
    """Return {officer id: name} for a set of identifiers, in one query."""
    return {officer.pk: str(officer) for officer in Officer.objects.filter(pk__in=set(officer_ids))}


def force(code):
    """Return a force by its code."""
    return Force.objects.get(code=code)


def forces():
    """Return every force, by its code."""
    return Force.objects.order_by("code")


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


def holders(*, force_id, at):
    """Return every posting of active officers in a force at a moment, longest in post first."""
    return list(
        Posting.objects.in_force(at)
        .filter(force_id=force_id, officer__is_active=True)
        .select_related("officer")
        .order_by("from_at", "officer_id")
    )


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


def has_sergeant(unit_id, at):
    """Say whether somebody is posted as sergeant of a unit at a moment."""
    return Posting.objects.in_force(at).filter(role=Role.SERGEANT, unit_id=unit_id, officer__is_active=True).exists()


def officer_ids(force_id):
    """Return the ids of everybody who is or was posted in a force (a query)."""
    return Posting.objects.filter(force_id=force_id).values("officer_id")
