"""All 720 orders of six messages, each sent twice: one position, and each duty once, for real in PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import AlreadyDone
from core.models import Duty
from custody import fold, queries, services
from custody.services.restating import columns

START = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
NO_CONTACT = [{"kind": "NO_CONTACT", "text": "Asha"}]
SIX = (
    ("ARRESTED", {}),
    ("CHARGED", {}),
    ("REMANDED", {}),
    ("BAIL_GRANTED", {"by_court": True, "conditions": NO_CONTACT}),
    ("BAIL_VARIED", {"by_court": True, "conditions": []}),
    ("RELEASED", {"route": "COURT"}),
)

OWED = {
    *("TELL_VICTIM_ARREST", "TELL_VICTIM_CHARGE", "TELL_VICTIM_REMAND", "TELL_VICTIM_BAIL", "TELL_VICTIM_COURT_BAIL"),
    *("TELL_VICTIM_BAIL_VARIED", "TELL_VICTIM_RELEASE", "REASSESS_REMAND", "REASSESS_BAIL"),
    *("REASSESS_BAIL_VARIATION", "REASSESS_RELEASE", "REVIEW_PLAN_REMAND", "REVIEW_PLAN_BAIL"),
    *("REVIEW_PLAN_BAIL_VARIED", "REVIEW_PLAN_RELEASE", "REASSESS_ARREST", "REASSESS_CHARGE"),
    *("NAME_WITNESS_CONTACT", "WITNESS_NEEDS", "OFFER_STATEMENT"),
}


@pytest.fixture
def send(case, officer, at):
    """Return a function that sends one of the six messages and says whether it was new."""

    def sent(number):
        kind, details = SIX[number]
        try:
            services.record_event(
                kind=kind,
                suspect_id=case.suspect_id,
                effective_at=START + timedelta(days=number),
                source="custody-system",
                source_event_id=str(number),
                details=details,
                by=officer,
                at=at,
            )
        except AlreadyDone:
            return False
        return True

    return sent


def outcome(case):
    """Return the position of the case and what is owed in it, by the number of each message."""
    events = queries.events_of(case.pk)
    number = {each.pk: each.source_event_id for each in events}
    row = columns(fold.position(events))
    stands = {name: number.get(value, value) if name.endswith("_id") else repr(value) for name, value in row.items()}
    stands["status"] = row["status"].value
    owed = Duty.objects.filter(case_id=case.pk, ended_at=None, subject_id__in=number)
    return tuple(stands.items()), tuple(sorted((each.code, number[each.subject_id], each.due_at) for each in owed))


def every_order(numbers, send, found, case, sent=()):
    """Walk the tree of all orders: what two orders have in common at their beginning is sent once for both."""
    if not numbers:
        found.setdefault(outcome(case), []).append(sent)
    for number in numbers:
        with transaction.atomic():
            assert send(number)
            assert not send(number), "the same message again changes nothing"
            every_order(numbers - {number}, send, found, case, (*sent, number))
            transaction.set_rollback(True)


def test_all_720_orders_of_six_messages_each_sent_twice_end_alike(send, case):
    found = {}

    every_order(frozenset(range(6)), send, found, case)

    assert sum(map(len, found.values())) == 720
    assert len(found) == 1, [orders[0] for orders in found.values()]
    ((status, owed),) = found
    assert dict(status)["status"] == "CHARGED_COURT_BAIL"
    assert {code for code, _, _ in owed} == OWED
    assert len(owed) == len(OWED)


@given(st.permutations([*range(6), *range(6)]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_the_repeats_lie_between_the_others(send, case, order):
    with transaction.atomic():
        new = [number for number in order if send(number)]
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _, owed = outcome(case)
        transaction.set_rollback(True)

    assert sorted(new) == list(range(6))
    assert sorted(code for code, _, _ in owed) == sorted(OWED)
