"""The queue of records that may be one person: who is put into it, in which order, and who owes the review."""

from itertools import combinations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Absent
from core.models import Duty
from people import duplicates as finding
from people import queries, services
from people.models import Merge, PossibleDuplicate
from people.queries import duplicates
from tests.people.conftest import owed, waiting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ({"given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05"}, "Same name"),
        ({"given_name": "Ascha", "family_name": "Vale", "born_on": "1990-04-05"}, "Name spelt alike: Asha / Ascha"),
        ({"given_name": "Vale", "family_name": "Asha", "born_on": "1990-04-05"}, "Names the other way round"),
        (
            {"given_name": "Asha", "family_name": "Vale", "born_on": "1990-05-04"},
            "Day and month of birth the other way round",
        ),
        (
            {"given_name": "Asha", "family_name": "Crane", "born_on": "1990-04-05", "phones": ["07700 900123"]},
            "Same phone number",
        ),
    ],
)
def test_a_second_record_of_somebody_is_put_into_the_queue_with_its_reasons(person, second, why):
    first = person("Asha", "Vale", born_on="1990-04-05", phones=["07700 900123"])

    again = person(**second)

    pair = PossibleDuplicate.objects.get()
    assert (pair.one, pair.other, pair.state) == (first, again, "WAITING")
    assert why in pair.why
    assert 0.5 <= pair.score <= 1
    assert Merge.objects.count() == 0


@pytest.mark.parametrize(
    "second",
    [
        {"given_name": "Robin", "family_name": "Vale", "born_on": "1990-04-05"},
        {"given_name": "Robin", "family_name": "Vale", "phones": ["07700 900123"], "address": "1 High Street"},
        {
            "given_name": "Asha",
            "family_name": "Vale",
            "born_on": "1962-11-19",
            "phones": ["07700 900123"],
            "address": "1 High Street",
        },
        {"given_name": "Asha", "family_name": "Birch", "born_on": "1990-08-25"},
    ],
    ids=["a twin", "somebody of the household", "a mother of the same name", "a namesake"],
)
def test_those_who_only_share_a_household_or_a_name_are_not_offered(person, second):
    person("Asha", "Vale", born_on="1990-04-05", phones=["07700 900123"], address="1 High Street")

    person(**second)

    assert PossibleDuplicate.objects.count() == 0


def test_people_who_are_recorded_as_related_are_two(person, cru, at):
    first = person("Asha", "Vale", born_on="1990-04-05")
    second = person("Asha", "Vale", born_on="1990-04-05", look=False)
    services.link(kind="sibling", of=first, to=second)

    services.look_for_duplicates([second.pk], by=cru, at=at)

    assert PossibleDuplicate.objects.count() == 0


def test_one_who_is_not_identified_is_nobodys_duplicate(person):
    person("Asha", "Vale", born_on="1990-04-05")

    person("Asha", "Vale", born_on="1990-04-05", unknown=True)

    assert PossibleDuplicate.objects.count() == 0


def test_looking_twice_finds_the_pair_once(pair, cru, at):
    services.look_for_duplicates([pair.one_id, pair.other_id], by=cru, at=at)

    assert PossibleDuplicate.objects.count() == 1
    assert len(owed()) == 1


def test_victim_and_suspect_of_one_report_are_not_offered(call, at):
    people = [
        {"role": role, "given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05", "phone": "07700 900123"}
        for role in ("victim", "suspect")
    ]

    call(at, people=people)

    assert PossibleDuplicate.objects.count() == 0


def test_a_pair_found_in_a_call_is_owed_by_the_cru_within_two_working_days_of_its_case(case, call, cru, at):
    call(at)

    first = PossibleDuplicate.objects.order_by("pk").first()
    duty = Duty.objects.get(code="REVIEW_DUPLICATE", subject_id=first.pk)
    assert (duty.owner_id, duty.role) == (cru.pk, "CRU")
    assert duty.case_id == first.case_id == case.pk
    assert (duty.due_at - at).days == 2


def test_an_open_high_risk_case_comes_first_then_the_likelier_pair(case, person, cru, at):
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"], address="2 High Street")
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"], address="2 High Street")
    person("Robin", "Birch", born_on="1971-02-03")
    person("Robin", "Birch", born_on="1971-02-03")
    person("Ascha", "Vale", born_on="1990-04-05")
    case.risk_level = "HIGH"
    case.save()

    assert waiting(cru, at) == [
        "Asha Vale and Ascha Vale",
        "Catherine Orchard and Catherine Orchard",
        "Robin Birch and Robin Birch",
    ]


def test_a_case_that_the_reader_may_not_know_of_moves_nothing_up(case, person, cru, safeguarding, call, at):
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"])
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"])
    person("Ascha", "Vale", born_on="1990-04-05")
    call(at, people=[{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "unknown": True}])
    case.risk_level = "HIGH"
    case.save()
    shown = {"safeguarding": safeguarding, "cru": cru}

    services_incidents_restrict(case, safeguarding, at)

    graves = {
        name: [getattr(pair, "grave", 0) for pair in queries.waiting_duplicates(reader, at)[0]]
        for name, reader in shown.items()
    }
    assert graves["safeguarding"][0] == 4
    assert 4 not in graves["cru"]


def services_incidents_restrict(case, by, at):
    """Restrict a case to the officer who does it."""
    from incidents import services as incidents

    incidents.restrict_case(case_id=case.pk, officers=[], by=by, at=at)


@pytest.mark.parametrize("side", ["one", "other"])
def test_a_pair_with_somebody_hidden_is_not_there(pair, side, cru, at, hide, same, client_for):
    hide(getattr(pair, side))

    assert waiting(cru, at) == []
    assert client_for(cru).get(reverse("duplicate", args=[pair.pk])).status_code == 404
    with pytest.raises(Absent):
        same(pair)


def test_a_search_of_many_people_is_one_piece_of_work_with_an_owner(person, force, cru, at, same, different, days):
    people = [person(name, "Orchard", born_on=born, look=False) for name, born in (
        ("Catherine", "1984-03-07"), ("Catherine", "1984-03-07"), ("Robin", "1971-02-03"), ("Robin", "1971-02-03")
    )]  # fmt: skip

    search = services.search_duplicates([each.pk for each in people], force_id=force.pk, at=at)

    (duty,) = owed("REVIEW_DUPLICATES_SEARCHED")
    assert (search.found, duty.owner_id, duty.subject_id, owed()) == (2, cru.pk, search.pk, [])
    first, second = PossibleDuplicate.objects.order_by("pk")
    same(first)
    assert len(owed("REVIEW_DUPLICATES_SEARCHED")) == 1
    different(second)
    assert owed("REVIEW_DUPLICATES_SEARCHED") == []


def test_a_pair_is_found_once_however_the_people_are_looked_through(person, monkeypatch):
    people = [person("Catherine", "Orchard", born_on="1984-03-07", look=False).pk for _ in range(3)]
    told = []
    monkeypatch.setattr(finding, "PEOPLE_AT_ONCE", 2)

    pairs = [{each.one.pk, each.other.pk} for each in finding.among(people, told.append)]

    assert sorted(map(sorted, pairs)) == sorted(map(sorted, combinations(people, 2)))
    assert told == [2, 1]


def test_of_a_search_what_concerns_an_open_case_has_its_own_owner(case, person, force, cru, at):
    again = person("Asha", "Vale", born_on="1990-04-05", look=False)

    services.search_duplicates([again.pk], force_id=force.pk, at=at)

    (duty,) = owed()
    assert (duty.case_id, duty.owner_id) == (case.pk, cru.pk)


def test_a_pair_that_an_import_found_gets_its_own_owner_with_the_first_call(person, force, call, cru, at):
    people = [person("Asha", "Vale", born_on="1990-04-05", look=False) for _ in range(2)]
    services.search_duplicates([each.pk for each in people], force_id=force.pk, at=at)
    assert owed() == []

    call(at, people=[{"role": "victim", "person_id": people[0].pk}, {"role": "suspect", "unknown": True}])

    assert [duty.subject_id for duty in owed()] == [PossibleDuplicate.objects.get().pk]


def test_a_search_in_a_force_without_anybody_still_fills_the_queue(person, at):
    from accounts import services as accounts

    empty = accounts.found_force(code="new", name="New force", units={})
    people = [person("Asha", "Vale", born_on="1990-04-05", look=False) for _ in range(2)]

    services.search_duplicates([each.pk for each in people], force_id=empty.pk, at=at)

    assert PossibleDuplicate.objects.count() == 1


def test_the_restricted_case_of_a_pair_is_owed_by_somebody_who_may_open_it(case, person, call, safeguarding, cru, at):
    call(at, people=[{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "unknown": True}])
    services_incidents_restrict(case, safeguarding, at)
    case.refresh_from_db()
    case.risk_level = "HIGH"
    case.save()

    person("Asha", "Vale", born_on="1990-04-05")

    assert [duty.owner_id for duty in owed()] == [safeguarding.pk]


def test_the_database_refuses_a_pair_the_wrong_way_round(pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        PossibleDuplicate.objects.create(
            one=pair.other, other=pair.one, score=1, why=[], facts="", found_at=pair.found_at
        )


def test_the_queue_costs_the_same_however_long_it_is(person, cru, at):
    costs = []
    for name in ("Catherine", "Robin", "Asha"):
        person(name, "Orchard", born_on="1984-03-07")
        person(name, "Orchard", born_on="1984-03-07")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.waiting_duplicates(cru, at)
        costs.append(len(asked))

    assert len(set(costs[1:])) == 1


def test_a_long_queue_is_cut_and_says_so(pair, person, cru, at, monkeypatch):
    person("Robin", "Birch", born_on="1971-02-03")
    person("Robin", "Birch", born_on="1971-02-03")
    assert queries.waiting_duplicates(cru, at)[1] is False
    monkeypatch.setattr(duplicates, "SHOWN", 1)

    shown, more = queries.waiting_duplicates(cru, at)

    assert (len(shown), more) == (1, True)


def test_an_empty_queue_says_so(client_for, cru):
    assert "No pair waits" in client_for(cru).get(reverse("duplicates")).content.decode()
