"""Events of custody, court and prison as they were told to us, where each case stands, and who told the victim.

The events are the truth, and are never changed: what was wrong is withdrawn or corrected by another event. The
position of a case is derived from them in the same transaction (`custody.fold`).
"""

from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from custody.states import MAY_HAVE_CONDITIONS, ON_BAIL, AddressOutcome, FeedRhythm, Kind, Method, Status, Wanted


class CustodyEvent(Record):
    """One thing that happened to a suspect: when it took effect, when and from whom we heard of it."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    suspect = models.ForeignKey("people.Person", models.PROTECT, related_name="custody_events")
    kind = models.CharField(max_length=30, choices=Kind)
    effective_at = models.DateTimeField()
    received_at = models.DateTimeField()
    source = models.CharField(max_length=60)
    source_event_id = models.CharField(max_length=200)
    details = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    views_sought = models.BooleanField(null=True)
    victim_views = models.TextField(blank=True)
    authorised_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["force", "source", "source_event_id"], name="custody_event_once_per_source"
            ),
            models.CheckConstraint(name="custody_event_is_of_a_known_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="custody_event_has_its_number_at_the_source",
                condition=~Q(source="") & ~Q(source_event_id=""),
            ),
            models.CheckConstraint(
                name="custody_event_happened_before_we_heard", condition=Q(effective_at__lte=F("received_at"))
            ),
            models.CheckConstraint(name="custody_event_corrects_another", condition=~Q(corrects=F("id"))),
            models.CheckConstraint(
                name="custody_event_victims_views_whole",
                condition=Q(views_sought=None, victim_views="") | Q(views_sought__isnull=False) & ~Q(victim_views=""),
            ),
            models.CheckConstraint(
                name="custody_event_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["force", "-received_at"], name="custody_event_newest"),
            models.Index(fields=["suspect", "effective_at"], name="custody_event_of_suspect"),
            models.Index(fields=["force", "source", "-received_at"], name="custody_event_heard"),
        ]

    def __str__(self):
        return self.get_kind_display()

    def withdraw(self, *, reason, by, at):
        """Take the event back: it counts for nothing from now on, and stays on record with the reason."""
        self.withdrawn_at, self.withdrawn_by, self.withdrawn_reason = at, by, reason
        self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


class EventCase(Record):
    """A case that an event concerns."""

    event = models.ForeignKey(CustodyEvent, models.PROTECT, related_name="concerns")
    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="custody")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "case"], name="custody_event_concerns_case_once")]


class MatterQuestion(Record):
    """Whether an event, told without a case, concerns a case; the one without a case asks whether it concerns any."""

    event = models.ForeignKey(CustodyEvent, models.PROTECT, related_name="questions")
    case = models.ForeignKey("incidents.Case", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    concerns = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "case"], nulls_distinct=False, name="matter_question_once_for_each_case"
            ),
            models.CheckConstraint(
                name="matter_question_answered_whole",
                condition=Q(concerns=None, answered_at=None, answered_by=None, reason="")
                | Q(concerns__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="matter_question_says_why_not", condition=Q(concerns=None) | Q(concerns=True) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["case"], condition=Q(concerns=None), name="matter_question_waits"),
        ]

    def answer(self, concerns, *, reason="", by, at):
        """Keep the answer, who gave it and when."""
        self.concerns, self.reason, self.answered_at, self.answered_by = concerns, reason, at, by
        self.save()


class RefusedMessage(Record):
    """A correction or withdrawal by a system that could not be taken in: what it said, why not, and what was done.

    `names` is the number at source of the event that it is about, `event` that event where it is known.
    """

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    event = models.ForeignKey(CustodyEvent, models.PROTECT, null=True, related_name="+")
    wanted = models.CharField(max_length=20, choices=Wanted)
    source = models.CharField(max_length=60)
    names = models.CharField(max_length=200)
    said = models.JSONField(default=dict)
    why = models.TextField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    settled_how = models.TextField(blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "digest"], name="refused_message_once"),
            models.CheckConstraint(name="refused_message_is_of_a_known_kind", condition=Q(wanted__in=Wanted.values)),
            models.CheckConstraint(name="refused_message_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="refused_message_settled_whole",
                condition=Q(settled_at=None, settled_by=None, settled_how="")
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_how=""),
            ),
        ]

    def settle(self, how, *, by, at):
        """Keep what was done about it, by whom and when."""
        self.settled_how, self.settled_by, self.settled_at = how, by, at
        self.save()


class AddressLook(Record):
    """That an address which is kept safe from the suspect of a case stands in what was written of him: look at it.

    Hidden from everybody who may not see a protected address. One is open in a case at a time.
    """

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=AddressOutcome, blank=True)
    done = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at=None), name="address_look_open_once"),
            models.CheckConstraint(
                name="address_look_closed_whole",
                condition=Q(closed_at=None, closed_by=None, outcome="", done="")
                | Q(closed_at__isnull=False, closed_by__isnull=False, outcome__in=AddressOutcome.values) & ~Q(done=""),
            ),
        ]

    def __str__(self):
        return "Protected"

    def close(self, outcome, done, *, by, at):
        """Keep what came of it and what was done, by whom and when."""
        self.outcome, self.done, self.closed_by, self.closed_at = outcome, done, by, at
        self.save()


class AddressNaming(Record):
    """An event in whose words the protected address of somebody was found; never the address or the words."""

    look = models.ForeignKey(AddressLook, models.PROTECT, related_name="namings")
    event = models.ForeignKey(CustodyEvent, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["look", "event", "person"], name="address_naming_once")]


class Telling(Record):
    """Somebody told a victim of something, or tried to: when, how, why that was safe, and what was said."""

    told_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    method = models.CharField(max_length=20, choices=Method)
    told_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    reached = models.BooleanField()
    safe_how = models.TextField()
    what_said = models.TextField(blank=True)
    exception_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class AddressTelling(Telling):
    """Somebody told the victim that the suspect knows the address, or tried to: when, how, and why that was safe."""

    look = models.ForeignKey(AddressLook, models.PROTECT, related_name="tellings")

    class Meta:
        constraints = [
            models.CheckConstraint(name="address_telling_says_why_it_was_safe", condition=~Q(safe_how="")),
            models.CheckConstraint(name="address_telling_says_what_was_told", condition=~Q(reached=True, what_said="")),
            models.CheckConstraint(name="address_telling_before_recorded", condition=Q(told_at__lte=F("recorded_at"))),
            models.CheckConstraint(name="address_telling_by_a_known_method", condition=Q(method__in=Method.values)),
        ]


class Position(models.Model):
    """Where the suspect of a case stands: derived from the events, never typed."""

    case = models.OneToOneField("incidents.Case", models.PROTECT, primary_key=True, related_name="+")
    status = models.CharField(max_length=30, choices=Status, blank=True)
    since = models.DateTimeField(null=True)
    from_event = models.ForeignKey(CustodyEvent, models.PROTECT, null=True, related_name="+")
    conditions = models.JSONField(default=list, blank=True)
    bail_ends_on = models.DateField(null=True)
    bail_event = models.ForeignKey(CustodyEvent, models.PROTECT, null=True, related_name="+")
    remanded = models.BooleanField(default=False)
    release_on = models.DateField(null=True)
    release_as_at = models.DateField(null=True)
    release_source = models.TextField(blank=True)
    release_event = models.ForeignKey(CustodyEvent, models.PROTECT, null=True, related_name="+")
    orders = models.JSONField(default=list, blank=True)
    # Where he stands in an earlier matter that goes on: {status, since, conditions, bail_ends_on}.
    beneath = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="position_is_a_known_one", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="position_has_conditions_only_where_they_exist",
                condition=Q(conditions=[]) | Q(status__in=[str(each) for each in MAY_HAVE_CONDITIONS]),
            ),
            models.CheckConstraint(
                name="position_has_a_bail_end_only_on_bail",
                condition=Q(bail_ends_on=None) | Q(status__in=[str(each) for each in ON_BAIL]),
            ),
            models.CheckConstraint(
                name="position_remanded_is_in_custody", condition=Q(remanded=False) | Q(status="CHARGED_REMANDED")
            ),
        ]
        indexes = [
            models.Index(fields=["bail_ends_on"], condition=~Q(bail_ends_on=None), name="position_bail_ends"),
            models.Index(fields=["release_on"], condition=~Q(release_on=None), name="position_release"),
            models.Index(fields=["case"], condition=~Q(orders=[]), name="position_with_orders"),
        ]


class Notice(Telling):
    """Somebody told the victim of an event, or tried to: when, how, why that was safe, and what was said."""

    event = models.ForeignKey(CustodyEvent, models.PROTECT, related_name="notices")
    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="notice_says_why_it_was_safe", condition=~Q(safe_how="")),
            models.CheckConstraint(name="notice_says_what_she_was_told", condition=~Q(reached=True, what_said="")),
            models.CheckConstraint(name="notice_told_before_recorded", condition=Q(told_at__lte=F("recorded_at"))),
            models.CheckConstraint(name="notice_by_a_known_method", condition=Q(method__in=Method.values)),
        ]
        indexes = [models.Index(fields=["case", "told_at"])]


class ContactOwner(Record):
    """Who keeps in touch with the victim while a sentence lasts; the latest one named holds."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    release_known = models.TextField()
    named_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="contact_owner_knows_of_release", condition=~Q(release_known=""))]
        indexes = [models.Index(fields=["case", "-named_at"])]


class Feed(Record):
    """A system that tells us of custody, courts or prisons, and how often it is expected to speak.

    When it was last heard is read from its messages, never kept twice. `put_right_at` is when it last withdrew
    something, or corrected it in vain: no event of its own is kept of that.
    """

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    rhythm = models.CharField(max_length=20, choices=FeedRhythm)
    rhythm_reason = models.TextField(blank=True)
    first_heard_at = models.DateTimeField()
    put_right_at = models.DateTimeField(null=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "source"], name="feed_once_per_source"),
            models.CheckConstraint(name="feed_keeps_a_known_rhythm", condition=Q(rhythm__in=FeedRhythm.values)),
            models.CheckConstraint(
                name="feed_unwatched_says_why", condition=~Q(rhythm="NOT_WATCHED") | ~Q(rhythm_reason="")
            ),
        ]

    def __str__(self):
        return self.source
