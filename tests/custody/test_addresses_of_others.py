"""The address of a child of the case, or of others whom it protects, is looked for as that of the victim is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Entry
from custody import services
from custody.models import AddressLook
from incidents import services as incidents
from law import clocks
from people import services as people
from people.models import Residence
from people.queries import HOUSEHOLD
from tests.custody.addresses import NAMES_IT, NAMES_IT_NOT, looked_for, owed, protect, terms
from tests.custody.test_addresses_hidden import differs, doors, world

__all__ = ["doors", "protect", "world"]

HOME = "14 Harbour Row, Dover"


def names_of(look):
    """Return the first names of those whose address a look found."""
    return sorted({each.person.given_name for each in look.namings.all()})


@pytest.fixture
def person(cru, at):
    """Return a function that records somebody."""

    def recorded(given_name, **details):
        return people.register(given_name=given_name, family_name="Vale", look=False, by=cru, at=at, **details)

    return recorded


@pytest.fixture
def named_in_a_report(case, call, days):
    """Return a function that names somebody in a report of the case."""

    def reported(role, person_id=None, *, day=-1, **who):
        who = {"person_id": person_id} if person_id else who
        pair = [
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
        ]
        return call(days(day), people=[*pair, {"role": role, **who}])

    return reported


@pytest.fixture
def child(named_in_a_report):
    """A child who is named in a report of the case."""
    incident = named_in_a_report("child", given_name="Robin", family_name="Vale")
    return incident.involvements.get(role="child").person


@pytest.mark.parametrize("role", ["child", "witness", "caller"])
def test_whoever_a_report_of_the_case_names_beside_the_two_is_protected(
    case, protect, named_in_a_report, happened, role
):
    incident = named_in_a_report(role, given_name="Robin", family_name="Vale")
    protect(person_id=incident.involvements.get(role=role).person_id)

    happened("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)

    assert len(owed(case)) == 1 and names_of(looked_for(case)) == ["Robin"]


def test_what_names_another_place_than_the_child_s_opens_nothing(case, protect, child, happened):
    protect(person_id=child.pk)

    happened("BAIL_GRANTED", conditions=terms(NAMES_IT_NOT), by_court=True)

    assert owed(case) == [] and not AddressLook.objects.exists()


@pytest.mark.parametrize(("kind", "turned"), [("child", False), ("parent", True)])
def test_a_child_on_record_whom_no_report_names_is_protected_however_it_was_recorded(
    case, protect, person, happened, cru, at, kind, turned
):
    child = person("Robin")
    of, to = (case.victim_id, child.pk) if turned else (child.pk, case.victim_id)
    people.link_people(kind=kind, of_id=of, to_id=to, by=cru, at=at)
    protect(person_id=child.pk)

    happened("ARRESTED", note=NAMES_IT)

    assert names_of(looked_for(case)) == ["Robin"]


@pytest.mark.parametrize("kind", ["friend", "sibling"])
def test_a_friend_or_a_sister_elsewhere_is_not(case, protect, person, happened, cru, at, kind):
    other = person("Robin")
    people.link_people(kind=kind, of_id=other.pk, to_id=case.victim_id, by=cru, at=at)
    protect(person_id=other.pk)

    happened("ARRESTED", note=NAMES_IT)

    assert owed(case) == []


@pytest.fixture
def lives(person, case, at):
    """Return a function that has somebody live where the victim lives, the last day before or after today."""
    people.add_residence(case.victim, HOME)

    def there(name, *, days=None):
        found = person(name)
        until = None if days is None else clocks.london_day(at) + timedelta(days=days)
        people.add_residence(found, HOME, until_on=until)
        return found

    return there


@pytest.mark.parametrize(("days", "looked"), [(None, 1), (1, 1), (0, 1), (-1, 0)])
def test_whoever_lives_with_the_victim_is_protected_until_they_have_left(case, protect, lives, happened, days, looked):
    protect(person_id=lives("Robin", days=days).pk)

    happened("ARRESTED", note=NAMES_IT)

    assert len(owed(case)) == looked


@pytest.mark.parametrize(("others", "looked"), [(HOUSEHOLD, 1), (HOUSEHOLD + 1, 0)])
def test_a_house_of_very_many_is_no_household(case, protect, lives, happened, others, looked):
    protect(person_id=lives("Robin").pk)
    for number in range(others - 1):
        lives(f"Other{number}")
    assert Residence.objects.filter(address__text=HOME).count() == others + 1

    happened("ARRESTED", note=NAMES_IT)

    assert len(owed(case)) == looked


def test_the_suspect_is_not_protected_from_himself_though_he_lives_there(case, protect, happened):
    people.add_residence(case.victim, HOME)
    people.add_residence(case.suspect, HOME)
    protect(person_id=case.suspect_id)

    happened("ARRESTED", note=NAMES_IT)

    assert owed(case) == []


def test_who_has_a_case_of_their_own_against_him_is_looked_for_there_alone(
    case, second_case, protect, named_in_a_report, happened
):
    named_in_a_report("witness", second_case.victim_id)
    protect(person_id=second_case.victim_id)

    happened("ARRESTED", note=NAMES_IT)

    assert owed(case) == [] and names_of(looked_for(second_case)) == ["Betwyn"]


def test_who_lives_there_and_is_in_a_restricted_case_is_not_told_of_by_this_one(
    case, protect, lives, call, happened, safeguarding, officer, days
):
    other = lives("Robin")
    incident = call(
        days(-1),
        people=[
            {"role": "victim", "person_id": other.pk},
            {"role": "suspect", "given_name": "Ewan", "family_name": "Pike", "relation": "ex_partner"},
        ],
    )
    protect(person_id=other.pk)
    hidden = incident.allegations.get().case
    incidents.restrict_case(case_id=hidden.pk, officers=[], by=safeguarding, at=days(-1))

    happened("ARRESTED", note=NAMES_IT)

    assert owed(case) == []


def test_the_child_s_address_that_is_protected_afterwards_is_looked_for_in_the_same_transaction(
    case, protect, child, happened, days
):
    happened("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)
    assert owed(case) == []

    protect(person_id=child.pk, at=days(1))

    assert names_of(looked_for(case)) == ["Robin"]


def test_a_child_whom_a_later_call_names_is_looked_for_at_once(case, protect, person, named_in_a_report, happened):
    child = person("Robin")
    protect(person_id=child.pk)
    happened("ARRESTED", note=NAMES_IT)
    assert owed(case) == []

    named_in_a_report("child", child.pk, day=1)

    assert names_of(looked_for(case)) == ["Robin"]


def test_a_child_whom_the_officer_names_who_goes_there_is_looked_for_at_once(
    case, protect, person, happened, named_in_a_report, officer, days
):
    child = person("Robin")
    protect(person_id=child.pk)
    happened("ARRESTED", note=NAMES_IT)
    incident = named_in_a_report("witness", given_name="Una", family_name="Reed")
    assert owed(case) == []

    incidents.record_attendance(
        incident_id=incident.pk,
        arrived_at=days(-1) + timedelta(hours=1),
        positive_action="Spoke to them",
        children="LISTED",
        children_named=[{"person_id": child.pk}],
        by=officer,
        at=days(0),
    )

    assert names_of(looked_for(case)) == ["Robin"]


def test_a_child_who_turns_out_to_be_another_record_with_an_address_is_looked_for_at_once(
    case, protect, child, person, happened, cru, days
):
    other = person("Robin")
    protect(person_id=other.pk)
    happened("ARRESTED", note=NAMES_IT)
    assert owed(case) == []

    people.merge_people(keep_id=child.pk, merge_id=other.pk, reason="The same child", by=cru, at=days(1))

    assert len(owed(case)) == 1


def test_a_child_who_is_recorded_as_hers_is_looked_for_at_once(case, protect, person, happened, cru, days):
    child = person("Robin")
    protect(person_id=child.pk)
    happened("ARRESTED", note=NAMES_IT)
    assert owed(case) == []

    people.link_people(kind="child", of_id=child.pk, to_id=case.victim_id, by=cru, at=days(1))

    assert len(owed(case)) == 1


def test_a_case_that_is_opened_with_a_child_in_it_hears_of_what_was_written_before(
    case, protect, person, happened, call, days
):
    child = person("Robin")
    protect(person_id=child.pk)
    happened("ARRESTED", note=NAMES_IT)

    incident = call(
        days(1),
        people=[
            {"role": "victim", "given_name": "Betwyn", "family_name": "Stone"},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
            {"role": "child", "person_id": child.pk},
        ],
    )

    assert names_of(looked_for(incident.allegations.get().case)) == ["Robin"] and owed(case) == []


def test_who_moves_in_afterwards_is_looked_for_at_night_once(case, protect, person, happened, days):
    people.add_residence(case.victim, HOME)
    other = person("Robin")
    protect(person_id=other.pk)
    happened("ARRESTED", note=NAMES_IT)
    people.add_residence(other, HOME)
    assert owed(case) == []

    assert [services.heal_addresses(days(1)) for _ in range(2)] == [1, 0]

    assert len(owed(case)) == 1


def test_two_addresses_of_one_event_are_one_look_and_one_number_of_the_journal(case, protect, child, happened):
    protect()
    protect(person_id=child.pk, text="2 Elm Walk")

    happened("ARRESTED", note=f"{NAMES_IT}, nor to 2 Elm Walk")

    assert len(owed(case)) == 1 and names_of(looked_for(case)) == ["Asha", "Robin"]
    assert Entry.objects.filter(event="custody.address_named").count() == 1


@pytest.mark.parametrize("door", ["page", "API", "correction", "bail"])
@pytest.mark.parametrize("reader", ["officer", "sergeant"])
def test_a_right_guess_at_a_child_s_address_and_a_wrong_one_look_the_same(
    case, protect, child, world, doors, everybody, door, reader
):
    protect(person_id=child.pk)

    right, wrong = (world(everybody[reader], guess, doors[door]) for guess in (NAMES_IT, NAMES_IT_NOT))

    assert world.looks == [1, 0]
    assert differs(right, wrong) == set()


@pytest.mark.parametrize("known", ["child", "witness"])
def test_a_guess_that_is_written_before_somebody_is_named_tells_nothing_either(
    case, protect, person, happened, named_in_a_report, world, everybody, known
):
    other = person("Robin")
    protect(person_id=other.pk)

    def write(guess):
        happened("ARRESTED", note=guess)
        return named_in_a_report(known, other.pk, day=0).number[:4]

    right, wrong = (world(everybody["operator"], guess, write) for guess in (NAMES_IT, NAMES_IT_NOT))

    assert world.looks == [1, 0]
    assert differs(right, wrong) == set()


def test_reading_an_event_for_a_case_of_many_costs_as_for_one(case, protect, child, happened, lives):
    protect()

    def statements(hours):
        with CaptureQueriesContext(connection) as asked:
            happened("INTERVIEWED", hours_ago=hours, note=NAMES_IT_NOT)
        return len(asked)

    statements(4)
    alone = statements(3)
    protect(person_id=child.pk, text="2 Elm Walk")
    protect(person_id=lives("Una").pk, text="3 Elm Walk")

    assert statements(2) == alone
