"""Whoever is to act the same day because of a message is told at once, and not only when it is late."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from core import outbox
from core.journal import record
from core.models import Delivery
from custody import services
from dacase.reactions import REACTIONS
from law import clocks
from law.duties import RULES
from safety_plans import services as plans

pytestmark = pytest.mark.django_db
# The officer who acts has it before them: what opens, they have just said themselves.
NOT_BY_MESSAGE = {"witness_care.statement_offered"}
# Due on its day, which lies weeks ahead.
LATER = {"custody.release_date_known", "custody.release_restated"}


@pytest.fixture
def reachable(everybody, case, at):
    """Everybody with an address; what was sent until now is forgotten."""
    for name, officer in everybody.items():
        officer.email = f"{name}@example.org"
        officer.save()
    outbox.deliver_due(at)
    mail.outbox.clear()
    return everybody


def told(at):
    """Deliver what waits, as the sweep does without a bell, and return the address of each message."""
    outbox.deliver_due(at + timedelta(seconds=1))
    return sorted(to for message in mail.outbox for to in message.to)


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        ("custody.released", {}),
        ("custody.recalled", {}),
        ("custody.licence_ended", {}),
        ("custody.bail_granted", {"source": "court"}),
        ("custody.released_under_investigation", {"notice_considered": False}),
        ("custody.order_refused", {}),
        ("custody.order_lapsed", {}),
        ("custody.dvpn_served", {}),
        ("custody.dapn_served", {}),
        ("custody.event_withdrawn", {"told": True}),
    ],
)
def test_the_owner_of_the_case_is_told_at_once_and_once(reachable, case, at, event, facts):
    record(event, about=case, case_id=case.pk, by=None, at=at, level="STANDARD", **facts)

    assert told(at) == ["officer@example.org"]
    assert told(at) == ["officer@example.org"], "not again"


def test_a_release_by_message_tells_the_owner_and_the_text_says_nothing_of_anybody(reachable, case, cru, at):
    services.record_event(
        kind="RELEASED",
        suspect_id=case.suspect_id,
        case_id=case.pk,
        effective_at=at - timedelta(hours=1),
        details={},
        by=cru,
        at=at,
    )

    assert told(at) == ["officer@example.org"]
    text = mail.outbox[0].subject + mail.outbox[0].body
    for word in ("Asha", "Vale", "Dorian", "Crane", "Harbour", "release", str(case.pk)):
        assert word not in text


def test_nobody_is_told_of_what_was_not_kept(reachable, case, at):
    with transaction.atomic():
        record("custody.released", about=case, case_id=case.pk, by=None, at=at, level="HIGH")
        transaction.set_rollback(True)

    assert told(at) == []


def test_an_officer_to_whom_a_measure_is_proposed_is_told_at_once(reachable, case, officer, neighbourhood, at):
    plans.propose_measure(
        case_id=case.pk,
        code="WELFARE_CALLS",
        owner_id=neighbourhood.pk,
        due_on=clocks.london_day(at) + timedelta(days=7),
        victim_agrees="YES",
        by=officer,
        at=at,
    )

    assert told(at) == ["neighbourhood@example.org"]


def test_whoever_is_named_to_keep_in_touch_with_the_victim_is_told_at_once(reachable, case, neighbourhood, at):
    facts = {"to": neighbourhood.pk, "owner": neighbourhood.pk, "level": "HIGH"}
    record("custody.victim_contact_owner_named", about=case, case_id=case.pk, by=None, at=at, **facts)

    assert told(at) == ["neighbourhood@example.org"]
    assert Delivery.objects.filter(name="tell_officer", done_at=None).count() == 0


def test_every_event_that_may_ask_for_something_the_same_day_tells_its_owner():
    same_day = {event for rule in RULES if rule.clock == "same_day" for event in rule.opens_on}

    silent = {event for event in same_day if "tell_officer" not in REACTIONS.get(event, ())}
    assert silent == NOT_BY_MESSAGE | LATER
