"""Questions as versions: which were used, who has acknowledged a new one, and licensed wording that a force holds."""

from django.db import models
from django.db.models import Q

from core.models import Record


class VersionInUse(Record):
    """A version of some questions that was used: from its first use it has one content for ever.

    The database writes the row with the first assessment that asks the version, and refuses every later use of
    the same version with another content.
    """

    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    question_set_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "versions in use"
        constraints = [models.UniqueConstraint(fields=["instrument", "version"], name="version_in_use_once")]


class Acknowledgement(Record):
    """That an officer has read what a new version of some questions changes. Never taken back."""

    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "instrument", "version"], name="acknowledgement_once")
        ]


class Wording(Record):
    """The licensed wording of one version, for a force that holds the licence: {item code: words}.

    It is shown beside our own. It may be loaded anew until the force has used the version with it.
    """

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    licence = models.TextField()
    texts = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "instrument", "version"], name="wording_once"),
            models.CheckConstraint(name="wording_with_licence", condition=~Q(licence="")),
        ]
