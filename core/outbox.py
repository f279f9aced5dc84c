"""The outbox: what must still happen after an entry. Selected by state, never by a cursor.

A delivery is made at least once. Losing every nudge changes nothing but the delay.
"""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.models import Delivery

# Event name to {short name: function(entry, delivery_id)}; the front desk fills it.
REACTIONS = {}
LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = 12
log = logging.getLogger(__name__)
bell = ContextVar("bell", default=True)


@contextmanager
def without_bell():
    """Ring no bell for what is committed meanwhile: a bulk load is delivered by the sweep."""
    before = bell.set(False)
    try:
        yield
    finally:
        bell.reset(before)


def book(entries):
    """Write one Delivery for each reaction to each of these entries, and ring the bell after commit."""
    deliveries = [
        Delivery(entry=entry, name=name, next_attempt_at=entry.recorded_at)
        for entry in entries
        for name in REACTIONS.get(entry.event, ())
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
    for delivery in deliveries if bell.get() else ():
        transaction.on_commit(lambda pk=delivery.pk: nudge(pk))


def nudge(delivery_id):
    """Ask a worker to deliver now; a broker that is away is no reason to fail or to wait."""
    from core.tasks import deliver

    if not bell.get():
        return
    try:
        deliver.apply_async(kwargs={"delivery_id": str(delivery_id)}, retry=False)
    except Exception as error:  # the sweep delivers what the bell did not
        log.warning("The bell is away (%s); the sweep will deliver.", type(error).__name__)


def deliver_one(delivery_id, at):
    """Carry out one waiting delivery; return True when it was done now, False when there was nothing to do.

    The next attempt is booked, doubled each time up to five minutes, before the reaction is tried;
    after twelve attempts the row waits for a person, and is never discarded.
    """
    with transaction.atomic():
        found = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("entry")
            .filter(pk=delivery_id, done_at=None, gave_up_at=None)
            .first()
        )
        if found is None:
            return False
        try:
            with transaction.atomic():
                REACTIONS[found.entry.event][found.name](found.entry, found.pk)
        except Exception as error:
            return put_off(found, error, at)
        found.done_at = at
        found.save(update_fields=["done_at"])
        return True


def put_off(delivery, error, at):
    """Book the next attempt, or give up loudly after the last one."""
    delivery.attempts += 1
    delivery.last_error = type(error).__name__
    delivery.next_attempt_at = at + min(timedelta(seconds=2**delivery.attempts), LONGEST_WAIT)
    if delivery.attempts >= GIVE_UP_AFTER:
        delivery.gave_up_at = at
    delivery.save()
    log.error("Delivery %s (%s) failed: %s", delivery.pk, delivery.name, delivery.last_error)
    return False


def deliver_due(at=None, batch=100):
    """Deliver what is waiting, oldest first; return how many were done."""
    at = at or timezone.now()
    waiting = Delivery.objects.filter(done_at=None, gave_up_at=None, next_attempt_at__lte=at)
    return sum(deliver_one(pk, at) for pk in waiting.order_by("next_attempt_at").values_list("pk", flat=True)[:batch])


def try_again(delivery_id, at):
    """Put a delivery that was given up back into the queue."""
    return Delivery.objects.filter(pk=delivery_id).update(
        gave_up_at=None, attempts=0, next_attempt_at=at, last_error=F("last_error")
    )
