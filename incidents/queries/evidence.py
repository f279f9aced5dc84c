"""Reads of the evidence of an incident the reader has already been given."""

from incidents.models import Evidence
from law.evidence import ITEMS


def evidence_of(incident_row):
    """Return {code: Evidence} of an incident."""
    return {row.code: row for row in incident_row.evidence.select_related("recorded_by")}


def evidence_complete(incident_row):
    """Say whether something was said about every kind of evidence."""
    return set(Evidence.objects.filter(incident=incident_row).values_list("code", flat=True)) >= {
        item.code for item in ITEMS
    }
