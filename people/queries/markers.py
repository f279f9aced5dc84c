"""Reads of markers: what must be known before somebody goes there, meets them or rings."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.errors import Absent
from law import clocks
from people import normal
from people.models import Address, Marker, Person, Phone, Residence
from people.queries.houses import house_of
from people.queries.persons import visible_to
from people.states import MARKERS_BY_GRAVITY


@dataclass(frozen=True)
class Shown:
    """One marker as it is shown to somebody who is about to act.

    `about` is "person", "address" or "phone", and `of` the name, address or number in words. `identity_id` is the
    person's identity, for putting a marker beside the right person; None for an address or a number. `unconfirmed`
    says that its day of review has passed and nobody has confirmed it since.
    """

    id: UUID
    kind: str
    words: str
    about: str
    of: str
    identity_id: UUID | None
    reason: str
    from_on: date
    expires_on: date
    unconfirmed: bool
    owner: str


def markers_for(people, address, phones, reader, at):
    """Return the markers that somebody who deals with these people, this address or these numbers must know.

    `people` are persons' ids (any record of them; every record of the same person counts, and so do the telephone
    numbers on them), `address` an Address, several, or None, `phones` numbers in any form, or a query that gives them
    as they are kept. The gravest come first: weapons before a language. Those about a person whom the reader may not
    see are left out; a protected address never has one. One that nobody confirmed in time is still returned, with
    `unconfirmed`. Two statements at most, however many people there are; an empty question costs none.
    """
    day = clocks.london_day(at)
    about = concerning(list(people), address, phones, reader, at)
    if about is None:
        return []
    found = Marker.objects.filter(about, ended_at=None, from_on__lte=day).select_related("person", "address", "owner")
    shown = [as_shown(marker, day) for marker in found]
    return sorted(shown, key=lambda each: (MARKERS_BY_GRAVITY.index(each.kind), each.about, each.of, str(each.id)))


def concerning(people, address, phones, reader, at):
    """Return the condition for markers about any of these, or None when nothing was asked."""
    places = [address] if isinstance(address, Address) else [each for each in address or () if each]
    kept = isinstance(phones, QuerySet)
    numbers = phones if kept else {number for text in phones if (number := normal.phone(text))}
    about = Q()
    if people:
        records = Person.objects.filter(identity__records__in=people, pk__in=visible_to(reader, at).values("pk"))
        held = Phone.objects.filter(person__in=records.values("pk")).values("number")
        about |= Q(person__in=records.values("pk")) | Q(number__in=held)
    for place in places:
        about |= Q(address__in=house_of(place))
    if kept or numbers:
        about |= Q(number__in=numbers)
    return about or None


def as_shown(marker, day):
    """Return a marker as it is shown on a day."""
    return Shown(
        id=marker.pk,
        kind=marker.kind,
        words=marker.get_kind_display(),
        about=marker.about,
        of=str(marker.person or marker.address or marker.number),
        identity_id=marker.person and marker.person.identity_id,
        reason=marker.reason,
        from_on=marker.from_on,
        expires_on=marker.expires_on,
        unconfirmed=marker.expires_on < day,
        owner=str(marker.owner),
    )


def marker(marker_id, reader, at=None):
    """Return one marker; raise Absent when it is not there, or about somebody who is not for this reader."""
    found = (
        Marker.objects.filter(seen_by(reader, at), pk=marker_id).select_related("person", "address", "owner").first()
    )
    if found is None:
        raise Absent
    return found


def seen_by(reader, at):
    """Return the condition for markers that this reader may open by themselves.

    One on an address or a number is there for those who may see somebody there, and for all where nobody is recorded.
    """
    seen = visible_to(reader, at).values("pk")
    homes, phones = (
        Residence.objects.filter(address=OuterRef("address")),
        Phone.objects.filter(number=OuterRef("number")),
    )
    return (
        Q(person__in=seen)
        | Q(address__isnull=False) & (Exists(homes.filter(person__in=seen)) | ~Exists(homes))
        | ~Q(number="") & (Exists(phones.filter(person__in=seen)) | ~Exists(phones))
    )


def marker_for_change(marker_id, reader, at=None):
    """Return one marker within the reader's scope, locked until the end of the transaction."""
    marker(marker_id, reader, at)
    return Marker.objects.select_for_update(of=("self",)).select_related("person", "address", "owner").get(pk=marker_id)


def standing_marker(kind, *, person=None, address=None, number=""):
    """Return the marker of this kind that stands for the same thing, or None."""
    return Marker.objects.filter(kind=kind, person=person, address=address, number=number, ended_at=None).first()


def markers_on(records, day):
    """Return {(marker's id, kind, record's id)} of all that stands for these very records, or for where they live.

    One that begins later is among them, as it was asked about when it was set; one on a home only for those who
    are recorded to live there on this day, its first and its last included.
    """
    standing = Marker.objects.filter(ended_at=None)
    found = set(standing.filter(person__in=records).values_list("pk", "kind", "person_id"))
    homes = Residence.objects.filter(person__in=records).exclude(until_on__lt=day).exclude(from_on__gt=day)
    for home in homes.select_related("address").order_by("pk"):
        there = standing.filter(address__in=house_of(home.address)).values_list("pk", "kind")
        found |= {(pk, kind, home.person_id) for pk, kind in there}
    return found


def place(address_id):
    """Return an address by its id, or raise Absent."""
    found = Address.objects.filter(pk=address_id).first()
    if found is None:
        raise Absent
    return found


def people_of_markers(marker_ids):
    """Return {marker: the id of whom it is about, as a set} of those about a person, for the engine's own use."""
    rows = Marker.objects.filter(pk__in=marker_ids).exclude(person=None).values_list("pk", "person_id")
    return {pk: {person} for pk, person in rows}
