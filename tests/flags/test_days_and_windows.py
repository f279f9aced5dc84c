"""The edges of the rules, one by one: the day before, the day, the day after; who counts as connected."""

from datetime import date, timedelta

import pytest

from core.errors import Refused
from incidents import flags
from incidents import services as incidents
from incidents.models import Flag
from law import clocks
from people import services as people
from people.models import Person
from tests.flags import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(operator, at):
    """Return a function that registers somebody."""
    return lambda name, **known: people.register(given_name=name, by=operator, at=at, **known)


@pytest.fixture
def reported(operator, at):
    """Return a function that logs what a suspect did to victims, reported on a day."""

    def log(day, suspect, *victims, violence="used", occurred_on=None):
        rows = [{"role": "victim", "person_id": victim.pk} for victim in victims]
        return incidents.log_call(
            channel="101",
            people=[*rows, {"role": "suspect", "person_id": suspect.pk}],
            occurred_at=clocks.start_of_day(occurred_on or day),
            reported_at=clocks.start_of_day(day),
            facts={"violence": violence},
            by=operator,
            at=max(at, clocks.end_of_day(day)),
        )

    return log


def held(code, variant, day, who=None):
    """Return (since, number of incidents) of one flag on a day, or None; the slow reading must agree."""
    found = records.computed(day)
    assert found == records.world().flags_on(day)
    rows = [(since, len(because)) for c, v, person, since, because in found if (c, v) == (code, variant)]
    return rows[0] if rows else None


@pytest.fixture
def couple(person):
    """A victim and her former partner."""
    victim, suspect = person("Asha"), person("Dorian")
    people.link(kind="ex_partner", of=suspect, to=victim)
    return victim, suspect


@pytest.mark.parametrize(
    ("second", "repeat"),
    [
        (date(2026, 2, 9), True),
        (date(2026, 2, 10), True),
        (date(2026, 2, 11), False),
    ],
)
def test_a_second_report_counts_up_to_the_same_day_a_year_later(couple, reported, second, repeat):
    victim, suspect = couple
    reported(date(2025, 2, 10), suspect, victim)
    reported(second, suspect, victim)

    assert held("REPEAT_VICTIM", "", second) == ((second, 2) if repeat else None)


@pytest.mark.parametrize(
    ("first", "repeat"), [(date(2024, 2, 27), False), (date(2024, 2, 28), True), (date(2024, 2, 29), True)]
)
def test_a_year_back_from_28_february_begins_on_28_february_of_the_leap_year(couple, reported, first, repeat):
    victim, suspect = couple
    reported(first, suspect, victim)
    reported(date(2025, 2, 28), suspect, victim)

    assert (held("REPEAT_VICTIM", "", date(2025, 2, 28)) is not None) is repeat


@pytest.mark.parametrize(
    ("first", "repeat"), [(date(2023, 2, 27), False), (date(2023, 2, 28), True), (date(2023, 3, 1), True)]
)
def test_a_year_back_from_29_february_begins_on_28_february(couple, reported, first, repeat):
    victim, suspect = couple
    reported(first, suspect, victim)
    reported(date(2024, 2, 29), suspect, victim)

    assert (held("REPEAT_VICTIM", "", date(2024, 2, 29)) is not None) is repeat


@pytest.mark.parametrize(
    ("first", "serial"), [(date(2023, 11, 22), False), (date(2023, 11, 23), True), (date(2023, 11, 24), True)]
)
def test_two_partners_count_within_three_years_to_the_day(person, reported, first, serial):
    suspect, one, other = person("Dorian"), person("Asha"), person("Bryn")
    people.link(kind="partner", of=suspect, to=one)
    people.link(kind="ex_partner", of=other, to=suspect)
    reported(first, suspect, one, violence="threatened")
    reported(date(2026, 11, 23), suspect, other)

    found = held("SERIAL_PERPETRATOR", "ACPO_2009", date(2026, 11, 23))
    assert found == ((date(2026, 11, 23), 2) if serial else None)


def test_three_years_back_from_29_february_begins_on_28_february(person, reported):
    suspect, one, other = person("Dorian"), person("Asha"), person("Bryn")
    for victim in (one, other):
        people.link(kind="partner", of=suspect, to=victim)
    reported(date(2021, 2, 28), suspect, one)
    reported(date(2024, 2, 1), suspect, other)

    assert held("SERIAL_PERPETRATOR", "ACPO_2009", date(2024, 2, 29)) == (date(2024, 2, 1), 2)
    assert held("SERIAL_PERPETRATOR", "ACPO_2009", date(2024, 3, 1)) is None


def test_the_window_slides_and_since_is_the_second_report_inside_it(couple, reported):
    victim, suspect = couple
    for day in (date(2025, 1, 1), date(2025, 8, 1), date(2026, 3, 1)):
        reported(day, suspect, victim)

    assert held("REPEAT_VICTIM", "", date(2025, 12, 31)) == (date(2025, 8, 1), 2)
    assert held("REPEAT_VICTIM", "", date(2026, 3, 1)) == (date(2026, 3, 1), 2)
    assert held("REPEAT_VICTIM", "", date(2026, 8, 2)) is None


def test_two_reports_of_one_day_are_two_reports(couple, reported):
    victim, suspect = couple
    reported(date(2026, 5, 5), suspect, victim)
    reported(date(2026, 5, 5), suspect, victim)

    assert held("REPEAT_VICTIM", "", date(2026, 5, 5)) == (date(2026, 5, 5), 2)


def test_one_incident_against_two_partners_is_one_record_but_two_victims(person, reported):
    suspect, one, other = person("Dorian"), person("Asha"), person("Bryn")
    for victim in (one, other):
        people.link(kind="partner", of=suspect, to=victim)
    reported(date(2026, 5, 5), suspect, one, other)

    assert held("SERIAL_PERPETRATOR", "ACPO_2009", date(2026, 5, 5)) == (date(2026, 5, 5), 1)
    assert held("SERIAL_PERPETRATOR", "NORTHUMBRIA_MATAC", date(2026, 5, 5)) is None


def test_the_day_of_the_report_counts_and_not_the_day_it_happened(couple, reported):
    victim, suspect = couple
    reported(date(2026, 5, 5), suspect, victim, occurred_on=date(2020, 1, 1))
    reported(date(2026, 6, 5), suspect, victim)

    assert held("REPEAT_VICTIM", "", date(2026, 6, 5)) == (date(2026, 6, 5), 2)


def test_friends_and_strangers_make_no_repeat_victim(person, reported):
    victim, friend, stranger = person("Asha"), person("Dorian"), person("Corin")
    people.link(kind="friend", of=friend, to=victim)
    reported(date(2026, 5, 5), friend, victim)
    reported(date(2026, 6, 5), stranger, victim)

    assert held("REPEAT_VICTIM", "", date(2026, 6, 5)) is None


@pytest.fixture
def series(person, reported):
    """A suspect whose violence against two partners was reported, and the two."""
    suspect, one, other = person("Dorian"), person("Asha"), person("Bryn")
    for victim in (one, other):
        people.link(kind="ex_partner", of=suspect, to=victim)
    reported(date(2026, 5, 5), suspect, one)
    reported(date(2026, 6, 5), suspect, other)
    return suspect, one, other


@pytest.mark.parametrize("kind", ["sibling", "parent", "friend", "neighbour"])
def test_victims_found_to_be_related_end_the_flag_of_the_suspect_at_once(series, kind, operator, at):
    suspect, one, other = series
    assert Flag.objects.filter(person=suspect, variant="ACPO_2009").exists()

    people.link_people(kind=kind, of_id=other.pk, to_id=one.pk, by=operator, at=at)

    assert not Flag.objects.filter(person=suspect, variant="ACPO_2009").exists()
    assert held("SERIAL_PERPETRATOR", "ACPO_2009", clocks.london_day(at)) is None


def test_victims_found_to_be_one_person_end_the_flag_and_undoing_that_brings_it_back(series, cru, at):
    suspect, one, other = series

    people.merge_people(keep_id=one.pk, merge_id=other.pk, reason="One person", by=cru, at=at)
    assert {flag.person_id for flag in Flag.objects.filter(code="REPEAT_VICTIM")} == {one.pk}
    assert not Flag.objects.filter(person=suspect, variant="ACPO_2009").exists()

    people.unmerge_people(person_id=other.pk, reason="Two people", by=cru, at=at)
    assert not Flag.objects.filter(code="REPEAT_VICTIM").exists()
    assert Flag.objects.filter(person=suspect, variant="ACPO_2009").exists()


def test_two_records_of_a_suspect_found_to_be_one_complete_the_pattern(person, reported, cru, at):
    suspect, second_record, one, other = (person(name) for name in ("Dorian", "Dorian", "Asha", "Bryn"))
    people.link(kind="partner", of=suspect, to=one)
    people.link(kind="partner", of=second_record, to=other)
    reported(date(2026, 5, 5), suspect, one)
    reported(date(2026, 6, 5), second_record, other)
    assert not Flag.objects.filter(variant="ACPO_2009").exists()

    people.merge_people(keep_id=suspect.pk, merge_id=second_record.pk, reason="One person", by=cru, at=at)

    assert Flag.objects.get(variant="ACPO_2009").person_id == suspect.pk


def test_what_is_learnt_later_of_the_violence_moves_the_flag(series, operator, at):
    suspect, one, other = series
    first = one.involvements.get().incident

    incidents.add_information(
        case_id=first.allegations.get().case_id,
        kind="other",
        occurred_on=first.reported_on,
        facts={"violence": "none"},
        incident_id=first.pk,
        by=operator,
        at=at,
    )

    assert not Flag.objects.filter(person=suspect, variant="ACPO_2009").exists()
    assert Flag.objects.filter(person=suspect, variant="NORTHUMBRIA_MATAC").exists()


def test_victim_and_suspect_of_one_case_cannot_become_one_person_and_their_flags_stay(couple, reported, cru, at):
    victim, suspect = couple
    reported(date(2026, 5, 5), suspect, victim)
    reported(date(2026, 6, 5), suspect, victim)
    before = records.stored()

    with pytest.raises(Refused, match="victim and suspect of one case"):
        people.merge_people(keep_id=victim.pk, merge_id=suspect.pk, reason="Typed twice", by=cru, at=at)

    assert records.stored() == before != set()


def test_the_sweep_finds_nothing_to_do_after_calls_and_puts_a_lost_flag_back(series, at):
    suspect, one, other = series
    day = clocks.london_day(at)
    before = records.stored()
    assert flags.refresh(day) == []

    Flag.objects.filter(person=suspect).delete()
    changes = flags.refresh(day)

    assert {change for _, _, _, change in changes} == {"new"}
    assert records.stored() == before


def test_a_suspect_under_sixteen_is_not_a_matac_perpetrator_before_the_birthday(person, reported):
    young = person("Corin", born_on="2010-05-05")
    mother, sister = person("Asha"), person("Bryn")
    people.link(kind="child", of=young, to=mother)
    people.link(kind="sibling", of=young, to=sister)
    reported(date(2026, 5, 4), young, mother, violence="none")
    reported(date(2026, 5, 5), young, mother, violence="none")
    reported(date(2026, 5, 6), young, sister, violence="none")

    assert held("SERIAL_PERPETRATOR", "NORTHUMBRIA_MATAC", date(2026, 5, 6)) == (date(2026, 5, 6), 2)
    assert Person.objects.filter(flags__variant="NORTHUMBRIA_MATAC").get() == young


def test_the_day_is_the_day_in_london(couple, reported):
    victim, suspect = couple
    # Half past midnight in London on 1 July is still 30 June in UTC.
    reported(date(2025, 7, 1), suspect, victim)
    reported(date(2026, 7, 1), suspect, victim)

    assert held("REPEAT_VICTIM", "", date(2026, 7, 1)) == (date(2026, 7, 1), 2)
    assert held("REPEAT_VICTIM", "", date(2026, 7, 1) + timedelta(days=1)) is None
