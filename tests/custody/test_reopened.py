"""A case that is reopened knows what happened to its suspect while it was closed, or asks, in the same transaction."""

from datetime import timedelta
from functools import partial

import pytest

from core import rebuilding
from core.models import Duty, Entry
from custody import events, queries, services
from custody.models import MatterQuestion
from custody.states import OF_THE_PERSON, Kind
from incidents import services as incidents

WHY = "It is another man of the same name"


@pytest.fixture
def tells(sends):
    """Return a function by which the prison tells something of the suspect, without a case."""
    return partial(sends, source="prison", hours_ago=0.1)


@pytest.fixture
def reopen(case, sergeant, at):
    """Return a function by which the sergeant reopens the case, some minutes after `at`."""

    def reopened(minutes=5, of=case):
        return incidents.reopen_case(
            case_id=of.pk, reason="He is back", by=sergeant, at=at + timedelta(minutes=minutes)
        )

    return reopened


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def owed(event, case=None):
    """Return the codes of the open duties about an event, in a case or in none."""
    found = Duty.objects.filter(subject_id=event.pk, case_id=case and case.pk, ended_at=None)
    return set(found.values_list("code", flat=True))


@pytest.mark.parametrize("kind", list(Kind))
def test_what_happens_to_the_person_goes_into_it_and_of_a_matter_its_owner_is_asked(closed, tells, reopen, kind):
    event = tells(kind)

    reopen()

    assert queries.concerns_case(event.pk, closed.pk) == (kind in OF_THE_PERSON)
    assert ("WHICH_MATTER" in owed(event, closed)) == (kind not in OF_THE_PERSON)


def test_a_release_is_told_and_assessed_in_the_reopened_case_and_the_search_for_its_case_ends(
    closed, tells, reopen, sergeant
):
    event = tells("RELEASED", route="LICENCE")
    assert owed(event) == {"PLACE_EVENT"}

    reopen()

    assert {"TELL_VICTIM_RELEASE", "REASSESS_RELEASE", "REVIEW_PLAN_RELEASE"} <= owed(event, closed)
    assert queries.position(closed.pk).status == "ON_LICENCE"
    assert set(Duty.objects.filter(subject_id=event.pk, ended_at=None).values_list("owner_id", flat=True)) == {
        sergeant.pk
    }
    assert owed(event) == set()
    assert MatterQuestion.objects.get(event=event).concerns is True


def test_events_go_in_as_they_took_effect_whatever_their_order_of_arrival(closed, tells, sends, reopen):
    tells("RECALLED")
    sends("RELEASED", hours_ago=0.3, source="prison", route="LICENCE")

    reopen()

    assert queries.position(closed.pk).status == "RECALLED"


def test_what_another_open_case_of_the_man_heard_meanwhile_is_heard_here_as_well(second_case, closed, tells, reopen):
    event = tells("RECALLED")
    assert queries.concerns_case(event.pk, second_case.pk)

    reopen()

    assert queries.position(closed.pk).status == "RECALLED"
    assert "TELL_VICTIM_RECALL" in owed(event, closed)


def test_what_came_before_the_case_was_closed_is_not_added(case, sends, sergeant, closed, reopen, at):
    before = services.record_event(
        kind="RECALLED",
        suspect_id=case.suspect_id,
        effective_at=at - timedelta(hours=3),
        source="prison",
        source_event_id="before",
        by=sergeant,
        at=at - timedelta(minutes=21),
    )

    reopen()

    assert not queries.concerns_case(before.pk, closed.pk)


def test_what_came_at_the_minute_at_which_it_was_closed_is_added(case, sergeant, closed, reopen, at):
    then = services.record_event(
        kind="RECALLED",
        suspect_id=case.suspect_id,
        effective_at=at - timedelta(hours=3),
        source="prison",
        source_event_id="then",
        by=sergeant,
        at=at - timedelta(minutes=20),
    )

    reopen()

    assert queries.concerns_case(then.pk, closed.pk)


def test_what_was_withdrawn_or_concerns_no_case_stays_out(closed, tells, reopen, everybody, at):
    event = tells("RELEASED")
    services.place_event(event_id=event.pk, reason=WHY, by=everybody["cru"], at=at)

    reopen()

    assert not queries.concerns_case(event.pk, closed.pk)


def test_with_a_yes_of_its_owner_the_search_for_the_case_ends(closed, tells, reopen, sergeant, at):
    event = tells("CHARGED")
    reopen()
    assert (owed(event), owed(event, closed)) == ({"PLACE_EVENT"}, {"WHICH_MATTER"})

    services.answer_matter(
        event_id=event.pk, case_id=closed.pk, concerns=True, by=sergeant, at=at + timedelta(minutes=9)
    )

    assert owed(event) == set()
    assert queries.position(closed.pk).status == "CHARGED_UNCONDITIONAL"


def test_with_a_no_of_its_owner_the_search_goes_on(closed, tells, reopen, sergeant, at):
    event = tells("CHARGED")
    reopen()

    services.answer_matter(
        event_id=event.pk, case_id=closed.pk, concerns=False, reason=WHY, by=sergeant, at=at + timedelta(minutes=9)
    )

    assert owed(event) == {"PLACE_EVENT"}
    assert owed(event, closed) == set()


def test_where_the_referral_unit_takes_it_in_first_its_owner_is_asked_no_more(closed, tells, reopen, everybody, at):
    event = tells("CHARGED")
    reopen()

    services.place_event(event_id=event.pk, case_id=closed.pk, by=everybody["cru"], at=at + timedelta(minutes=9))

    assert "WHICH_MATTER" not in owed(event, closed)
    assert not MatterQuestion.objects.filter(event=event, concerns=None).exists()
    assert queries.position(closed.pk).status == "CHARGED_UNCONDITIONAL"


def test_who_reopens_it_by_taking_one_event_in_hears_of_the_others_too(closed, tells, everybody, at):
    charged, released = tells("CHARGED"), tells("RELEASED")

    services.place_event(event_id=charged.pk, case_id=closed.pk, by=everybody["cru"], at=at + timedelta(minutes=5))

    assert queries.concerns_case(released.pk, closed.pk)
    assert Entry.objects.filter(event=events.CHARGED, case_id=closed.pk).count() == 1


def test_a_matter_that_another_case_took_in_is_not_asked_here(second_case, closed, tells, reopen):
    event = tells("CHARGED")
    assert queries.concerns_case(event.pk, second_case.pk)

    reopen()

    assert owed(event, closed) == set()


def test_a_call_that_reopens_it_brings_the_same(closed, tells, call, at):
    event = tells("RELEASED", route="LICENCE")

    call(
        at + timedelta(minutes=5),
        people=[
            {"role": "victim", "person_id": closed.victim_id},
            {"role": "suspect", "person_id": closed.suspect_id, "relation": "ex_partner"},
        ],
    )

    assert "TELL_VICTIM_RELEASE" in owed(event, closed)


def test_closed_and_reopened_twice_it_goes_in_once(closed, tells, reopen, sergeant, at, monkeypatch):
    tells("RELEASED")
    reopen()
    monkeypatch.setattr("incidents.services.cases.READY_TO_CLOSE", [])
    incidents.close_case(case_id=closed.pk, reason="Gone", by=sergeant, at=at + timedelta(minutes=6))

    reopen(7)

    assert Entry.objects.filter(event=events.RELEASED, case_id=closed.pk).count() == 1
