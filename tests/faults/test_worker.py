"""The three checks asked for by name, carried out by a real worker on a real Redis: they heal what is missing."""

import time
import uuid
from datetime import timedelta

import pytest
from celery.contrib.testing.worker import start_worker

from core.models import Duty, Entry
from custody import services as custody
from custody.tasks import flag_reassessments
from dacase.celery import app
from incidents.models import Flag
from incidents.tasks import flag_repeat_victims, flag_serial_perpetrators

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def carry_out():
    """Return a function that sends a task to a worker of our own and waits until something holds."""
    queue = f"test-{uuid.uuid4()}"
    with start_worker(app, pool="solo", perform_ping_check=False, queues=[queue], loglevel="WARNING"):

        def sent(task, holds):
            task.apply_async(queue=queue)
            deadline = time.monotonic() + 30
            while not holds():
                assert time.monotonic() < deadline, "the worker did not do it"
                time.sleep(0.1)

        yield sent


@pytest.fixture
def history(case, call, days):
    """Two partners with violence against both, and a repeat: what the flags need."""
    pair = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    call(days(1), people=pair, facts={"violence": "used"})
    other = {"role": "victim", "given_name": "Brona", "family_name": "Tull"}
    call(days(2), people=[other, pair[1] | {"relation": "partner"}], facts={"violence": "used"})
    return case


def test_repeat_victims_are_flagged_again_after_their_flags_were_lost(history, carry_out):
    Flag.objects.all().delete()

    carry_out(flag_repeat_victims, Flag.objects.filter(code="REPEAT_VICTIM").exists)

    assert Flag.objects.get(code="REPEAT_VICTIM").person_id == history.victim_id
    assert not Flag.objects.exclude(code="REPEAT_VICTIM").exists(), "one check heals its own flags"


def test_serial_perpetrators_are_flagged_again_after_their_flags_were_lost(history, carry_out):
    Flag.objects.all().delete()

    carry_out(flag_serial_perpetrators, Flag.objects.filter(code="SERIAL_PERPETRATOR").exists)

    assert {flag.person_id for flag in Flag.objects.all()} == {history.suspect_id}


def test_a_release_without_its_reassessment_gets_one(case, officer, at, carry_out):
    custody.record_event(
        kind="RELEASED", suspect_id=case.suspect_id, effective_at=at, by=officer, at=at + timedelta(minutes=1)
    )
    duty = Duty.objects.get(code="REASSESS_RELEASE")
    before = (duty.due_at, duty.owner_id, duty.opened_by_id)
    duty.delete()

    carry_out(flag_reassessments, Duty.objects.filter(code="REASSESS_RELEASE").exists)

    healed = Duty.objects.get(code="REASSESS_RELEASE")
    assert (healed.due_at, healed.owner_id, healed.opened_by_id) == before
    assert Entry.objects.filter(event="custody.released").count() == 1
