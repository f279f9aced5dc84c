"""Officers who are somebody on record, or near to them: what keeps them out of those people's cases."""

from django.db import models

from core.models import Record
from people.states import TieKind


class OfficerTie(Record):
    """An officer is this person, or has said that they are near to them. Append-only: a tie is never taken back
    quietly, since what was seen or not seen while it stood must stay explained."""

    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=TieKind)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "person"], name="tie_once")]
