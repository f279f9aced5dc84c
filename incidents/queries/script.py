"""Reads of what was asked in a call."""

from incidents.models import CallScript


def script_of(incident_row):
    """Return what was asked in the call about an incident the reader has already been given, or None."""
    return CallScript.objects.filter(incident=incident_row).first()
