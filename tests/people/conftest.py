"""What the tests of people share: a way to put somebody on record, and to look for them."""

import pytest
from django.db.models import Q

from core.models import Duty
from people import queries, services
from people.models import Person, PersonName, PossibleDuplicate


@pytest.fixture
def person(operator, at):
    """Return a function that puts a person on record: person("Asha", "Vale", born_on="1990-04-05")."""

    def registered(given_name="", family_name="", **details):
        return services.register(given_name=given_name, family_name=family_name, by=operator, at=at, **details)

    return registered


@pytest.fixture
def look_for(operator, at):
    """Return a function that searches as a control room operator."""

    def found(q="", **asked):
        return queries.find(q=q, reader=operator, at=at, **asked)

    return found


@pytest.fixture
def hide():
    """Return a function that hides people from every reader until the test ends."""
    rules = list(queries.HIDDEN)

    def hidden(*people):
        ids = [each.pk for each in people]
        queries.HIDDEN.append(
            queries.Rule(
                hides=lambda reader, at: Q(identity__in=Person.objects.filter(pk__in=ids).values("identity")),
                doubts=lambda reader: PersonName.objects.filter(person__in=ids),
            )
        )

    queries.HIDDEN.clear()
    yield hidden
    queries.HIDDEN[:] = rules


@pytest.fixture
def pair(person, cru):
    """Somebody recorded twice, and the pair that this put into the queue."""
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"])
    person("Cathy", "Orchard", born_on="1984-03-07", phones=["07700 900123"])
    return PossibleDuplicate.objects.get()


@pytest.fixture
def same(cru, at):
    """Return a function that finds a pair to be one person."""
    return lambda pair, by=cru, at=at: services.decide_same(
        duplicate_id=pair.pk, keep="one", reason="Same fingerprint", by=by, at=at
    )


@pytest.fixture
def different(cru, at):
    """Return a function that finds a pair to be two people."""
    return lambda pair, by=cru, at=at: services.decide_different(
        duplicate_id=pair.pk, reason="Different prints", by=by, at=at
    )


def owed(code="REVIEW_DUPLICATE"):
    """Return the open duties of a rule."""
    return list(Duty.objects.filter(code=code, ended_at=None))


def waiting(reader, at):
    """Return the names of the pairs in the queue, in order."""
    return [str(pair) for pair in queries.waiting_duplicates(reader, at)[0]]
