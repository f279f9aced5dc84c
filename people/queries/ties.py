"""Reads of who an officer is near to."""

from django.db.models import Q

from accounts import queries as accounts
from people.models import OfficerTie, Person, Phone, Relationship, Residence
from people.states import Kind, TieKind

KIN = [kind for kind in Kind if kind not in (Kind.FRIEND, Kind.NEIGHBOUR)]


def near(officer):
    """Return the identities of everybody an officer is near to (a queryset of ids), worked out anew each time.

    Themselves, those they declared, and of themselves also: partners and family as recorded, whoever shares
    a telephone number, and whoever lives at the same address.
    """
    tied = OfficerTie.objects.filter(officer=officer)
    mine = Person.objects.filter(identity__in=tied.filter(kind=TieKind.SELF).values("person__identity"))
    records = mine.values("pk")
    linked = Relationship.objects.filter(kind__in=KIN)
    homes = Residence.objects.filter(person__in=records, until_on=None).values("address")
    numbers = Phone.objects.filter(person__in=records).values("number")
    found = Person.objects.filter(
        Q(pk__in=tied.values("person"))
        | Q(pk__in=linked.filter(of__in=records).values("to"))
        | Q(pk__in=linked.filter(to__in=records).values("of"))
        | Q(pk__in=Residence.objects.filter(address__in=homes, until_on=None).values("person"))
        | Q(pk__in=Phone.objects.filter(number__in=numbers).values("person"))
    )
    return found.values("identity")


def colleagues(reader, at):
    """Return the officers of the reader's force, by name."""
    return accounts.officers_in_force(reader.posting.force_id, at=at)


def near_among(officer, person_ids):
    """Return the ids of those of some records of people to whom an officer is near, as a set."""
    found = Person.objects.filter(pk__in=person_ids, identity__in=near(officer))
    return set(found.values_list("pk", flat=True))
