"""The benchmark of search among many people: invented people who can be asked for, and figures that mean something."""

import pytest
from django.db import connection

from people import search_bench
from people.models import Person, PersonName

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd():
    """A few hundred invented people in a schema of their own, gone with the transaction of the test."""
    search_bench.make(400, seed=7, told=lambda step: None)
    assert (Person.objects.count(), PersonName.objects.count()) == (400, 400)
    with connection.cursor() as cursor:
        yield
        cursor.execute("SET LOCAL search_path = public")


def test_the_same_seed_asks_for_the_same_people_in_the_same_words(crowd):
    assert search_bench.queries(5, seed=1) == search_bench.queries(5, seed=1)
    assert search_bench.queries(5, seed=1) != search_bench.queries(5, seed=2)


def test_both_ways_find_whom_is_meant_and_tell_what_that_cost(crowd):
    asked = search_bench.queries(8, seed=3)

    lines = {way: search_bench.measure(asked, find) for way, find in search_bench.WAYS.items()}

    for line in lines.values():
        assert line["recall@20"] >= 0.75
        assert line["queries"] == 8
        assert 0 < line["pages_p50"] <= line["pages_p95"]
        assert line["ms_p50"] <= line["ms_p95"]
