"""Court dates: listed, moved and vacated, by people and by systems, and nothing of it lost."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.urls import reverse

from core.errors import Absent, Refused
from core.models import Duty
from custody import services as custody
from incidents.models import Case
from law import clocks
from tests.witness_care.conftest import SPOKEN
from witness_care import queries, services

pytestmark = pytest.mark.django_db


def hearings(case):
    """Return the hearings of a case as they are now."""
    return queries.hearings(Case.objects.get(pk=case.pk))


def open_about(code):
    """Return what the open duties of a code are about."""
    return set(Duty.objects.filter(code=code, ended_at=None).values_list("subject_id", flat=True))


def test_a_hearing_is_told_to_the_victim_and_gone_through_before_the_trial(case, listed, owed, at):
    listed(30)

    assert clocks.london_day(owed("TELL_VICTIM_HEARING").due_at - timedelta(seconds=1)) == clocks.london_day(
        at + timedelta(days=1)
    )
    week_before = clocks.london_day(at + timedelta(days=23))
    assert owed("PREPARE_WITNESS").due_at == clocks.start_of_day(week_before)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_hearing_that_moved_has_one_time_in_whatever_order_it_reached_us(case, listed, order):
    told = [
        lambda: listed(30, number="L-1", minutes_ago=90),
        lambda: listed(40, number="L-2", minutes_ago=60),
        lambda: listed(50, number="L-3", minutes_ago=30),
    ]
    rows = {place: told[place]() for place in order}

    (found,) = hearings(case)

    assert (found.stands.pk, len(found.listings)) == (rows[2].pk, 3)
    assert open_about("TELL_VICTIM_HEARING") == open_about("PREPARE_WITNESS") == {rows[2].pk}


def test_another_hearing_stands_beside_it(case, listed):
    trial, sentence = listed(30), listed(60, hearing="SENTENCE", number="L-2", ref="H-8")

    assert [each.stands.pk for each in hearings(case)] == [trial.pk, sentence.pk]
    assert open_about("TELL_VICTIM_HEARING") == {trial.pk, sentence.pk}


def test_a_vacated_hearing_is_told_and_nothing_is_prepared_for_it(case, listed, officer, owed, at):
    trial = listed(30)

    services.vacate_hearing(case_id=case.pk, event_id=trial.pk, reason="No judge", by=officer, at=at)

    (found,) = hearings(case)
    assert (found.stands, len(found.listings)) == (None, 2)
    assert owed("PREPARE_WITNESS") is owed("TELL_VICTIM_HEARING") is None
    assert owed("TELL_VICTIM_HEARING_VACATED")


def test_the_old_time_stands_again_where_the_new_one_was_a_mistake(case, listed, officer, at):
    first, second = listed(30), listed(40, number="L-2", minutes_ago=30)

    custody.withdraw_event(event_id=second.pk, reason="Another defendant", by=officer, at=at)

    assert hearings(case)[0].stands.pk == first.pk
    assert open_about("TELL_VICTIM_HEARING") == open_about("PREPARE_WITNESS") == {first.pk}


def test_a_person_moves_a_hearing_and_the_old_listing_stays_on_record(case, listed, officer, at):
    first = listed(30)

    services.change_hearing(
        case_id=case.pk,
        event_id=first.pk,
        details={"hearing": "TRIAL", "hearing_at": at + timedelta(days=44), "court": "Canterbury"},
        by=officer,
        at=at,
    )

    (found,) = hearings(case)
    assert found.stands.details["court"] == "Canterbury"
    assert found.listings[1].pk == first.pk
    with pytest.raises(Absent):
        services.vacate_hearing(case_id=case.pk, event_id=first.pk, reason="Moved already", by=officer, at=at)


def test_going_through_the_trial_with_the_victim_is_done_for_that_trial(case, listed, officer, owed, at):
    trial = listed(30)
    done = {"case_id": case.pk, "event_id": trial.pk, "by": officer, "at": at}
    with pytest.raises(Refused, match="safe"):
        services.prepare_witness(**(SPOKEN | done | {"safe_how": " "}))

    services.prepare_witness(**SPOKEN, **done)

    assert owed("PREPARE_WITNESS") is None


def test_the_page_shows_what_was_listed_before_and_keeps_the_senders_number_to_itself(
    case, listed, officer, client_for
):
    listed(30)
    listed(40, number="L-2", minutes_ago=30)

    said = client_for(officer).get(reverse("witness", args=[case.pk])).content.decode()

    assert "What was listed before" in said
    assert "court-lists" in said
    assert "H-7" not in said
