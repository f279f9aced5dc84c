"""Referrals to MARAC, the meetings that hear them, and the actions that come of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.history import History
from core.models import Record
from core.states import Machine
from marac import states
from marac.states import Agency, Consent, Papers, ReferralState, VictimTold


class Referral(Machine, Record):
    """One referral of a case. `criteria` are all that matched; `grounds` say of each why, and from which source."""

    TRANSITIONS = states.MOVES

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=15, choices=ReferralState, default=ReferralState.SUBMITTED)
    criteria = ArrayField(models.CharField(max_length=30))
    grounds = models.JSONField(default=list)
    judgement = models.TextField(blank=True)
    repeat = models.BooleanField(default=False)
    victim_told = models.CharField(max_length=20, choices=VictimTold)
    consent = models.CharField(max_length=20, choices=Consent)
    telling_note = models.TextField(blank=True)
    idva_told_at = models.DateTimeField(null=True)
    referred_at = models.DateTimeField()
    referred_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    heard_at = models.DateTimeField(null=True)
    heard_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    summary = models.TextField(blank=True)
    withdrawn_reason = models.TextField(blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["SUBMITTED", "LISTED"]), name="referral_one_waiting_per_case"
            ),
            models.CheckConstraint(name="referral_on_some_ground", condition=Q(criteria__len__gt=0)),
            models.CheckConstraint(
                name="referral_judgement_with_reasons",
                condition=~Q(criteria__contains=["PROFESSIONAL_JUDGEMENT"]) | ~Q(judgement=""),
            ),
            models.CheckConstraint(
                name="referral_repeat_is_a_ground",
                condition=Q(repeat=True, criteria__contains=["REPEAT"])
                | Q(repeat=False) & ~Q(criteria__contains=["REPEAT"]),
            ),
            models.CheckConstraint(
                name="referral_untold_with_note",
                condition=Q(victim_told__in=["TOLD", "NOT_RECORDED"]) & ~Q(consent="DOES_NOT_AGREE")
                | ~Q(telling_note=""),
            ),
            models.CheckConstraint(
                name="referral_heard_whole",
                condition=Q(state__in=["SUBMITTED", "LISTED", "WITHDRAWN"], heard_at=None, heard_by=None)
                | Q(
                    state__in=["HEARD", "ACTIONS_OPEN", "ACTIONS_CLOSED"],
                    heard_at__isnull=False,
                    heard_by__isnull=False,
                )
                & ~Q(summary=""),
            ),
            models.CheckConstraint(
                name="referral_withdrawn_with_reason", condition=~Q(state="WITHDRAWN", withdrawn_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-referred_at"], name="referral_newest"),
            models.Index(fields=["referred_at"], condition=Q(state="SUBMITTED"), name="referral_to_list"),
        ]

    def __str__(self):
        return f"Referral of {self.case}"

    def found(self, grounds):
        """Keep the grounds, and with them the criteria and whether it is a repeat."""
        self.grounds = grounds
        self.criteria = [ground["code"] for ground in grounds]
        self.repeat = "REPEAT" in self.criteria


class IdvaAttempt(Record):
    """One attempt of the IDVA to reach the victim: how, and whether it did. Append-only."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="idva_attempts")
    attempted_at = models.DateTimeField()
    method = models.CharField(max_length=100)
    reached = models.BooleanField()
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="idva_attempt_by_some_method", condition=~Q(method=""))]
        indexes = [models.Index(fields=["referral", "attempted_at"])]


class Meeting(Record):
    """One meeting of the agencies of an area."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    chair = models.CharField(max_length=100)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "held_on", "place"], name="meeting_once_a_day_and_place")
        ]
        indexes = [models.Index(fields=["force", "-held_on"], name="meeting_newest")]

    def __str__(self):
        return f"MARAC at {self.place}"


class Listing(Record):
    """A referral's place on the agenda of a meeting, until it is taken off for a later one."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="listings")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="listings")
    place = models.PositiveSmallIntegerField()
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    taken_off_at = models.DateTimeField(null=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(taken_off_at=None), name="listing_one_for_a_referral"
            ),
            models.UniqueConstraint(
                fields=["meeting", "place"], condition=Q(taken_off_at=None), name="listing_one_for_a_place"
            ),
            models.CheckConstraint(name="listing_places_begin_at_one", condition=Q(place__gte=1)),
        ]


class Sending(Record):
    """The agenda or the actions went out to the agencies: to whom, and when. Append-only."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sendings")
    papers = models.CharField(max_length=10, choices=Papers)
    sent_to = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="sending_to_somebody", condition=~Q(sent_to=""))]


class Action(Record):
    """What an agency took on for a case, and the officer who answers for hearing that it was done."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="actions")
    what = models.TextField()
    agency = models.CharField(max_length=20, choices=Agency)
    owner = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="marac_actions")
    due_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    outcome = models.TextField(blank=True)

    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(name="action_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="action_done_with_outcome",
                condition=Q(done_at=None, done_by=None, outcome="")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(outcome=""),
            ),
        ]
        indexes = [
            models.Index(fields=["referral", "due_on"], name="action_of_referral"),
            models.Index(fields=["owner", "due_on"], condition=Q(done_at=None), name="action_to_do"),
        ]

    def __str__(self):
        return self.what
