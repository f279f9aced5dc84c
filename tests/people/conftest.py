"""What the tests of people share: a way to put somebody on record, and to look for them."""

import pytest

from people import queries, services


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
        queries.HIDDEN.append(lambda reader, at: [each.pk for each in people])

    queries.HIDDEN.clear()
    yield hidden
    queries.HIDDEN[:] = rules
