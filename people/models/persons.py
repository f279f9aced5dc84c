"""People, their names, numbers and addresses, and how they are connected.

A person is never re-pointed or deleted by a merge: `identity` names the record under which several
records are known to be one human being (itself, when there is only one).
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Reverse

from core.history import History
from core.models import Record
from people.dates import Born
from people.models.safe_contact import SafeChannel, SafeContact  # noqa: F401
from people.states import Kind, Precision, Sex


class Person(Record):
    """Somebody the force has a record of. `unknown` marks a place kept for one not yet identified."""

    identity = models.ForeignKey("self", models.PROTECT, related_name="records")
    given_name = models.CharField(max_length=300, blank=True)
    family_name = models.CharField(max_length=300, blank=True)
    born_on = models.DateField(null=True, blank=True)
    born_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    unknown = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=200, blank=True)

    history = History()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="person_external"
            )
        ]

    def __str__(self):
        return f"{self.given_name} {self.family_name}".strip() or "Not identified"

    @property
    def born(self):
        """The date of birth with what is known of it (Born), or None."""
        return Born(self.born_on, self.born_precision) if self.born_on else None


class Alias(Record):
    """Another name under which a person is known."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")
    given_name = models.CharField(max_length=300, blank=True)
    family_name = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [models.UniqueConstraint(fields=["person", "given_name", "family_name"], name="alias_once")]

    def __str__(self):
        return f"{self.given_name} {self.family_name}".strip()


class Phone(Record):
    """A telephone number of a person, in international form where it can be read as one."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="phone_once")]
        indexes = [
            models.Index(fields=["number"]),
            models.Index(OpClass(Reverse("number"), name="text_pattern_ops"), name="phone_by_last_digits"),
        ]

    def __str__(self):
        return self.number


class Address(Record):
    """A place. `key` is the text in capitals without spaces or punctuation, for finding it again."""

    text = models.CharField(max_length=400)
    postcode = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=400)

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [models.UniqueConstraint(fields=["postcode", "key"], name="address_once")]
        indexes = [
            models.Index(fields=["key"], name="address_by_key"),
            GinIndex(OpClass("key", name="gin_trgm_ops"), name="address_alike"),
        ]

    def __str__(self):
        return ", ".join(part for part in (self.text, self.postcode) if part)


class Residence(Record):
    """Where a person lives or lived. A safe address is never here: see SafeAddress."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="residences")
    address = models.ForeignKey(Address, models.PROTECT, related_name="residences")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "address", "from_on"], nulls_distinct=False, name="residence_once"
            ),
            models.CheckConstraint(
                name="residence_period",
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
            ),
        ]

    def __str__(self):
        return str(self.address)


class SafeAddress(Record):
    """A refuge or other protected address. Read only through `queries.safe_address`, never joined."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    text = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()

    class Meta:
        verbose_name_plural = "safe addresses"

    def __str__(self):
        return "Protected"


class Relationship(Record):
    """`of` is the <kind> of `to`, from one day until another where these are known."""

    kind = models.CharField(max_length=20, choices=Kind)
    of = models.ForeignKey(Person, models.CASCADE, related_name="relationships_of")
    to = models.ForeignKey(Person, models.CASCADE, related_name="relationships_to")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "to", "kind", "from_on"], nulls_distinct=False, name="relationship_once"
            ),
            models.CheckConstraint(name="relationship_of_two", condition=~Q(of=F("to"))),
            models.CheckConstraint(
                name="relationship_period",
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.to}"


class Firearm(Record):
    """A firearm or shotgun certificate, by holder and address."""

    certificate = models.CharField(max_length=100)
    source = models.CharField(max_length=60, blank=True)
    holder = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="firearms")
    address = models.ForeignKey(Address, models.PROTECT, null=True, blank=True, related_name="firearms")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "certificate"], name="firearm_certificate_once")]

    def __str__(self):
        return self.certificate
