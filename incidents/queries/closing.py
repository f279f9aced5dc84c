"""Reads of what an incident needs before it is closed. Each takes an incident the reader has already been given."""

from incidents.models import Crime, QualifierDoubt
from law import clocks


def waiting_doubt(incident_row):
    """Return the wish to take the qualifier away that waits for a decision, or None."""
    return QualifierDoubt.objects.filter(incident=incident_row, decided_at=None).select_related("raised_by").first()


def waiting_doubt_for_change(incident_row):
    """Return the wish that waits, locked, or None."""
    return QualifierDoubt.objects.select_for_update().filter(incident=incident_row, decided_at=None).first()


def doubts_of(incident_row):
    """Return every wish to take the qualifier away, newest first."""
    found = QualifierDoubt.objects.filter(incident=incident_row).select_related("raised_by", "decided_by")
    return list(found.order_by("-raised_at", "-pk"))


def crimes_of(incident_row):
    """Return the crimes recorded for an incident, and the findings that there is none, oldest first."""
    return list(incident_row.crimes.select_related("recorded_by").order_by("recorded_at", "pk"))


def crime_with_number(number):
    """Say whether a crime is on record under this number, whichever incident it belongs to."""
    return Crime.objects.filter(number=number).exists()


def day_of(incident_row):
    """Return the London day on which an incident happened: the law of that day says what was an offence."""
    return clocks.london_day(incident_row.occurred_at)
