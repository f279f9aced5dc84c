"""Neutral messages to officers: something waits, sign in. Never a name, a number or a reason."""

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage

from core.models import Duty

SUBJECT = "dacase: something is waiting for you"
BODY = "Something is waiting for you. Sign in to dacase and open your work list."


def tell_officer(entry, delivery_id):
    """Send a neutral message to whoever the entry concerns; the delivery's id lets the post drop a repeat."""
    for officer in recipients(entry):
        if officer.email:
            EmailMessage(SUBJECT, BODY, to=[officer.email], headers={"Message-ID": f"<{delivery_id}@dacase>"}).send()


def recipients(entry):
    """Return the officers named in the facts, and the owners of the duties that the entry opened."""
    ids = {entry.facts.get("to"), entry.facts.get("author")}
    ids |= {str(pk) for pk in Duty.objects.filter(opened_by=entry).values_list("owner_id", flat=True)}
    return get_user_model().objects.filter(pk__in=ids - {None}, is_active=True)
