"""Who is hidden from a reader: asked of each person by itself, so that it costs what is looked at, not what is held."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from accounts.permissions import Permission, may
from people import candidates
from people.models import Person


@dataclass(frozen=True)
class Rule:
    """Hides people: in full, and in short.

    `hides` (reader, at) -> the condition on a person that is true of those hidden, and of every record of the same
    person alike. `doubts` (reader) -> rows with a `person`, which everybody has whom it may hide (a queryset): quick to
    ask, and more people than it hides.
    """

    hides: Callable
    doubts: Callable


# The desk fills both.
HIDDEN = []
# Functions (record ids, reader, at) -> the ids of those records that the reader may not see, though they may see the
# person by another one.
HIDDEN_RECORDS = []


def unseen(reader, at):
    """Return the condition on a person that is true of those whom this reader may not see."""
    return reduce(or_, (rule.hides(reader, at) for rule in HIDDEN), Q(pk=None))


def hidden_from(reader, at=None):
    """Return all records of people that this reader may not see (a queryset)."""
    return Person.objects.filter(unseen(reader, at or timezone.now()))


def visible_to(reader, at=None):
    """Return all records of people that this reader may see (a queryset)."""
    if may(reader, Permission.PERSON_SEARCH):
        return Person.objects.none()
    return Person.objects.exclude(unseen(reader, at or timezone.now()))


def hidden_records(record_ids, reader, at):
    """Return those of some records that this reader may not see, though they may see the person, as a set of ids."""
    return {pk for rule in HIDDEN_RECORDS for pk in rule(record_ids, reader, at)}


def in_question(reader):
    """Return a condition that is true of every person who may be hidden from this reader, and quick to plan."""
    same = {"person__identity": OuterRef("identity")}
    doubts = (Q(Exists(rule.doubts(reader).filter(**same))) for rule in HIDDEN)
    return Case(When(reduce(or_, doubts, Q(pk=None)), then=True), default=False)


def veil(reader, at):
    """Return what a search needs to leave out whoever this reader may not see."""
    doubtful = set()
    for rule in HIDDEN:
        same = Person.objects.filter(identity__in=rule.doubts(reader).values("person__identity"))
        doubtful.update(map(str, same.values_list("pk", flat=True)))

    def seen(record_ids):
        found = set(visible_to(reader, at).filter(pk__in=record_ids).values_list("pk", flat=True))
        return {str(pk) for pk in found - hidden_records(found, reader, at)} if found else found

    return candidates.Veil(sorted(doubtful), seen)
