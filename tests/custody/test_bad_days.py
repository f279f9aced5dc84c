"""Bad days of the feeds: corrected, withdrawn, late by three days, or about the wrong person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import rebuilding
from core.models import Duty
from custody import queries, services
from custody.models import CustodyEvent, Notice
from incidents.models import Case

START = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
NO_CONTACT = [{"kind": "NO_CONTACT", "text": "Asha"}]
STORY = (
    ("ARRESTED", {}),
    ("BAIL_GRANTED", {"conditions": NO_CONTACT, "bail_ends_on": "2027-02-10"}),
    ("BAIL_VARIED", {"conditions": []}),
    ("NO_FURTHER_ACTION", {}),
)
SAME = {"added": {}, "removed": {}, "changed": {}}
PER_CASE = ("DECIDE_BEFORE", "REVIEW_BEFORE_BAIL", "RELEASE_")


@pytest.fixture
def other_case(call, officer, at):
    """Another victim and another suspect."""
    people = [
        {"role": "victim", "given_name": "Mina", "family_name": "Okon", "born_on": "1985-02-11"},
        {"role": "suspect", "given_name": "Perrin", "family_name": "Lowe", "born_on": "1979-09-09",
         "relation": "ex_partner"},
    ]  # fmt: skip
    incident = call(at - timedelta(hours=2), people=people, address="3 Quarry Rise", postcode="CT17 9ZZ")
    return Case.objects.get(allegations__incident=incident)


@pytest.fixture
def tell(officer, at):
    """Return a function that sends one message of the story about the suspect of a case."""

    def told(number, case, days_late=0):
        kind, details = STORY[number]
        return services.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            effective_at=START + timedelta(days=number),
            source="custody-system",
            source_event_id=str(number),
            details=details,
            by=officer,
            at=at + timedelta(days=days_late),
        )

    return told


def end_of(case):
    """Return where the suspect stands, and what is owed, without the identifiers of the messages."""
    position = queries.position(case.pk)
    owed = Duty.objects.filter(case_id=case.pk, ended_at=None, subject_type="custody.custodyevent")
    kinds = dict(CustodyEvent.objects.values_list("pk", "kind"))
    stands = (position.status, position.conditions, position.bail_ends_on)
    return stands, sorted(
        (each.code, each.due_at, "" if each.code.startswith(PER_CASE) else kinds[each.subject_id]) for each in owed
    )


def after(steps):
    """Run steps, make every promise of the database due, compare with the journal, and keep nothing."""
    with transaction.atomic():
        found = steps()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert rebuilding.rebuild(apply_changes=False) == SAME
        transaction.set_rollback(True)
    return found


REPEATABLE = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@given(order=st.permutations(range(4)), taken_back=st.integers(0, 3), when=st.integers(0, 3))
@REPEATABLE
def test_a_message_taken_back_leaves_the_case_as_if_it_had_never_come(tell, case, officer, at, order, taken_back, when):
    def with_it():
        events = {}
        for place, number in enumerate(order):
            events[number] = tell(number, case)
            if place >= when and taken_back in events and events[taken_back] is not None:
                services.withdraw_event(event_id=events[taken_back].pk, reason="Not him", by=officer, at=at)
                events[taken_back] = None
        if events[taken_back] is not None:
            services.withdraw_event(event_id=events[taken_back].pk, reason="Not him", by=officer, at=at)
        return end_of(case)

    def without_it():
        for number in sorted(set(order) - {taken_back}):
            tell(number, case)
        return end_of(case)

    assert after(with_it) == after(without_it)


@given(order=st.permutations(range(4)), hours=st.integers(1, 20))
@REPEATABLE
def test_a_corrected_time_ends_as_if_it_had_been_right_at_once(tell, case, officer, at, order, hours):
    right = START + timedelta(days=2, hours=hours)

    def corrected():
        for number in order:
            event = tell(number, case)
            if number == 2:
                services.correct_event(
                    event_id=event.pk, reason="The clock was wrong", effective_at=right, by=officer, at=at
                )
        return end_of(case)

    def right_at_once():
        for number in order:
            if number != 2:
                tell(number, case)
                continue
            services.record_event(
                kind="BAIL_VARIED",
                suspect_id=case.suspect_id,
                effective_at=right,
                source="custody-system",
                source_event_id="right",
                details=STORY[2][1],
                by=officer,
                at=at,
            )
        return end_of(case)

    assert after(corrected) == after(right_at_once)


@given(late=st.sets(st.integers(0, 3)), order=st.permutations(range(4)))
@REPEATABLE
def test_messages_three_days_late_end_in_the_same_position_with_the_same_codes_owed(tell, case, late, order):
    def arrived(days_late):
        for number in order:
            tell(number, case, days_late if number in late else 0)
        stands, owed = end_of(case)
        return stands, [code for code, _, _ in owed]

    assert after(lambda: arrived(3)) == after(lambda: arrived(0))


def test_a_message_about_the_wrong_person_is_moved_without_a_word_to_the_wrong_victim(
    tell, case, other_case, officer, at
):
    wrong = tell(1, other_case)
    services.withdraw_event(event_id=wrong.pk, reason="He was not meant", by=officer, at=at)
    right = services.record_event(
        kind="BAIL_GRANTED",
        suspect_id=case.suspect_id,
        effective_at=wrong.effective_at,
        source="custody-system",
        source_event_id="1-corrected",
        details=STORY[1][1],
        by=officer,
        at=at,
    )

    still = Duty.objects.filter(case_id=other_case.pk, code__startswith="TELL_VICTIM", ended_at=None)
    assert list(still) == []
    assert queries.position(other_case.pk).conditions == []
    assert queries.position(case.pk).bail_ends_on == date(2027, 2, 10)
    assert Duty.objects.filter(subject_id=right.pk, code="TELL_VICTIM_BAIL", ended_at=None).count() == 1
    assert not Notice.objects.exists()


def test_a_victim_who_was_told_of_the_wrong_person_must_be_told_that_it_was_not_so(tell, other_case, officer, at):
    wrong = tell(1, other_case)
    services.record_victim_told(
        event_id=wrong.pk,
        case_id=other_case.pk,
        method="PHONE",
        safe_how="She rang back from work",
        what_said="He is on bail",
        exception_reason="She rang us herself",
        by=officer,
        at=at,
    )

    services.withdraw_event(event_id=wrong.pk, reason="He was not meant", by=officer, at=at)

    owed = Duty.objects.get(case_id=other_case.pk, code="TELL_VICTIM_WITHDRAWN", ended_at=None)
    assert owed.subject_id == wrong.pk


def test_a_victim_who_was_told_nothing_need_not_hear_of_the_mistake(tell, other_case, officer, at):
    wrong = tell(1, other_case)

    services.withdraw_event(event_id=wrong.pk, reason="He was not meant", by=officer, at=at)

    assert not Duty.objects.filter(case_id=other_case.pk, code="TELL_VICTIM_WITHDRAWN").exists()
