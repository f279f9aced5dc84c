"""Failed sign-ins, counted in the database: five in a quarter of an hour, and the name waits."""

import hashlib
import unicodedata
from datetime import timedelta

from django.utils import timezone

from accounts.models import FailedSignIn

WINDOW = timedelta(minutes=15)
MOST = 5


def key(name):
    """Return what is kept of a name that was typed: never the name itself, which may be a password.

    Texts that the sign-in form takes for one name have one key: width, spaces around it and case aside.
    """
    same = unicodedata.normalize("NFKC", name).strip().casefold()
    return hashlib.sha256(same.encode(errors="replace")).hexdigest()


def waits(name):
    """Say whether this name has failed too often just now."""
    return FailedSignIn.objects.filter(key=key(name), at__gt=timezone.now() - WINDOW).count() >= MOST


def note(name, *, failed):
    """Keep a failure; a success forgets the failures before it."""
    if failed:
        FailedSignIn.objects.create(key=key(name), at=timezone.now())
    else:
        FailedSignIn.objects.filter(key=key(name)).delete()
