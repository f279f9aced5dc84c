"""Registering people, linking them, and protecting where they are."""

from datetime import date

import pytest

from core.access import Withheld
from core.errors import Absent, AlreadyDone, Refused
from core.models import Access, Entry, new_id
from people import events, queries, services
from people.models import Address, Firearm, Person, Relationship, Residence, SafeAddress
from people.states import Precision

pytestmark = pytest.mark.django_db


def test_registering_keeps_what_was_said_and_writes_it_down(person, operator, at):
    made = person("Asha", "Vale", born_on="1990-04", phones=["07700 900123"], address="1 High St", postcode="ct161aa")

    assert (made.identity, made.born_on, made.born_precision) == (made, date(1990, 4, 1), Precision.MONTH)
    assert made.phones.get().number == "+447700900123"
    assert str(made.residences.get().address) == "1 High St, CT16 1AA"
    entry = Entry.objects.get(event=events.PERSON_REGISTERED)
    assert (entry.subject_id, entry.by_id, entry.facts) == (made.pk, operator.pk, {})


def test_registering_the_same_command_twice_registers_once(operator, at):
    command_id = new_id()
    arguments = {"given_name": "Asha", "family_name": "Vale", "by": operator, "at": at, "command_id": command_id}
    services.register_person(**arguments)

    with pytest.raises(AlreadyDone):
        services.register_person(**arguments)

    assert Person.objects.count() == 1


def test_a_person_whom_the_source_sent_before_is_not_registered_again(person):
    first = person("Asha", "Vale", source="import", external_id="p-1")

    assert person("Asha", "Vale", source="import", external_id="p-1") == first
    assert person("Asha", "Vale", source="custody", external_id="p-1") != first


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({}, "family_name"),
        ({"given_name": "x" * 301}, "given_name"),
        ({"given_name": "Asha", "born_on": "2026-11-17"}, "born_on"),
        ({"given_name": "Asha", "born_on": "31/2/1984"}, "born_on"),
    ],
)
def test_what_cannot_be_a_person_is_refused_with_the_field_at_fault(person, details, field):
    with pytest.raises(Refused) as refusal:
        person(**details)

    assert refusal.value.field == field
    assert Person.objects.count() == 0


def test_a_child_born_today_is_registered(person, at):
    assert person("Asha", born_on=at.date()).born_on == at.date()


def test_one_place_is_one_address_however_it_is_written(db):
    first = services.place("14 High Street", "CT16 1AA")

    assert services.place("14, High St. ct161aa") == first
    assert services.place("14 High Street", "CT16 1AB") != first
    assert services.place("", "") is None
    assert Address.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("36 Nettle St", "36 Nettle Street, Chatham, Kent", True),
        ("Flat 2, 36 Nettle Street, Chatham", "flat 2 36 nettle street", True),
        ("36 Nettle Street", "36 Nettle Street, Flat 2", False),
        ("36 Nettle Street", "38 Nettle Street, Chatham", False),
        ("3 Nettle Street", "36 Nettle Street, Chatham", False),
        ("Flat 1", "Flat 1, Harbour House", False),
        ("Harbour Farm House", "Harbour Farm House, Chatham", False),
        ("36", "36 Nettle Street", False),
    ],
)
def test_a_house_is_one_with_and_without_its_town_and_no_flat_is_its_house(db, one, other, same):
    for first, second in ((one, other), (other, one)):
        Address.objects.all().delete()
        house = services.place(first, "ME4 5MM")
        assert (queries.address(second, "ME4 5MM") == house) is same
        assert (services.place(second, "ME4 5MM") == house) is same
        assert services.place(second, "ME4 5MN") != house


def test_what_is_known_of_a_house_written_twice_is_known_of_either(db, at):
    towns = [
        Address.objects.create(text=text, postcode="ME4 5MM", key=text.upper().replace(" ", ""))
        for text in ("36 Nettle Street", "36 Nettle Street Chatham")
    ]
    Firearm.objects.create(certificate="F-1", address=towns[1])

    assert [each.certificate for each in queries.firearms([], towns[0], at.date())] == ["F-1"]
    assert queries.address("36 nettle st", "me4 5mm") == towns[0], "the one that was written so"


def test_the_same_link_again_changes_nothing(person, cru, at):
    one, other = person("Asha", "Vale"), person("Dorian", "Crane")
    link = {"kind": "partner", "of_id": one.pk, "to_id": other.pk, "by": cru, "at": at}
    first = services.link_people(**link)

    again = services.link_people(**link)
    turned = services.link_people(**{**link, "of_id": other.pk, "to_id": one.pk})

    assert first == again == turned
    assert Relationship.objects.count() == 1
    assert Entry.objects.filter(event=events.PEOPLE_LINKED).count() == 1


def test_a_parent_and_a_child_are_one_fact_from_two_sides(person):
    mother, child = person("Asha", "Vale"), person("Robin", "Vale")

    assert services.link(kind="parent", of=mother, to=child) == services.link(kind="child", of=child, to=mother)


def test_a_link_is_ended_by_saying_until_when(person):
    one, other = person("Asha", "Vale"), person("Dorian", "Crane")
    services.link(kind="partner", of=one, to=other)

    ended = services.link(kind="partner", of=one, to=other, until_on=date(2026, 1, 1))

    assert Relationship.objects.get() == ended
    assert ended.until_on == date(2026, 1, 1)


def test_nobody_is_linked_with_themselves(person, cru, at):
    one, other = person("Asha", "Vale"), person("Asha", "Crane")
    services.merge_people(keep_id=one.pk, merge_id=other.pk, reason="One person", by=cru, at=at)

    with pytest.raises(Refused, match="the same person"):
        services.link_people(kind="partner", of_id=one.pk, to_id=other.pk, by=cru, at=at)


def test_relations_hold_between_all_records_of_two_people(person, cru, at):
    one, also, other = person("Asha", "Vale"), person("Asha", "Crane"), person("Dorian", "Crane")
    services.link(kind="sibling", of=also, to=other)
    assert not queries.related([one.pk], [other.pk], ["sibling"])

    services.merge_people(keep_id=one.pk, merge_id=also.pk, reason="One person", by=cru, at=at)

    assert queries.related([one.pk], [other.pk], ["sibling"])
    assert queries.related([other.pk], [one.pk], ["sibling"])
    assert not queries.related([one.pk], [other.pk], ["partner"])


@pytest.fixture
def sheltered(person, safeguarding, at):
    """A person whose protected address is recorded."""
    victim = person("Asha", "Vale", address="14 Harbour Row")
    services.record_safe_address(person_id=victim.pk, text="Safe house, 9 Elm Way", by=safeguarding, at=at)
    return victim


def test_a_safe_address_is_shown_to_those_who_protect_and_the_showing_is_noted(sheltered, safeguarding, at):
    assert queries.safe_address(sheltered, safeguarding, at) == "Safe house, 9 Elm Way"
    seen = Access.objects.get(what="safe address")
    assert (seen.officer_id, seen.subject_id) == (safeguarding.pk, sheltered.pk)


def test_a_safe_address_is_withheld_from_others_and_nothing_is_noted(sheltered, officer, at):
    assert queries.safe_address(sheltered, officer, at) == Withheld("safe address")
    assert Access.objects.filter(what="safe address").count() == 0


def test_no_safe_address_is_none_and_not_withheld(person, officer, safeguarding, at):
    nobody = person("Dorian", "Crane")

    assert queries.safe_address(nobody, officer, at) is None
    assert queries.safe_address(nobody, safeguarding, at) is None


def test_of_a_hidden_person_the_answer_is_the_same_with_and_without_a_safe_address(
    sheltered, person, officer, at, hide
):
    nobody = person("Dorian", "Crane")

    hide(sheltered, nobody)

    assert queries.safe_address(sheltered, officer, at) == Withheld("safe address")
    assert queries.safe_address(nobody, officer, at) == Withheld("safe address")


def test_a_safe_address_is_no_residence_and_finds_nobody(sheltered, look_for):
    assert Residence.objects.filter(address__text__contains="Elm").count() == 0
    assert look_for(address="Safe house, 9 Elm Way") == []
    assert str(SafeAddress.objects.get()) == "Protected"


def test_only_those_who_protect_may_record_a_safe_address(sheltered, officer, at):
    with pytest.raises(Refused, match="may not see a protected address"):
        services.record_safe_address(person_id=sheltered.pk, text="Elsewhere", by=officer, at=at)

    assert SafeAddress.objects.get().text == "Safe house, 9 Elm Way"


def test_a_later_safe_address_takes_the_place_of_the_earlier(sheltered, safeguarding, at):
    services.record_safe_address(person_id=sheltered.pk, text="Another house", by=safeguarding, at=at)

    assert queries.safe_address(sheltered, safeguarding, at) == "Another house"
    assert SafeAddress.objects.count() == 1


def test_hidden_and_absent_are_the_same(person, officer, administrator, hide):
    somebody = person("Asha", "Vale")
    assert queries.person(somebody.pk, officer) == somebody

    hide(somebody)

    for person_id, reader in ((somebody.pk, officer), (new_id(), officer), (somebody.pk, administrator)):
        with pytest.raises(Absent):
            queries.person(person_id, reader)
