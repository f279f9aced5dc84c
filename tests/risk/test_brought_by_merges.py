"""What a merge brings to somebody in an open case asks for a new assessment there; parting them takes it back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.journal_queries import duty_json
from core.models import Duty, Entry
from core.rebuilding import rebuild
from incidents.models import Case
from people import services as people
from risk.models import Circumstance

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
UNTIL = date(2027, 3, 1)
REFUGE = "Kestrel House, 9 Lark Steps"
VICTIM, SUSPECT = "REASSESS_VICTIM_RECORD", "REASSESS_SUSPECT_RECORD"


def owed(case):
    """Return the codes of the open duties that a change of itself opened in a case."""
    found = Duty.objects.filter(case_id=case.pk, code__in=[VICTIM, SUSPECT], ended_at=None)
    return list(found.order_by("code").values_list("code", flat=True))


@pytest.fixture
def other(operator, at):
    """Another record, of whoever it turns out to be."""
    return people.register(given_name="Ash", family_name="Vale", by=operator, at=at - 900 * HOUR)


@pytest.fixture
def move(safeguarding, at):
    """Return a function that records a protected address of a record, a week ago unless said otherwise."""

    def moved(person_id, text=REFUGE, ago=168):
        return people.record_safe_address(person_id=person_id, text=text, by=safeguarding, at=at - ago * HOUR)

    return moved


@pytest.fixture
def mark(officer, at):
    """Return a function that sets a marker a week ago, of weapons unless said otherwise."""

    def marked(kind="WEAPONS", **about):
        when = at - 168 * HOUR
        return people.set_marker(kind=kind, reason="Keeps a knife", expires_on=UNTIL, by=officer, at=when, **about)

    return marked


@pytest.fixture
def merge(cru, at):
    """Return a function that finds two records to be one person."""
    return lambda keep, merged, at=at: people.merge_people(
        keep_id=keep, merge_id=merged, reason="Same fingerprint", by=cru, at=at
    )


@pytest.fixture
def part(cru, at):
    """Return a function that undoes the merge of a record."""
    return lambda person_id, at=at + HOUR: people.unmerge_people(
        person_id=person_id, reason="Different prints", by=cru, at=at
    )


def both_ways(one, two, way):
    """Return two records in the order in which they are merged."""
    return (one, two) if way == "kept" else (two, one)


@pytest.mark.parametrize("way", ["kept", "merged"])
def test_a_merge_that_brings_the_suspect_a_marker_of_weapons_asks_once(case, other, mark, merge, officer, at, way):
    mark(person_id=other.pk)
    assert owed(case) == []

    merge(*both_ways(case.suspect_id, other.pk, way))

    assert owed(case) == [SUSPECT]
    duty = Duty.objects.get(case_id=case.pk, code=SUSPECT)
    assert (duty.owner_id, duty.started_at, duty.due_at) == (officer.pk, at, at + 24 * HOUR)


@pytest.mark.parametrize("way", ["kept", "merged"])
def test_a_merge_that_brings_the_victim_a_protected_address_asks_once(case, other, move, merge, way):
    move(other.pk)

    merge(*both_ways(case.victim_id, other.pk, way))

    assert owed(case) == [VICTIM]


@pytest.mark.parametrize("way", ["kept", "merged"])
def test_what_was_known_of_whoever_is_in_the_case_asks_nothing_of_it(case, other, mark, move, merge, way):
    mark(person_id=case.suspect_id)
    move(case.victim_id)
    before = owed(case)

    merge(*both_ways(case.suspect_id, other.pk, way))

    assert owed(case) == before == [SUSPECT, VICTIM]


@pytest.mark.parametrize(
    ("kind", "side", "codes"),
    [
        ("WEAPONS", "suspect", [SUSPECT]),
        ("WEAPONS", "victim", []),
        ("VIOLENT", "suspect", []),
        ("SELF_HARM", "suspect", [SUSPECT]),
        ("SELF_HARM", "victim", [VICTIM]),
    ],
)
def test_it_asks_for_the_same_markers_as_setting_one(case, other, mark, merge, kind, side, codes):
    mark(kind, person_id=other.pk)

    merge(getattr(case, f"{side}_id"), other.pk)

    assert owed(case) == codes


def test_many_things_of_one_person_ask_once(case, other, mark, move, merge):
    for kind in ("WEAPONS", "SELF_HARM"):
        mark(kind, person_id=other.pk)
    move(other.pk)

    merge(case.victim_id, other.pk)

    assert owed(case) == [VICTIM]
    assert Circumstance.objects.count() == 1


def test_an_ended_marker_is_not_brought_and_one_that_nobody_confirmed_is(case, other, mark, merge, officer, at):
    marker = mark(person_id=other.pk)
    people.end_marker(marker_id=marker.pk, reason="Handed in", by=officer, at=at)
    merge(case.suspect_id, other.pk)
    assert owed(case) == []

    third = people.register(given_name="A", family_name="Vale", by=officer, at=at)
    mark(person_id=third.pk)
    merge(case.suspect_id, third.pk, at=at + timedelta(days=500))
    assert owed(case) == [SUSPECT]


@pytest.mark.parametrize(("left", "codes"), [(15, []), (16, [SUSPECT]), (17, [SUSPECT])])
def test_a_marker_on_a_home_is_brought_by_whoever_lives_there_on_the_day(case, other, mark, merge, left, codes):
    home = people.add_residence(other, "14 Harbour Row", "CT16 1AA", until_on=date(2026, 11, left))
    mark(address_id=home.address_id)

    merge(case.suspect_id, other.pk)

    assert owed(case) == codes


def test_a_marker_on_the_home_of_both_is_nothing_new(case, other, mark, merge):
    home = people.add_residence(case.suspect, "14 Harbour Row", "CT16 1AA")
    people.add_residence(other, "14 Harbour Row", "CT16 1AA")
    mark(address_id=home.address_id)

    merge(case.suspect_id, other.pk)

    assert owed(case) == [SUSPECT]


@pytest.mark.parametrize(
    ("text", "ago", "asked"),
    [("2 Tern Row", 167, 2), ("2 Tern Row", 168, 2), ("2 Tern Row", 169, 1), ("kestrel house,  9 Lark Steps", 1, 1)],
)
def test_only_a_protected_address_that_holds_from_now_on_is_brought(case, other, move, merge, text, ago, asked):
    move(case.victim_id)
    move(other.pk, text, ago)

    merge(case.victim_id, other.pk)

    assert owed(case) == [VICTIM] * asked


def test_cases_of_both_hear_of_what_the_other_brings(case, call, other, mark, merge, at):
    wren = {"role": "victim", "given_name": "Wren", "family_name": "Poole"}
    suspect = {"role": "suspect", "person_id": other.pk, "relation": "partner"}
    call(at - 200 * HOUR, people=[wren, suspect])
    second = Case.objects.get(suspect=other)
    mark(person_id=other.pk)
    mark("SELF_HARM", person_id=case.suspect_id)
    before = (owed(case), owed(second))

    merge(case.suspect_id, other.pk)

    assert before == ([SUSPECT], [SUSPECT])
    assert (owed(case), owed(second)) == ([SUSPECT] * 2, [SUSPECT] * 2)


def test_the_case_tells_neither_the_address_nor_the_merge(case, other, move, merge, officer, client_for, api_for):
    move(other.pk)
    merge(case.victim_id, other.pk)

    page = client_for(officer).get(reverse("case", args=[case.pk])).content.decode()
    told = api_for(officer).get(f"/api/v1/cases/{case.pk}/timeline/").content.decode()
    duty = str(duty_json(Duty.objects.get(case_id=case.pk, code=VICTIM), officer))

    for words in (page, told, duty):
        assert "Kestrel" not in words and "rotected address" not in words and "safe_address" not in words
        assert str(other.pk) not in words
    entry = Entry.objects.get(case_id=case.pk, event="risk.circumstance_recorded")
    assert entry.facts.keys() == {"kind", "level"}


def test_a_merge_that_fails_asks_nothing(case, other, mark, merge):
    mark(person_id=other.pk)
    before = list(people.AFTER_IDENTITY_CHANGE)

    def fail(person_ids, **how):
        raise RuntimeError("flags")

    people.AFTER_IDENTITY_CHANGE.append(fail)
    try:
        with pytest.raises(RuntimeError):
            merge(case.suspect_id, other.pk)
    finally:
        people.AFTER_IDENTITY_CHANGE[:] = before

    assert owed(case) == []


@pytest.mark.parametrize("way", ["kept", "merged"])
def test_parting_them_takes_back_what_is_not_theirs(case, other, mark, merge, part, officer, client_for, way):
    mark(person_id=other.pk)
    keep, merged = both_ways(case.suspect_id, other.pk, way)
    merge(keep, merged)

    part(merged)

    assert owed(case) == []
    ended = Duty.objects.get(case_id=case.pk, code=SUSPECT)
    assert (ended.ended_as, ended.ended_by.event) == ("VOID", "risk.circumstance_withdrawn")
    page = client_for(officer).get(reverse("case", args=[case.pk])).content.decode()
    assert "turned out not to concern them" in page and "Something came to be known of the suspect" not in page
    assert not any(rebuild(apply_changes=False).values())


def test_parting_them_leaves_what_was_set_on_their_own_record(case, other, mark, merge, part):
    mark(person_id=case.suspect_id)
    mark("SELF_HARM", person_id=other.pk)
    merge(case.suspect_id, other.pk)
    assert owed(case) == [SUSPECT] * 2

    part(other.pk)

    assert owed(case) == [SUSPECT]


def test_what_was_set_on_the_other_record_while_they_were_one_goes_with_it(
    case, other, mark, merge, part, safeguarding, at
):
    merge(case.victim_id, other.pk)
    people.record_safe_address(person_id=other.pk, text=REFUGE, by=safeguarding, at=at)
    assert owed(case) == [VICTIM]

    part(other.pk)

    assert owed(case) == []


def test_what_was_set_on_their_own_record_while_they_were_one_stays(case, other, merge, part, safeguarding, at):
    merge(case.victim_id, other.pk)
    people.record_safe_address(person_id=case.victim_id, text=REFUGE, by=safeguarding, at=at)

    part(other.pk)

    assert owed(case) == [VICTIM]


def test_a_marker_on_the_home_of_both_still_asks_when_they_are_parted(case, other, mark, merge, part):
    home = people.add_residence(case.suspect, "14 Harbour Row", "CT16 1AA")
    people.add_residence(other, "14 Harbour Row", "CT16 1AA")
    merge(case.suspect_id, other.pk)
    mark(address_id=home.address_id)

    part(other.pk)

    assert owed(case) == [SUSPECT]


def test_a_merge_undone_and_made_again_asks_again(case, other, mark, merge, part, at):
    mark(person_id=other.pk)
    merge(case.suspect_id, other.pk)
    part(other.pk)

    merge(case.suspect_id, other.pk, at=at + 2 * HOUR)

    assert owed(case) == [SUSPECT]


def test_what_a_third_record_brought_goes_with_whoever_was_parted_from_it(case, other, mark, merge, part, operator, at):
    third = people.register(given_name="A", family_name="Vale", by=operator, at=at)
    mark(person_id=third.pk)
    merge(other.pk, case.suspect_id)
    merge(other.pk, third.pk)
    assert owed(case) == [SUSPECT]

    part(case.suspect_id)

    assert owed(case) == []


def test_an_address_that_another_record_of_hers_has_as_well_still_asks(case, other, move, merge, part, operator, at):
    third = people.register(given_name="A", family_name="Vale", by=operator, at=at)
    move(other.pk)
    move(third.pk, ago=1)
    merge(case.victim_id, other.pk)
    merge(case.victim_id, third.pk)

    part(other.pk)

    assert owed(case) == [VICTIM]
