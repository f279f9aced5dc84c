"""Celery doors of the record: a few lines each."""

from celery import shared_task
from django.utils import timezone

from core import escalation, heartbeat, outbox


@shared_task
def deliver(*, delivery_id, **unknown):
    """Deliver one row of the outbox now instead of at the next sweep."""
    outbox.deliver_one(delivery_id, timezone.now())


@shared_task
def sweep_duties(**unknown):
    """Escalate duties whose time has passed; return how many rungs were climbed."""
    return escalation.sweep(timezone.now())


@shared_task
def pulse(**unknown):
    """Show that beat sends and that a worker consumes: only beat sends this message."""
    now = timezone.now()
    heartbeat.beat("beat", now)
    heartbeat.beat("worker", now)
