"""Two at the same moment: one wins, the other is told, and nothing is done twice."""

import threading
import time
import uuid

import pytest
from django.db import connection, transaction

from core.errors import AlreadyDone, Refused
from core.models import Entry
from incidents import services as incident_services
from risk import events, services
from risk.models import Assessment, Decision

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*commands):
    """Run every command in a thread of its own at one moment; return how each ended."""
    barrier, ended = threading.Barrier(len(commands)), []

    def run(command):
        barrier.wait()
        try:
            command()
            ended.append("done")
        except AlreadyDone:
            ended.append("already done")
        except Refused:
            ended.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[command]) for command in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_the_same_start_sent_six_times_makes_one_draft(case, officer, at):
    command = uuid.uuid4()
    start = lambda: services.start_assessment(case_id=case.pk, by=officer, at=at, command_id=command)  # noqa: E731

    assert at_once(*[start] * 6) == ["already done"] * 5 + ["done"]
    assert Assessment.objects.count() == 1


def test_two_windows_that_start_at_one_moment_make_one_draft(case, officer, at):
    def start():
        services.start_assessment(case_id=case.pk, by=officer, at=at)

    assert at_once(start, start, start) == ["done", "refused", "refused"]
    assert Assessment.objects.count() == 1


def test_two_supervisors_at_one_moment_leave_one_decision(submit, sergeant, post, at):
    other, submitted = post("second-sergeant", "SERGEANT", "response-1", "sergeant"), submit()

    def signed_by(officer):
        return lambda: services.sign_off_assessment(
            assessment_id=submitted.pk, content_hash=submitted.content_hash, by=officer, at=at
        )

    assert at_once(signed_by(sergeant), signed_by(other)) == ["done", "refused"]
    assert Decision.objects.count() == 1
    assert Entry.objects.filter(event=events.SIGNED_OFF).count() == 1


def test_a_change_and_a_submission_at_one_moment_leave_what_was_sealed(draft, submit, officer, sergeant, at):
    change = lambda: services.save_answers(  # noqa: E731
        assessment_id=draft.pk, answers={"injury": {"comment": "Late"}}, by=officer, at=at
    )

    ended = at_once(change, submit)

    assert ended in (["done", "done"], ["done", "refused"])
    kept = Assessment.objects.get()
    signed = services.sign_off_assessment(assessment_id=kept.pk, content_hash=kept.content_hash, by=sergeant, at=at)
    assert signed.state == "SIGNED_OFF"


def test_what_is_handed_in_while_its_case_moves_waits_where_the_case_is_then(
    case, submit, sergeant, other_sergeant, other_officer, at
):
    def handed_in():
        submit()
        connection.close()

    thread = threading.Thread(target=handed_in)
    with transaction.atomic():
        incident_services.move_case(case_id=case.pk, to_id=other_officer.pk, reason="Shift", by=sergeant, at=at)
        thread.start()
        wait_until_somebody_waits()
    thread.join()

    kept = Assessment.objects.get()
    assert (kept.state, kept.waits_in_id) == ("SUBMITTED", other_sergeant.posting.unit_id)


def wait_until_somebody_waits():
    """Return as soon as another session waits for a lock of this one; fail after ten seconds."""
    for _ in range(200):
        with connection.cursor() as cursor:
            # Not what sessions do: that is read once a transaction.
            cursor.execute("SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody waits.")
