"""Officers who are gone without the house having been asked: what an alarm must notice."""

from accounts.models import Absence, Officer


def gone(officer, at):
    """The posting of an officer ends."""
    officer.postings.update(until_at=at)


def disabled(officer, at):
    """The account of an officer is closed."""
    Officer.objects.filter(pk=officer.pk).update(is_active=False)


def away(officer, at):
    """The officer is away, and nobody stands in."""
    Absence.objects.create(officer=officer, kind="SICKNESS", from_at=at, recorded_at=at, recorded_by=officer)
