"""What must still happen: delivered at least once, with Redis up or down, never lost, never silently given up."""

from datetime import timedelta

import pytest
from django.core import mail

from core import outbox
from core.models import Delivery
from incidents import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(case, everybody, officer, at):
    """The message that tells a neighbourhood officer of an offered case, not yet delivered."""
    to = everybody["neighbourhood"]
    to.email = "neighbourhood@example.org"
    to.save()
    outbox.deliver_due(at)
    mail.outbox.clear()
    services.offer_case(case_id=case.pk, to_id=to.pk, must_know="Ring after six", by=officer, at=at)
    return Delivery.objects.get(entry__event="incidents.case_offered")


def test_what_waits_is_delivered_by_state(delivery, at):
    assert outbox.deliver_due(at + timedelta(seconds=1)) == 1

    delivery.refresh_from_db()
    assert delivery.done_at
    assert [message.to for message in mail.outbox] == [["neighbourhood@example.org"]]


def test_the_message_says_nothing_about_anybody(delivery, at, case):
    outbox.deliver_due(at + timedelta(seconds=1))

    text = mail.outbox[0].subject + mail.outbox[0].body
    for word in ("Asha", "Vale", "Dorian", "Crane", str(case.pk), "Harbour"):
        assert word not in text


def test_delivering_twice_has_one_effect(delivery, at):
    assert outbox.deliver_one(delivery.pk, at) is True
    assert outbox.deliver_one(delivery.pk, at) is False
    assert len(mail.outbox) == 1


def test_a_failure_is_tried_again_later_and_at_last_waits_for_a_person(delivery, at, monkeypatch):
    calls = []

    def fail(entry, delivery_id):
        calls.append(delivery_id)
        raise ConnectionError("the mail server is away")

    monkeypatch.setitem(outbox.REACTIONS["incidents.case_offered"], "tell_officer", fail)
    assert outbox.deliver_one(delivery.pk, at) is False
    delivery.refresh_from_db()
    assert delivery.next_attempt_at > at
    assert delivery.last_error == "ConnectionError"
    assert outbox.deliver_due(at) == 0, "not before its time"

    for _ in range(outbox.GIVE_UP_AFTER):
        outbox.deliver_one(delivery.pk, at + timedelta(days=1))

    delivery.refresh_from_db()
    assert delivery.gave_up_at
    assert len(calls) == outbox.GIVE_UP_AFTER

    monkeypatch.undo()
    outbox.try_again(delivery.pk, at)
    assert outbox.deliver_due(at) == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_neither_fails_nor_delays_the_command(settings, case, everybody, officer, at):
    from dacase.celery import app

    before = app.conf.broker_url
    app.conf.broker_url = "redis://127.0.0.1:1/0"
    try:
        services.offer_case(
            case_id=case.pk, to_id=everybody["neighbourhood"].pk, must_know="Ring after six", by=officer, at=at
        )
    finally:
        app.conf.broker_url = before
    assert Delivery.objects.filter(entry__event="incidents.case_offered", done_at=None).count() == 1
