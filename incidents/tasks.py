"""Celery doors of the history flags: a few lines each."""

from celery import shared_task
from django.utils import timezone

from incidents import services
from incidents.states import FlagCode


@shared_task
def flag_repeat_victims(**unknown):
    """Bring every repeat-victim flag up to date; return how many were healed."""
    return services.heal_flags(at=timezone.now(), codes=[FlagCode.REPEAT_VICTIM])


@shared_task
def flag_serial_perpetrators(**unknown):
    """Bring every serial-perpetrator flag up to date; return how many were healed."""
    return services.heal_flags(at=timezone.now(), codes=[FlagCode.SERIAL_PERPETRATOR, FlagCode.REPEAT_PERPETRATOR])


@shared_task
def compare_safe_contacts(**unknown):
    """Compare every safe way of contact with what is known of suspects; return how many were found shared."""
    return services.heal_contacts(at=timezone.now())


@shared_task
def notice_firearms(**unknown):
    """Open what certificates ask for that came to be known after a call; return in how many incidents."""
    return services.notice_firearms(at=timezone.now())
