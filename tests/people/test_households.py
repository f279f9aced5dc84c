"""Who lives or lived under one roof, and what makes two people personally connected."""

from datetime import date

import pytest
from django.urls import reverse

from incidents.models import Allegation
from people import queries, services
from people.queries import households
from people.states import CONNECTION_OF, INTIMATE, INVERSE, Connection, Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(person):
    """Return a function that puts somebody on record at 14 Harbour Row: home("Asha", from_on=…, until_on=…)."""

    def lives(name, from_on=None, until_on=None, **details):
        made = person(name, "Vale", look=False, **details)
        services.add_residence(made, "14 Harbour Row", "CT16 1AA", from_on=from_on, until_on=until_on)
        return made

    return lives


@pytest.fixture
def together(operator, at):
    """Return a function that gives (name, lives there now, child) of a person's household."""

    def found(person):
        members, _ = queries.household(queries.records_of(person.identity), operator, at)
        return [(str(each.person).split()[0], each.now, each.child) for each in members]

    return found


def test_those_at_one_address_are_a_household_children_first(home, together):
    asha = home("Asha", born_on="1990-04-05")
    home("Dorian", born_on="1988-01-30")
    home("Iris", born_on="2019-05-01")

    assert together(asha) == [("Iris", True, True), ("Dorian", True, False)]


@pytest.mark.parametrize(
    ("until_on", "from_on", "found"),
    [
        (date(2024, 3, 1), date(2024, 3, 2), []),
        (date(2024, 3, 1), date(2024, 3, 1), [("Dorian", False, False)]),
        (date(2024, 3, 2), date(2024, 3, 1), [("Dorian", False, False)]),
        (None, date(2024, 3, 1), [("Dorian", True, False)]),
        (date(2024, 3, 1), None, [("Dorian", False, False)]),
    ],
)
def test_only_those_whose_periods_meet_lived_together(home, together, until_on, from_on, found):
    asha = home("Asha", until_on=until_on)
    home("Dorian", from_on=from_on)

    assert together(asha) == found


@pytest.mark.parametrize(("born_on", "child"), [("2008-11-15", False), ("2008-11-16", False), ("2008-11-17", True)])
def test_a_child_is_under_eighteen_today(home, together, born_on, child):
    asha = home("Asha")
    home("Robin", born_on=born_on)

    assert together(asha) == [("Robin", True, child)]


def test_another_record_of_the_same_person_is_nobody_else(home, together, cru, at):
    asha, other = home("Asha"), home("Aisha")

    services.merge_people(keep_id=asha.pk, merge_id=other.pk, reason="Same", by=cru, at=at)

    assert together(queries.person(asha.pk, cru, at)) == []


def test_whom_the_reader_may_not_see_does_not_live_there(home, together, hide):
    asha, dorian = home("Asha"), home("Dorian")

    hide(dorian)

    assert together(asha) == []


def test_a_house_of_very_many_is_counted_and_not_listed(home, operator, at):
    asha = home("Asha")
    for number in range(households.HOUSEHOLD + 1):
        home(f"Guest{number}")

    members, crowded = queries.household([asha], operator, at)

    assert members == []
    assert [(str(address), number) for address, number in crowded] == [("14 Harbour Row, CT16 1AA", 13)]


def test_a_protected_address_makes_no_household(person, together, safeguarding, at):
    asha, other = person("Asha", "Vale"), person("Robin", "Birch")
    for each in (asha, other):
        services.record_safe_address(person_id=each.pk, text="Safe house", by=safeguarding, at=at)

    assert together(asha) == []


def test_the_page_of_a_person_shows_household_and_connection(home, client_for, operator):
    asha, dorian = home("Asha"), home("Dorian")
    services.link(kind="spouse", of=dorian, to=asha, until_on=date(2020, 1, 1))

    page = client_for(operator).get(reverse("person", args=[asha.pk])).content.decode()

    assert "Lives with" in page and "Dorian Vale" in page
    assert "Husband or wife" in page and "married to each other, or were" in page


def test_every_limb_of_the_act_has_a_kind_and_friends_and_neighbours_have_none():
    assert set(CONNECTION_OF.values()) == set(Connection)
    assert set(Kind) - set(CONNECTION_OF) == {Kind.FRIEND, Kind.NEIGHBOUR}
    assert set(INTIMATE) <= set(CONNECTION_OF)


def test_every_kind_is_its_inverses_inverse():
    assert all(INVERSE[INVERSE[kind]] == kind for kind in INVERSE)


@pytest.mark.parametrize(
    ("kind", "connected", "intimate"),
    [
        ("spouse", True, True),
        ("civil_partner", True, True),
        ("engaged", True, True),
        ("civil_agreement", True, True),
        ("co_parent", True, False),
        ("grandchild", True, False),
        ("friend", False, False),
    ],
)
def test_a_report_between_them_counts_as_the_act_says(call, at, kind, connected, intimate):
    people = [
        {"role": "victim", "given_name": "Asha", "family_name": "Vale"},
        {"role": "suspect", "given_name": "Dorian", "family_name": "Crane", "relation": kind},
    ]

    incident = call(at, people=people)

    row = Allegation.objects.get(incident=incident)
    assert (row.connected, row.intimate) == (connected, intimate)
