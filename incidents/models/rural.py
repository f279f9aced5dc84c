"""Where a force counts itself in the country: there it may take longer to come."""

from django.db import models
from django.db.models import Q

from core.models import Record


class RuralPlace(Record):
    """A postcode, or the beginning of one ("CT15", "CT15 7"), that a force counts as the country."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    postcode = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "postcode"], name="rural_place_once"),
            models.CheckConstraint(name="rural_place_somewhere", condition=~Q(postcode="")),
        ]

    def __str__(self):
        return self.postcode
