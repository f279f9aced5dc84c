"""A case that is opened newly hears of the release that lies ahead of its suspect, in the same transaction."""

from datetime import date, timedelta

import pytest

from core import rebuilding
from core.models import Duty
from custody import queries
from incidents.models import Case

TODAY = date(2026, 11, 16)


@pytest.fixture
def told(sends):
    """Return a function by which the prison tells on what day he will be released, some days ago."""

    def tell(days, days_ago=5):
        release_on = (TODAY + timedelta(days=days)).isoformat()
        return sends("RELEASE_DATE_KNOWN", hours_ago=24 * days_ago, source="prison", release_on=release_on)

    return tell


@pytest.fixture
def opened(case, call, at):
    """Return a function by which another victim of the man calls, now; it gives her case."""

    def reported():
        incident = call(
            at,
            people=[
                {"role": "victim", "given_name": "Betwyn", "family_name": "Stone"},
                {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
            ],
        )
        return Case.objects.get(allegations__incident=incident)

    return reported


@pytest.mark.parametrize(("days", "heard"), [(-1, False), (0, True), (1, True), (28, True)])
def test_a_release_that_lies_ahead_is_known_in_a_case_that_is_opened_newly(told, opened, days, heard):
    event = told(days)

    case = opened()

    assert queries.concerns_case(event.pk, case.pk) == heard
    assert queries.position(case.pk).release_on == (TODAY + timedelta(days=days) if heard else None)


def test_its_days_are_owed_in_the_new_case_as_in_the_others(told, opened, case):
    told(20)

    new = opened()

    def before_release(of):
        owed = Duty.objects.filter(case_id=of.pk, ended_at=None, code__startswith="RELEASE_")
        return set(owed.values_list("code", "due_at"))

    assert before_release(new) == before_release(case)
    assert before_release(new), "and there are some"
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def test_the_newest_date_is_taken(told, opened):
    newest = told(40, days_ago=4)
    told(10, days_ago=6)

    assert queries.position(opened().pk).release_event_id == newest.pk


@pytest.mark.parametrize("kind", ["RELEASED", "RECALLED", "DECEASED"])
def test_what_ended_the_wait_for_it_leaves_nothing_ahead(told, sends, opened, kind):
    told(10)
    sends(kind, hours_ago=2, source="prison")

    case = opened()

    assert queries.position(case.pk).release_on is None


def test_what_else_happened_before_is_not_of_the_new_case(sends, opened):
    event = sends("ARRESTED", hours_ago=50)

    assert not queries.concerns_case(event.pk, opened().pk)
