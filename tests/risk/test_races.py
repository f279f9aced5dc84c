"""Two at the same moment: one wins, the other is told, and nothing is done twice."""

import threading
import uuid

import pytest
from django.db import connection

from core.errors import AlreadyDone, Refused
from core.models import Entry
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
