"""Finding people, however they were spelt, dated or numbered by the caller."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import Refused
from core.models import Access
from people import queries, search, services
from people.asking import ask
from people.indexing import index_names
from people.models import Alias, NameKey, Person, PersonName

pytestmark = pytest.mark.django_db


@pytest.fixture
def others(person):
    """People who are like the one looked for, and are not."""
    person("Catherine", "Carmichael", born_on="1971-09-02")
    person("Robert", "Dunmore", born_on="1984-07-03")
    person("Walter", "Orchardson", born_on="1984")
    person("Mohammed", "Rahman", born_on="1979-11-11")


@pytest.fixture
def wanted(person, others):
    """The person looked for."""
    return person(
        "Catherine",
        "Orchard",
        born_on="1984-03-07",
        phones=["07700 900123"],
        address="14 Harbour Row",
        postcode="CT16 1AA",
    )


def test_the_very_name_finds_its_person_first(wanted, look_for):
    best = look_for("Catherine Orchard")[0]

    assert best.person == wanted
    assert "Same name" in best.why


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Kathryn Orchard", "Name sounds alike: Kathryn / Catherine"),
        ("Cath Orchard", "Short form of a name: Cath / Catherine"),
        ("Catherine Orchrd", "Name spelt alike: Orchrd / Orchard"),
        ("Catherine Ohrchard", "Name spelt alike: Ohrchard / Orchard"),
        ("Catherine Rochard", "Name spelt alike: Rochard / Orchard"),
        ("Orchard Catherine", "Names the other way round"),
        ("C Orchard", "Same initial: C / Catherine"),
        ("CATHÉRINE O'RCHARD", "Same name"),
    ],
)
def test_a_name_given_otherwise_finds_its_person_and_says_why(wanted, look_for, said, why):
    best = look_for(said)[0]

    assert best.person == wanted
    assert why in best.why


def test_names_in_the_wrong_boxes_find_their_person(wanted, look_for):
    assert look_for(given_name="Orchard", family_name="Catherine")[0].person == wanted


def test_two_names_in_one_box_find_their_person(wanted, look_for):
    assert look_for(given_name="Catherine Orchard")[0].person == wanted


def test_a_name_beyond_its_keys_is_found_by_the_second_look(wanted, look_for):
    assert look_for("Cathrn Orachared")[0].person == wanted


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("1984-03-07", "Same date of birth"),
        (date(1984, 3, 7), "Same date of birth"),
        ("7/3/1984", "Same date of birth"),
        ("1984-07-03", "Day and month of birth the other way round"),
        ("1984-03-01", "Date of birth one digit out"),
        ("1984-03", "Same month and year of birth"),
        ("1984", "Same year of birth"),
        ("1984-03-29", "Same month and year of birth, another day"),
        ("1985", "Born a year apart"),
    ],
)
def test_a_date_given_otherwise_counts_for_the_person_and_says_why(wanted, look_for, said, why):
    best = look_for("C. Orchard", born_on=said)[0]

    assert best.person == wanted
    assert why in best.why


def test_the_date_of_birth_finds_a_person_whose_family_name_changed(wanted, look_for):
    assert look_for("Catherine Maidstone", born_on="1984-03-07")[0].person == wanted


def test_only_the_year_on_record_agrees_with_a_whole_date_of_that_year(others, look_for):
    best = look_for("Walter Orchardson", born_on="1984-05-20")[0]

    assert best.person.family_name == "Orchardson"
    assert "Same year of birth" in best.why


@pytest.mark.parametrize("said", ["07700900123", "+44 7700 900123", "0044 7700 900 123"])
def test_the_telephone_number_alone_finds_its_person(wanted, look_for, said):
    best = look_for(phone=said)[0]

    assert best.person == wanted
    assert best.why == ("Same phone number",)


def test_the_last_six_digits_of_a_number_are_enough(wanted, look_for):
    best = look_for(phone="01234 900123")[0]

    assert best.person == wanted
    assert best.why == ("Phone number with the same last six digits",)


def test_a_postcode_and_an_address_find_who_lives_there(wanted, look_for):
    assert look_for(postcode="ct161aa")[0].why == ("Same postcode",)
    assert look_for(address="14, Harbour Row, CT16 1AA")[0].why == ("Same postcode", "Same address")
    assert look_for(address="14 Harbor Row")[0].person == wanted


def test_a_postcode_one_character_out_counts(wanted, look_for):
    best = look_for("Cathy Orkad", postcode="CT16 1AB")[0]

    assert best.person == wanted
    assert "Postcode one character out: CT16 1AA" in best.why


def test_everything_in_one_line_is_taken_apart(wanted, look_for):
    best = look_for("orchard 7/3/1984 07700 900123 ct16 1aa")[0]

    assert best.person == wanted
    assert {"Same date of birth", "Same phone number", "Same postcode"} <= set(best.why)


def test_an_alias_finds_its_person(person, look_for):
    wanted = person("Dorian", "Crane", aliases=[("Terry", "Blackwood")])

    best = look_for("terry blackwood")[0]

    assert best.person == wanted
    assert "Also known as Terry Blackwood" in best.why


@pytest.mark.parametrize(
    ("given_name", "family_name"),
    [
        ("Siobhán", "O'Donoghue-Mc\u2019Grath"),
        ("Zoë 😀", "Łukasiewicz"),
        ("محمد", "الأحمد"),
        ("דוד", "כהן"),
        ("伟", "王"),
        ("Ann", "x" * 300),
        ("A'b", "Robert'); DROP TABLE people_person;--"),
    ],
)
def test_names_are_kept_as_typed_and_found_again(person, look_for, given_name, family_name):
    wanted = person(given_name, family_name)

    wanted.refresh_from_db()

    assert (wanted.given_name, wanted.family_name) == (given_name, family_name)
    assert look_for(f"{given_name} {family_name}"[:600])[0].person == wanted


def test_a_name_of_signs_only_is_found_by_its_date(person, look_for):
    wanted = person("😀😀", born_on="1984-03-07")

    assert [match.person for match in look_for(born_on="1984-03-07")] == [wanted]


def test_the_rarer_name_says_more(person, look_for):
    for number in range(30):
        person("John", "Smith", born_on=date(1960 + number, 1, 1 + number % 28))
    person("John", "Featherstonehaugh")
    index_names()

    common, rare = look_for("John Smith")[0], look_for("John Featherstonehaugh")[0]

    assert rare.score > common.score


def test_nothing_asked_finds_nobody(wanted, look_for):
    assert look_for() == []
    assert look_for(" ?! ") == []


def test_at_most_twenty_are_found_and_the_best_come_first(person, look_for):
    for number in range(40):
        person("Anne", "Miller", born_on=date(1980, 1, 1 + number % 28))

    found = look_for("Ann Miller", born_on="1980-01-05")

    assert len(found) == 20
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert {match.person.born_on for match in found[:2]} == {date(1980, 1, 5)}


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "Ann Miller", "born_on": "1980-01-05", "phone": "07700 900123", "postcode": "CT16 1AA"},
        {"q": "Xqwv Zzzkt", "address": "1 Nowhere Lane", "postcode": "CT16 9ZZ", "born_on": "1984"},
    ],
)
def test_a_search_asks_the_database_the_same_few_times_however_many_it_finds(person, operator, at, hide, asked):
    for number in range(40):
        person("Anne", "Miller", born_on=date(1980, 1, 1 + number % 28), phones=["07700 900123"])
    hide(person("Hidden", "Miller"))
    operator.posting  # noqa: B018  (read once a request, not once a search)

    with CaptureQueriesContext(connection) as asked_of_it:
        queries.find(**asked, reader=operator, at=at)

    # Whoever is in question is read by itself: once more for the keys, and once more for the slower look.
    assert len(asked_of_it) <= 9


def test_a_search_leaves_a_trace_without_what_was_searched(wanted, look_for, operator, at):
    look_for("Catherine Orchard")

    trace = Access.objects.get()
    assert (trace.kind, trace.officer_id, trace.what, trace.at) == ("SEARCH", operator.pk, "people", at)
    assert (trace.reason, trace.subject_id, trace.case_id) == ("", None, None)


def test_a_hidden_person_is_never_found_by_anything(wanted, look_for, hide):
    everything = [
        {"q": "Catherine Orchard"},
        {"q": "Cathrn Orachared"},
        {"born_on": "1984-03-07"},
        {"phone": "07700 900123"},
        {"postcode": "CT16 1AA"},
        {"address": "14 Harbour Row"},
        {"address": "14 Harbor Row"},
        {"q": "Orkad", "postcode": "CT16 1AB"},
        {"given_name": "Catherine", "born_on": "1984-03-01"},
    ]
    assert all(wanted in [match.person for match in look_for(**asked)] for asked in everything)

    hide(wanted)

    assert [asked for asked in everything if wanted in [match.person for match in look_for(**asked)]] == []


def test_a_hidden_record_hides_the_whole_person(person, look_for, hide, cru, at):
    one, other = person("Catherine", "Orchard"), person("Cathy", "Maidstone")
    services.merge_people(keep_id=one.pk, merge_id=other.pk, reason="Same fingerprint", by=cru, at=at)

    hide(other)

    assert look_for("Catherine Orchard") == []


def test_hidden_people_take_no_room_from_those_who_may_be_seen(person, look_for, hide):
    seen = person("Anne", "Miller")
    hide(*[person("Anne", "Miller", born_on=date(1980, 1, 1 + number % 28)) for number in range(120)])

    assert [match.person for match in look_for("Anne Miller")] == [seen]


def test_one_person_of_several_records_is_found_once(person, look_for, cru, at):
    one, other = person("Catherine", "Orchard"), person("Cathy", "Maidstone", phones=["07700 900123"])
    services.merge_people(keep_id=one.pk, merge_id=other.pk, reason="Same fingerprint", by=cru, at=at)

    found = look_for("Cathy Maidstone", phone="07700 900123")

    assert [match.person for match in found] == [one]
    assert found[0].why == ("Same name", "Same phone number")


def test_who_may_not_search_is_refused(wanted, administrator, at):
    with pytest.raises(Refused, match="may not search for people"):
        queries.find(q="Orchard", reader=administrator, at=at)


def test_a_person_is_filed_alike_one_by_one_and_in_bulk(wanted, person):
    person("Mary Jane", "van der Berg-Smith", aliases=[("MJ", "O'Neill")], born_on="1990")
    words = sorted(NameKey.objects.values_list("key", "word"))
    names = sorted(PersonName.objects.values_list("person", "given", "family", "born_on"), key=str)

    index_names()

    assert sorted(NameKey.objects.values_list("key", "word")) == words
    assert sorted(PersonName.objects.values_list("person", "given", "family", "born_on"), key=str) == names


def test_filing_a_person_again_follows_the_new_name(wanted, look_for):
    wanted.family_name = "Maidstone"
    wanted.save()
    Alias.objects.create(person=wanted, given_name="Kit", family_name="Fellowes")

    services.index_names([wanted.pk])

    assert look_for("Maidstone")[0].person == wanted
    assert look_for("Kit Fellowes")[0].person == wanted
    assert PersonName.objects.filter(person=wanted, family="orchard").count() == 0


def test_the_best_reasons_weigh_more_than_the_weaker_ones(person):
    person("Catherine", "Orchard", born_on="1984-03-07")
    scores = [
        search.find(ask(q="Catherine Orchard", born_on=born))[0].score
        for born in ("1984-03-07", "1984-07-03", "1984", None, "1950-10-21")
    ]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert all(0 <= score <= 1 for score in scores)


def test_everybody_with_a_name_or_a_date_is_filed(wanted, person):
    unknown = person(unknown=True)

    filed = set(PersonName.objects.values_list("person", flat=True))

    assert filed == set(Person.objects.exclude(pk=unknown.pk).values_list("pk", flat=True))
