"""Reads of people, their names, numbers, places and connections."""

from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q
from django.utils import timezone

from accounts.permissions import Permission, allow, may
from core.access import Withheld, note
from core.errors import Absent
from core.models import Access
from people import normal, search, sharing
from people.asking import ask
from people.models import Firearm, Merge, Person, Relationship, Residence, SafeAddress, SafeContact
from people.queries.hiding import hidden_records, in_question, veil, visible_to
from people.queries.houses import house_of, is_this_house
from people.queries.places import names_one_of
from people.states import INVERSE

# Functions (reader) -> the condition of people in whose safety the reader's force has no part: no address then.
NOT_OURS = []
MOST = 20
NEWEST = ("person__identity", "person", "text")
MERGES = 7_203_115  # the advisory lock under which identities change


def find(
    *, q="", given_name="", family_name="", born_on=None, phone="", postcode="", address="", reader, at=None, limit=MOST
):
    """Return the people who may be meant, best first: at most 20 Match, one for each identity.

    `born_on` is a date or a text ("1984", "1984-03", "1984-03-07"); ValueError says what is wrong with it.
    Raises Refused for a reader who may not search. That somebody searched is kept; what for is not.
    """
    allow(reader, Permission.PERSON_SEARCH)
    at = at or timezone.now()
    asked = ask(
        q=q,
        given_name=given_name,
        family_name=family_name,
        born_on=born_on,
        phone_number=phone,
        code=postcode,
        address=address,
    )
    found = search.find(asked, veil(reader, at), min(limit, MOST))
    note(reader, "people", at=at, kind=Access.Kind.SEARCH)
    return found


def person(person_id, reader, at=None):
    """Return one record; raise Absent when it is not there or not for this reader."""
    return next(iter(several([person_id], reader, at).values()))


def several(person_ids, reader, at=None):
    """Return {id: record} of several records at once; raise Absent when one is not there or not for this reader.

    The rules of who is hidden are asked in full only of people whom one of them may hide: planning them takes longer
    than all the rest of a call.
    """
    wanted = {UUID(str(each)) for each in person_ids}
    if wanted and may(reader, Permission.PERSON_SEARCH):
        raise Absent
    known = Person.objects.select_related("identity").annotate(in_question=in_question(reader))
    found = known.in_bulk(list(wanted)) if wanted else {}
    doubtful = [pk for pk, each in found.items() if each.in_question]
    if len(found) < len(wanted) or (
        doubtful and visible_to(reader, at).filter(pk__in=doubtful).count() < len(doubtful)
    ):
        raise Absent
    return found


def profile(person_id, reader, at):
    """Return one record with all that belongs to the same person, for its page; the reading is noted.

    A record that only a hidden case names is left out: a new name, home or number said there stays there. Where it is
    the very one that was asked for, another stands in its place.
    """
    found = person(person_id, reader, at)
    belonging = Person.objects.filter(identity=found.identity_id).prefetch_related(
        "phones", "aliases", Prefetch("residences", Residence.objects.select_related("address"))
    )
    note(reader, "person", subject_id=found.pk, at=at)
    shown = without_hidden(list(belonging.order_by("pk")), reader, at)
    return found if found in shown else shown[0], shown


def without_hidden(records, reader, at):
    """Return those of the records of one person that this reader may see; one at least is always among them."""
    if len(records) < 2:
        return records
    ids = [each.pk for each in records]
    unseen = hidden_records(ids, reader, at)
    return [each for each in records if each.pk not in unseen] or records


def identity(person_id, reader, at=None):
    """Return the record under which a person is known."""
    return person(person_id, reader, at).identity


def records(person_ids):
    """Return the records with these ids, in a fixed order (a queryset)."""
    return Person.objects.filter(pk__in=list(person_ids)).order_by("pk")


def with_external_id(external_id):
    """Return the records that a sender knows under this number, whatever the reader, in a fixed order, as a list."""
    return list(Person.objects.exclude(external_id="").filter(external_id=external_id).order_by("pk"))


def records_of(identity):
    """Return all records that are known to be one person, in a fixed order, as a list."""
    return list(Person.objects.filter(identity=identity).order_by("pk"))


def same_identity(person_id):
    """Return the ids of all records known to be the same person as this one (a queryset)."""
    return Person.objects.filter(identity__records=person_id).values_list("pk", flat=True)


def safe_address(person, reader, at):
    """Return the protected address of a person as text, Withheld, or None when none is recorded.

    Where another force has all that is known of the person as a victim, it is Withheld from this one.
    Withheld is not empty: a reader without the permission learns that there is one and not which. Of a
    person whom the reader may not see, it is Withheld whether there is one or not. Showing it is noted.
    """
    return safe_addresses([person], reader, at)[person.pk]


def safe_addresses(people, reader, at):
    """Return {id: the protected address} of several people, each as `safe_address` does.

    The newest that is on any record of theirs; Withheld where that record is hidden from the reader.
    """
    reason = may(reader, Permission.SAFE_ADDRESS_SEE)
    rows = SafeAddress.objects.filter(person__identity__in=[each.identity_id for each in people])
    newest = {identity: kept for identity, *kept in rows.order_by("recorded_at", "pk").values_list(*NEWEST)}
    asked = [each.pk for each in people]
    beside = {record for record, _ in newest.values()}.difference(asked)
    hidden = hidden_records(beside, reader, at) if beside else ()
    elsewhere = reduce(or_, (each(reader) for each in NOT_OURS), Q(pk=None))
    seen = visible_to(reader, at).annotate(elsewhere=ExpressionWrapper(elsewhere, BooleanField()))
    not_ours = dict(seen.filter(pk__in=asked).values_list("pk", "elsewhere"))
    told = {}
    for each in people:
        record, text = newest.get(each.identity_id, (None, None))
        withheld = reason or not_ours.get(each.pk) or record in hidden
        told[each.pk] = Withheld("safe address") if each.pk not in not_ours or text and withheld else text
        if isinstance(told[each.pk], str):
            note(reader, "safe address", subject_id=each.pk, at=at)
    return told


def kept_safe_address(person):
    """Return the newest SafeAddress on any record of a person, or None; for those who show it to nobody unasked."""
    return SafeAddress.objects.filter(person__identity=person.identity_id).order_by("-recorded_at", "-pk").first()


def shares_safe_address(person, record_ids):
    """Say whether the protected address that holds for a person is on any of these records too; told to nobody."""
    holds = kept_safe_address(person)
    if holds is None:
        return False
    others = SafeAddress.objects.filter(person__in=record_ids).values_list("text", flat=True)
    return normal.address_key(holds.text) in map(normal.address_key, others)


def latest_safe_contact(person_id):
    """Return the newest version of how the person of this very record is reached safely, or None.

    For callers who have asked already whether their reader may know it; a merge moves nothing.
    """
    return (
        SafeContact.objects.filter(person_id=person_id)
        .annotate(protected=ArraySubquery(protected_of("person_id")))
        .select_related("confirmed_by")
        .prefetch_related("channels", "times")
        .order_by("-version")
        .first()
    )


def protected_of(name):
    """Return the protected addresses, as written, of whoever a column of this name holds, every record of them."""
    return SafeAddress.objects.filter(person__identity__records=OuterRef(name)).order_by("pk").values("text")


def has_safe_contact(name):
    """Return the condition that a safe way of contact is kept for the record that a column of this name holds."""
    return Exists(SafeContact.objects.filter(person=OuterRef(name)))


def shared_channels(contact, others, day):
    """Return {kind of channel: sentence} for the ways that also reach these other people on a day.

    So for a way that names a protected address of the person: more people read it than may know where they live.
    """
    known = sharing.known_of(others, day)
    found = {each.kind: sharing.why_shared(each.kind, each.to, known) for each in contact.channels.all()}
    described = {each.kind: each.to for each in contact.channels.all() if each.kind in sharing.PLACES}
    sentence = "It names a place that is protected. Ask the safeguarding team, and the victim for another way."
    shared = {kind: sentence for kind, sentence in found.items() if sentence}
    return dict.fromkeys(naming_protected(contact, described), sentence) | shared


def protected_words(contact):
    """Return the names of the fields whose words name a protected address of the person, as a set."""
    return naming_protected(contact, {name: getattr(contact, name) for name in sharing.WORDS})


def naming_protected(contact, said):
    """Return which of some texts {name: text} name a protected address of the person of a contact, as a set."""
    return {name for name, text in said.items() if names_one_of(text, contact.protected, sharing.FEWEST_WORDS)}


def relationships(person_ids, reader, at):
    """Return the connections of some people that a reader may know of: none with whoever is hidden."""
    ids, visible = list(person_ids), visible_to(reader, at)
    found = Relationship.objects.filter(Q(of__in=ids) | Q(to__in=ids), of__in=visible, to__in=visible)
    return found.select_related("of", "to").order_by("pk")


def related(some, others, kinds):
    """Say whether any of `some` is recorded as one of `kinds` to any of `others`, whichever way round.

    Every record of the same person counts.
    """
    mine, theirs = (Person.objects.filter(identity__records__in=list(each)).values("pk") for each in (some, others))
    return Relationship.objects.filter(
        Q(of__in=mine, to__in=theirs) | Q(of__in=theirs, to__in=mine), kind__in=kinds
    ).exists()


def links(of, to):
    """Return what one identity is recorded to be to another (a queryset); either may come from a query around it."""
    return Relationship.objects.filter(of__identity_id=of, to__identity_id=to)


def firearms(people, address, day):
    """Return the certificates in force on a day, of these people or at the house of this address (a queryset).

    Each says as `here` whether it is for that house.
    """
    holders = Person.objects.filter(identity__records__in=list(people)).values("pk")
    whose = Q(holder__in=holders) | (Q(address__in=house_of(address)) if address else Q(pk__in=[]))
    found = firearms_in_force(day).filter(whose).annotate(here=is_this_house("address", address))
    return found.select_related("holder").order_by("certificate")


def firearms_in_force(day):
    """Return every certificate in force on a day (a queryset)."""
    return Firearm.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
    )


def hold(person_ids):
    """Lock these people, whichever of their records is named, until the transaction ends; always in one order."""
    heads = Person.objects.filter(pk__in=list(person_ids)).values("identity")
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=heads).order_by("pk"))


def same_link(kind, of, to, from_on):
    """Return the Relationship that already says this, from either side, or None."""
    either = Q(kind=kind, of=of, to=to)
    if kind in INVERSE:
        either |= Q(kind=INVERSE[kind], of=to, to=of)
    return Relationship.objects.filter(either, from_on=from_on).order_by("pk").first()


def standing_merge(person):
    """Return the merge that moved this record and has not been undone, or None."""
    return Merge.objects.select_related("keep", "merged").filter(merged=person, undone_at=None).first()


def merges_of(person_ids):
    """Return the merges among these records that stand, latest first (a queryset); one record alone has none."""
    ids = list(person_ids)
    if len(ids) < 2:
        return Merge.objects.none()
    found = Merge.objects.filter(undone_at=None, merged__in=ids, keep__in=ids)
    return found.select_related("keep", "merged").order_by("-at", "-pk")


def one_merge_at_a_time():
    """Wait until no other transaction changes identities, and hold the others back until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGES])


def number(text):
    """Return a telephone number in the form in which numbers are kept and found."""
    return normal.phone(text)
