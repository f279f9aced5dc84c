"""Who cares for the victim as a witness, what she needs, her measures, her statement, and her rights."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from core.states import Machine
from custody.states import Method
from witness_care.states import (
    CONTACT_TRANSITIONS,
    MEASURE_TRANSITIONS,
    Answer,
    ContactState,
    Measure,
    MeasureState,
    Need,
    Outcome,
    Reading,
    Right,
    Told,
    Use,
    Wish,
)


class Contact(Machine, Record):
    """One officer or member of witness care, offered, caring, or past. At most one cares, and one is offered."""

    TRANSITIONS = CONTACT_TRANSITIONS

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="witness_contacts")
    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ContactState, default=ContactState.OFFERED)
    must_know = models.TextField(blank=True)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    from_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    refused_reason = models.TextField(blank=True)

    history = History()

    class Meta:
        verbose_name = "witness contact"
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="HOLDS"), name="witness_contact_one_holds"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="OFFERED"), name="witness_contact_one_offer"),
            models.CheckConstraint(
                name="witness_contact_holds_from",
                condition=Q(state__in=["OFFERED", "REFUSED", "WITHDRAWN"], from_at=None, until_at=None)
                | Q(state="HOLDS", from_at__isnull=False, until_at=None)
                | Q(state="ENDED", from_at__isnull=False, until_at__gte=F("from_at")),
            ),
            models.CheckConstraint(
                name="witness_contact_refused_with_reason", condition=~Q(state="REFUSED") | ~Q(refused_reason="")
            ),
        ]
        indexes = [models.Index(fields=["officer"], condition=Q(state="HOLDS"), name="witness_contact_of_officer")]

    def __str__(self):
        return f"{self.officer}: {self.get_state_display()}"


class Telling(Record):
    """One conversation with the victim as a witness: about what, by which way, when, what was said. Append-only.

    `of` is the row that came of it: her needs, an offer of the statement, a right, a measure, a review.
    """

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Told)
    of = models.UUIDField()
    # Empty only where it was written down before the way was asked for.
    method = models.CharField(max_length=20, choices=Method, blank=True)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    said = models.TextField()
    safe_how = models.TextField()
    exception_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="telling_says_what_and_how_safe", condition=~Q(said="") & ~Q(safe_how="")),
            models.CheckConstraint(name="telling_recorded_after", condition=Q(told_at__lte=F("recorded_at"))),
        ]
        indexes = [models.Index(fields=["case", "-told_at"], name="telling_newest")]


class NeedsAssessment(Record):
    """What the victim said that she needs as a witness; the latest one holds."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list)
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-assessed_at"])]


class SpecialMeasure(Machine, Record):
    """A special measure that the victim wants, from the asking to the court's answer."""

    TRANSITIONS = MEASURE_TRANSITIONS

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="special_measures")
    code = models.CharField(max_length=20, choices=Measure)
    state = models.CharField(max_length=10, choices=MeasureState, default=MeasureState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    applied_on = models.DateField(null=True)
    court = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="special_measure_told_whole",
                condition=Q(told_at=None, told_by=None) | Q(told_at__isnull=False, told_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["case", "code"], condition=~Q(state="DROPPED"), name="special_measure_once_in_a_case"
            ),
            models.CheckConstraint(
                name="special_measure_applied_for",
                condition=Q(state__in=["ASKED", "DROPPED"]) | Q(applied_on__isnull=False) & ~Q(court=""),
            ),
            models.CheckConstraint(
                name="special_measure_decided_on",
                condition=~Q(state__in=["GRANTED", "REFUSED"]) | Q(decided_on__gte=F("applied_on")),
            ),
            models.CheckConstraint(
                name="special_measure_refused_with_reason",
                condition=~Q(state__in=["REFUSED", "DROPPED"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return self.get_code_display()


class Preparation(Record):
    """Somebody went through a trial with the victim."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    hearing = models.ForeignKey("custody.CustodyEvent", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")


class StatementOffer(Record):
    """The Victim Personal Statement was offered: what she answered, and how she wants it to be heard."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    again_on = models.DateField(null=True)
    reading = models.CharField(max_length=10, choices=Reading, blank=True)
    reference = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="statement_made_whole", condition=~Q(answer="MADE") | ~Q(reference="") & ~Q(reading="")
            ),
            models.CheckConstraint(
                name="statement_later_has_a_day",
                condition=Q(answer="LATER", again_on__isnull=False) | ~Q(answer="LATER") & Q(again_on=None),
            ),
        ]
        indexes = [models.Index(fields=["case", "-offered_at"])]


class StatementUse(Record):
    """What became of the statement at sentence."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    use = models.CharField(max_length=20, choices=Use)
    note = models.TextField(blank=True)
    used_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="statement_unused_says_why", condition=~Q(use="NOT_USED") | ~Q(note="")),
        ]
        indexes = [models.Index(fields=["case", "-used_on"])]


class RightTold(Record):
    """The victim was told of a right, and what she wants."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    right = models.CharField(max_length=20, choices=Right)
    wish = models.CharField(max_length=10, choices=Wish)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-told_at"])]


class DecisionReview(Record):
    """The victim asked that a decision to end the matter be looked at again, by somebody who did not make it."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    decision = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(decided_at=None), name="decision_review_one_open"),
            models.CheckConstraint(
                name="decision_review_decided_whole",
                condition=Q(decided_at=None, decided_by=None, outcome="", reason="")
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="") & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="decision_review_by_another", condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="decision_review_told_whole",
                condition=Q(told_at=None, told_by=None)
                | Q(told_at__isnull=False, told_by__isnull=False, decided_at__isnull=False),
            ),
        ]
