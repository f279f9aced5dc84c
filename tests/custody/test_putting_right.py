"""What was wrong is withdrawn or replaced, never changed; what still stands is owed again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import rebuilding
from core.errors import Absent, Refused
from core.models import Duty, Entry
from custody import queries, services
from custody.models import CustodyEvent


@pytest.fixture
def withdraw(officer, at):
    """Return a function that withdraws an event."""
    return lambda event, reason="Another person was meant", by=officer: services.withdraw_event(
        event_id=event.pk, reason=reason, by=by, at=at
    )


@pytest.fixture
def correct(officer, at):
    """Return a function that corrects an event; any keyword may be replaced."""

    def corrected(event, **changes):
        arguments = {"event_id": event.pk, "reason": "The message was misread", "by": officer, "at": at}
        return services.correct_event(**(arguments | changes))

    return corrected


def test_withdrawing_an_event_brings_the_position_before_it_back(bail, happened, withdraw, case):
    bail()
    withdraw(happened("NO_FURTHER_ACTION"))

    position = queries.position(case.pk)
    assert (position.status, len(position.conditions)) == ("PRE_CHARGE_BAIL", 2)


def test_what_a_withdrawn_event_asked_for_is_no_longer_owed(happened, withdraw, owed):
    event = happened("RELEASED")

    withdraw(event)

    assert owed(about=event) == {}
    assert set(Duty.objects.filter(subject_id=event.pk).values_list("ended_as", flat=True)) == {"VOID"}


def test_withdrawing_one_event_leaves_what_the_others_asked_for(happened, withdraw, owed):
    first, second = happened("ARRESTED", 3), happened("BREACHED", 2, breach_of="BAIL")

    withdraw(first)

    assert set(owed(about=second)) == {"REASSESS_BREACH", "REVIEW_PLAN_BREACH"}


def test_a_withdrawn_decision_puts_the_end_of_bail_back_under_watch(bail, happened, withdraw, owed):
    bail()
    mistaken = happened("CHARGED")
    assert "DECIDE_BEFORE_BAIL_ENDS" not in owed()

    withdraw(mistaken)

    assert owed()["DECIDE_BEFORE_BAIL_ENDS"].due_at == datetime(2027, 2, 14, tzinfo=UTC)


def test_a_withdrawn_extension_brings_the_earlier_last_day_back(bail, happened, withdraw, owed):
    bail()
    withdraw(happened("BAIL_VARIED", bail_ends_on="2027-04-01"))

    assert owed()["DECIDE_BEFORE_BAIL_ENDS"].due_at == datetime(2027, 2, 14, tzinfo=UTC)


def test_a_withdrawn_end_of_an_order_puts_its_review_back(happened, withdraw, owed):
    made = happened("ORDER_MADE", 9, order="DVPO", expires_on="2026-12-10")
    ended = happened("ORDER_ENDED", order="DVPO")
    assert "REVIEW_BEFORE_ORDER_ENDS" not in owed()

    withdraw(ended)

    assert owed()["REVIEW_BEFORE_ORDER_ENDS"].subject_id == made.pk


def test_a_withdrawn_order_puts_the_notice_back_before_the_court(happened, withdraw, owed):
    served = happened("DVPN_SERVED", 9)
    made = happened("ORDER_MADE", order="DVPO")
    assert "DVPN_TO_COURT" not in owed()

    withdraw(made)

    assert owed()["DVPN_TO_COURT"].subject_id == served.pk


def test_a_withdrawn_release_date_asks_again_for_one_after_the_recall(happened, withdraw, owed):
    recalled = happened("RECALLED", 9)
    withdraw(happened("RELEASE_DATE_KNOWN", release_on="2027-02-01"))

    assert owed()["FIND_NEW_RELEASE_DATE"].subject_id == recalled.pk
    assert not owed("RELEASE_")


def test_a_withdrawn_event_keeps_who_when_and_why(happened, withdraw, officer, at):
    event = withdraw(happened("ARRESTED"))

    assert (event.withdrawn_by, event.withdrawn_at, event.withdrawn_reason) == (officer, at, "Another person was meant")
    assert Entry.objects.get(event="custody.event_withdrawn").facts["of"] == str(event.pk)


def test_an_event_is_withdrawn_once_and_with_a_reason(happened, withdraw):
    event = happened("ARRESTED")

    with pytest.raises(Refused, match="what was wrong"):
        withdraw(event, reason=" ")
    withdraw(event)
    with pytest.raises(Refused, match="withdrawn before"):
        withdraw(event)


def test_an_event_of_another_force_is_not_there(happened, withdraw, at):
    from accounts import services as accounts
    from accounts.models import Posting

    other = accounts.found_force(code="elsewhere", name="Elsewhere", units={"one": "One"})
    stranger = accounts.enrol(username="stranger", first_name="S", last_name="T", rank="constable")
    Posting.objects.create(
        officer=stranger, role="RESPONSE", force=other, unit=other.units.get(), from_at=at - timedelta(days=9)
    )

    with pytest.raises(Absent):
        withdraw(happened("ARRESTED"), by=stranger)


def test_a_correction_replaces_the_event_and_asks_anew(happened, correct, owed, at, case):
    wrong = happened("RELEASED", 1, route="LICENCE")

    right = correct(wrong, effective_at=at - timedelta(hours=30))

    assert (right.corrects, right.kind, right.details) == (wrong, "RELEASED", {"route": "LICENCE"})
    assert owed(about=wrong) == {}
    assert set(owed(about=right)) == {"TELL_VICTIM_RELEASE", "REASSESS_RELEASE", "REVIEW_PLAN_RELEASE"}
    assert queries.position(case.pk).since == at - timedelta(hours=30)


def test_a_corrected_last_day_of_bail_moves_what_is_owed(bail, correct, owed, case, sergeant):
    event = bail()

    asked = {"views_sought": True, "victim_views": "She knows", "authorised_by_id": sergeant.pk}
    right = correct(event, details=event.details | {"bail_ends_on": "2027-01-13"}, **asked)

    assert queries.position(case.pk).bail_ends_on == date(2027, 1, 13)
    assert owed()["DECIDE_BEFORE_BAIL_ENDS"].due_at == datetime(2027, 1, 14, tzinfo=UTC)
    assert (right.victim_views, right.authorised_by) == ("She knows", sergeant)


def test_a_correction_that_corrects_nothing_is_refused(happened, correct):
    with pytest.raises(Refused, match="Nothing is different"):
        correct(happened("ARRESTED"))


def test_a_correction_into_the_future_is_refused(happened, correct, at):
    with pytest.raises(Refused, match="in the future"):
        correct(happened("ARRESTED"), effective_at=at + timedelta(minutes=1))


def test_what_follows_a_withdrawal_and_a_correction_can_be_rebuilt_from_the_journal(
    bail, happened, withdraw, correct, sergeant
):
    event = bail()
    withdraw(happened("CHARGED"))
    asked = {"views_sought": True, "victim_views": "She knows", "by": sergeant}
    correct(event, details=event.details | {"bail_ends_on": "2027-01-13"}, **asked)

    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}
    assert CustodyEvent.objects.filter(withdrawn_at=None).count() == 1
