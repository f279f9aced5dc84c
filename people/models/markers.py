"""What somebody must know before they meet a person, come to an address or ring a number."""

from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from people.models.persons import Address, Person
from people.states import MarkerKind


class Marker(Record):
    """One warning about a person, an address or a telephone number: who answers for it, why, and until when.

    It stands until somebody ends it. From the day after `expires_on` it is shown as not confirmed: a warning that
    falls silent by itself could cost more than one that is old.
    """

    kind = models.CharField(max_length=20, choices=MarkerKind)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="markers")
    address = models.ForeignKey(Address, models.PROTECT, null=True, related_name="markers")
    number = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    reason = models.TextField()
    from_on = models.DateField()
    expires_on = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(blank=True)

    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="marker_of_one_thing",
                condition=Q(person__isnull=False, address=None, number="")
                | Q(person=None, address__isnull=False, number="")
                | Q(person=None, address=None) & ~Q(number=""),
            ),
            models.CheckConstraint(name="marker_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="marker_period", condition=Q(expires_on__gte=F("from_on"))),
            models.CheckConstraint(
                name="marker_ended_whole",
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason=""),
            ),
            models.UniqueConstraint(
                fields=["person", "address", "number", "kind"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="marker_standing_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(ended_at=None), name="marker_of_person"),
            models.Index(fields=["address"], condition=Q(ended_at=None), name="marker_of_address"),
            models.Index(fields=["number"], condition=Q(ended_at=None), name="marker_of_number"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def about(self):
        """What the marker is about: "person", "address" or "phone"."""
        return "person" if self.person_id else "address" if self.address_id else "phone"
