"""Reads of who answers for a case, and of offers."""

from django.db.models import Exists, Max, OuterRef, Q

from accounts.permissions import Permission, scope_of
from core.errors import Absent
from core.models import Entry
from incidents.events import CASE_ACCEPTED
from incidents.models import (
    Case,
    Offer,
    Ownership,
)
from incidents.queries.cases import excluded_from, visible_to
from incidents.states import OfferAnswer


def owner_of(case_id, at=None):
    """Return who owns the case now, or at a moment in the past; None when it was not open then."""
    periods = Ownership.objects.filter(case_id=case_id).select_related("officer")
    if at is None:
        found = periods.filter(until_at=None).first()
    else:
        found = periods.filter(Q(until_at=None) | Q(until_at__gt=at), from_at__lte=at).first()
    return found and found.officer


def last_closed(case_id):
    """Return when a case was closed last, whether or not it was opened again since; None where it never was."""
    ended = Ownership.objects.filter(case_id=case_id, ended_by_closing=True)
    return ended.aggregate(last=Max("until_at"))["last"]


def ownerships(case_ids):
    """Return {case id: its periods of ownership with the case, first to last} for the engine's use, in one query."""
    found = {}
    held = Ownership.objects.filter(case_id__in=list(case_ids)).select_related("case")
    for period in held.order_by("from_at"):
        found.setdefault(period.case_id, []).append(period)
    return found


def owners(case_id):
    """Return the chain of owners, first to last."""
    return Ownership.objects.filter(case_id=case_id).select_related("officer").order_by("from_at")


def waiting_offer(case_id):
    """Return the offer of this case that waits for an answer, or None."""
    return Offer.objects.filter(case_id=case_id, state=OfferAnswer.WAITING).select_related("giver", "to").first()


def refused_offer(case_id):
    """Return the newest offer of this case where it was refused and its giver still answers for the case, or None."""
    newest = Offer.objects.filter(case_id=case_id).select_related("to").order_by("-offered_at", "-pk").first()
    if newest is None or newest.state != OfferAnswer.REFUSED:
        return None
    held = Ownership.objects.filter(case_id=case_id, officer_id=newest.giver_id, until_at=None)
    return newest if held.exists() else None


def waiting_offers(case_id):
    """Return the waiting offers of a case as a queryset, for the commands that end them."""
    return Offer.objects.filter(case_id=case_id, state=OfferAnswer.WAITING)


def offers_to(officer):
    """Return the offers that wait for this officer's answer, oldest first; of other forces as well."""
    return (
        offered(officer)
        .filter(to=officer, state=OfferAnswer.WAITING)
        .select_related("giver", "case__victim", "case__suspect")
        .order_by("offered_at")
    )


def offered(reader):
    """Return the offers that a reader may know of: of cases in their scope, or waiting for them from another force."""
    if reader.posting is None:
        return Offer.objects.none()
    return Offer.objects.filter(Q(case__in=visible_to(reader)) | from_elsewhere(reader))


def offers_from_elsewhere(reader):
    """Return the offers of other forces' cases that wait for this reader's answer."""
    if scope_of(reader, Permission.CASE_READ) is None:
        return Offer.objects.none()
    return Offer.objects.filter(from_elsewhere(reader))


def offers_over_elsewhere(reader):
    """Return the offers of other forces' cases that were made to this reader and wait no more."""
    if scope_of(reader, Permission.CASE_READ) is None:
        return Offer.objects.none()
    return Offer.objects.filter(made_elsewhere(reader)).exclude(state=OfferAnswer.WAITING)


def gone_elsewhere(reader, *, case, at):
    """Return the condition that another force of this house took a case at, or after, a moment; both name columns.

    Where the case is restricted only at that very moment: until then all who owed something there might know of it.
    Never to an officer who is near to its people.
    """
    if scope_of(reader, Permission.CASE_READ) is None:
        return Q(pk__in=())
    there = Case.objects.filter(pk=OuterRef(case)).exclude(force=reader.posting.force_id)
    there = there.exclude(excluded_from(reader)) if reader.tied else there
    crossed = Entry.objects.filter(case_id=OuterRef(case), event=CASE_ACCEPTED, facts__crossed=True)
    then, since = crossed.filter(recorded_at=OuterRef(at)), crossed.filter(recorded_at__gte=OuterRef(at))
    return Q(Exists(there), Exists(then)) | Q(Exists(there.exclude(restricted=True)), Exists(since))


def from_elsewhere(reader):
    """Return the condition of an offer of another force that waits for the reader, who is not near to its people."""
    return made_elsewhere(reader) & Q(state=OfferAnswer.WAITING)


def made_elsewhere(reader):
    """Return the condition of an offer that another force made to the reader, who is not near to its people."""
    made = Q(to=reader) & ~Q(case__force=reader.posting.force_id)
    return made & ~Q(case__in=Case.objects.filter(excluded_from(reader))) if reader.tied else made


def case_offered(offer_row, *, to):
    """Return (the case of an offer, locked; whether it is of another force), for whoever it is offered to."""
    if not offered(to).filter(pk=offer_row.pk).exists():
        raise Absent()
    found = Case.objects.select_for_update().get(pk=offer_row.case_id)
    return found, found.force_id != to.posting.force_id


def offer(offer_id, *, reader):
    """Return an offer that the reader may know of, or raise Absent."""
    found = (
        offered(reader)
        .filter(pk=offer_id)
        .select_related("case__victim", "case__suspect", "case__force", "giver", "to")
        .first()
    )
    if found is None:
        raise Absent()
    return found


def offer_for_change(offer_id):
    """Return an offer, locked."""
    found = Offer.objects.select_for_update().filter(pk=offer_id).first()
    if found is None:
        raise Absent()
    return found


def held_by(officer, at):
    """Return how many open cases this officer owns."""
    return Ownership.objects.filter(officer=officer, until_at=None, case__state="OPEN").count()
