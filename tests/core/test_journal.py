"""Doing it twice is doing it once, and the journal holds no personal word."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction

from core.errors import AlreadyDone, Refused
from core.journal import plain, record
from core.models import Access, Entry
from incidents import services
from incidents.models import Incident


def at_once(count, function):
    """Call the function from `count` threads at one moment; return results and errors."""
    barrier = threading.Barrier(count)

    def one(place):
        try:
            barrier.wait()
            return function(place)
        except Exception as error:  # noqa: BLE001 - the test looks at what came back
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db
def test_a_command_sent_twice_is_done_once_and_says_so(call, everybody, at):
    command_id = uuid.uuid4()
    first = call(at, command_id=command_id)

    with pytest.raises(AlreadyDone) as repeat:
        call(at, command_id=command_id)

    assert repeat.value.entry.subject_id == first.pk
    assert Incident.objects.count() == 1


@pytest.mark.django_db
def test_somebody_else_cannot_use_a_form_that_was_used(call, everybody, at):
    command_id = uuid.uuid4()
    call(at, command_id=command_id)

    with pytest.raises(Refused, match="already used by somebody else"):
        call(at, by=everybody["control_supervisor"], command_id=command_id)


@pytest.mark.django_db(transaction=True)
def test_six_at_once_leave_one_call_and_five_already_done(call, everybody, at):
    command_id = uuid.uuid4()

    results = at_once(6, lambda place: call(at, command_id=command_id))

    assert sum(isinstance(each, Incident) for each in results) == 1, results
    assert sum(isinstance(each, AlreadyDone) for each in results) == 5, results
    assert Incident.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_repeat_that_lost_the_race_is_told_done_and_the_rival_why_not(case, everybody, officer, at):
    offer = services.offer_case(
        case_id=case.pk, to_id=everybody["neighbourhood"].pk, must_know="Ring after six", by=officer, at=at
    )
    accept, refuse = uuid.uuid4(), uuid.uuid4()

    def answer(place):
        arguments = {"offer_id": offer.pk, "by": everybody["neighbourhood"], "at": at}
        if place % 2:
            return services.accept_case(**arguments, command_id=accept)
        return services.refuse_case(**arguments, reason="Too much already", command_id=refuse)

    results = at_once(6, answer)

    done = [each for each in results if not isinstance(each, Exception)]
    assert len(done) == 1, results
    assert sum(isinstance(each, AlreadyDone) for each in results) == 2, results
    assert sum(isinstance(each, Refused) for each in results) == 3, results


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["She lives with her mother", "naïve", "a" * 81, "line\nbreak"])
def test_free_words_never_enter_the_journal(value):
    with pytest.raises(ValueError, match="reason"):
        plain("reason", value)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["core_entry", "core_access", "incidents_historicalcase"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_was_written_down_cannot_be_changed(case, table, statement):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement.format(table))


@pytest.mark.django_db
def test_an_entry_stands_or_falls_with_its_transaction(case, officer, at):
    before = Entry.objects.count()

    with pytest.raises(RuntimeError), transaction.atomic():
        record("incidents.information_added", about=case, case_id=case.pk, by=officer, at=at)
        raise RuntimeError("the process died here")

    assert Entry.objects.count() == before
    assert not Access.objects.filter(what="never").exists()
