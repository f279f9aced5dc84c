"""Answers that stood beside others when their page was left, and between which the officer has still to choose."""

from django.db import models

from core.models import Record


class Undecided(Record):
    """What an officer had answered where somebody else had too, kept when the page was left before they chose.

    `answers` and `besides` are as they were sent, with what each was given to. It goes once the officer has chosen.
    """

    assessment = models.OneToOneField("risk.Assessment", models.PROTECT, related_name="undecided")
    answers = models.JSONField()
    besides = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "undecided"
