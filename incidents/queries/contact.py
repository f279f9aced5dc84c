"""Reads of how a victim is reached safely, and of who may know it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Permission, Role, may
from core import access, journal_queries
from core.access import Withheld
from core.models import Duty, Entry
from incidents import events
from incidents.models import Case, CaseReader, ContactAttempt, Offer, Ownership
from incidents.queries.cases import visible_to
from incidents.queries.transfers import gone
from incidents.states import ContactOutcome, OfferAnswer
from law import clocks, safe_times
from law.duties.contact import REACHED
from law.thresholds import ALL as FIGURES
from people import queries as people

LOG_SHOWN = 50


@dataclass(frozen=True)
class Reach:
    """How a victim is reached at a moment: the version told last, which of its ways are unsafe, whether it is stale.

    `lost` are those of the unsafe that no longer lead to the victim, as somebody who tried found out; `protected` the
    names of what is said beside the ways that names a protected place, and so is shown to nobody.
    """

    contact: object
    unsafe: dict
    stale: bool
    at: datetime
    lost: tuple = ()
    protected: frozenset = frozenset()

    @property
    def must_be_replaced(self):
        """Whether a way must not be used any more, or what is said beside them cannot be shown."""
        return bool(self.unsafe or self.protected)

    @property
    def words(self):
        """What is said beside the ways, as {name: words, or Withheld where they name a protected place}."""
        names = ("when_safe", "code_word", "who_may_answer", "never")
        hidden = Withheld("safe contact")
        return {name: hidden if name in self.protected else getattr(self.contact, name) for name in names}

    @property
    def channels(self):
        """The ways as [(channel, sentence or None)]: the sentence says why it must not be used."""
        found = sorted(self.contact.channels.all(), key=lambda each: each.kind)
        return [(each, self.unsafe.get(each.kind)) for each in found]

    @property
    def spans(self):
        """The safe times as [(days of the week, begin, end)], what has the same hours together."""
        found = {}
        for each in sorted(self.contact.times.all(), key=lambda each: (each.day, each.begins)):
            found.setdefault((each.begins, each.ends), []).append(each.day)
        return [(days, begins, ends) for (begins, ends), days in found.items()]

    @property
    def timing(self):
        """How this moment stands to the safe times."""
        return self.timing_at(self.at)

    def timing_at(self, moment):
        """Return how a moment stands to the safe times; none named is UNKNOWN, and never "at any time"."""
        return safe_times.timing(self.contact.times.all(), moment)

    @property
    def nobody_else(self):
        """The kinds of channel that are shared with nobody and still lead to the victim."""
        return {each.kind for each, sentence in self.channels if sentence is None}

    def safe_kinds(self):
        """Return the kinds of channel that may be used: confirmed lately, shared with nobody, and not lost."""
        return set() if self.stale else self.nobody_else


def suspects_of(victim):
    """Return the ids of the suspects of every case of this victim, whichever record it names."""
    cases = Case.objects.filter(victim__identity_id=victim.identity_id)
    return list(cases.values_list("suspect_id", flat=True).distinct())


def cases_against(suspect, *, reader):
    """Return the cases of a suspect, whichever record names them, that a reader may know of, each with its victim."""
    return list(visible_to(reader).filter(suspect__identity_id=suspect.identity_id).select_related("victim"))


def stale_from(contact):
    """Return the moment from which what she said may no longer be trusted."""
    figure = FIGURES["SAFE_CONTACT_STALE"].on(clocks.london_day(contact.confirmed_at))
    return clocks.calendar_days(contact.confirmed_at, figure)


def reach(victim, at):
    """Return the Reach of a victim for the engine's own use, or None where nothing is recorded."""
    contact = people.latest_safe_contact(victim.pk)
    if contact is None:
        return None
    shared = people.shared_channels(contact, suspects_of(victim), clocks.london_day(at))
    lost = lost_channels(contact)
    hidden = frozenset(people.protected_words(contact))
    return Reach(contact, lost | shared, at >= stale_from(contact), at, tuple(lost), hidden)


def lost_channels(contact):
    """Return {kind of channel: sentence} for the ways that somebody found to lead no longer to the victim.

    Only since the victim said or confirmed it last: what they say again holds again.
    """
    tried = ContactAttempt.objects.filter(
        case__victim_id=contact.person_id,
        outcome=ContactOutcome.NO_LONGER,
        channel__in=[each.kind for each in contact.channels.all()],
        tried_at__gte=contact.confirmed_at,
    )
    return {
        kind: f"On {clocks.london_day(when):%-d %B %Y} this no longer led to the victim. Ask for another way."
        for kind, when in tried.order_by("tried_at").values_list("channel", "tried_at")
    }


def safe_contact(case, *, reader, at):
    """Return how the victim of a case is reached safely: a Reach, None when nothing is known, or Withheld.

    Shown only to those with the permission and a live part in the case. Showing it is noted.
    """
    elsewhere = Case.objects.filter(gone(), pk=case.pk).exists() if case.state == "CLOSED" else False
    if elsewhere or may(reader, Permission.SAFE_CONTACT_SEE, case) or not has_part_in(case, reader=reader, at=at):
        return Withheld("safe contact")
    found = reach(case.victim, at)
    if found:
        access.note(reader, "safe contact", case_id=case.pk, subject_id=case.victim_id, at=at)
    return found


# Functions (reader) -> the ids of the cases in which an app above knows of a part of theirs; the desk fills it.
PARTS = []


def tell_of_closing(case, reader):
    """Say whether the victim of a case in hand is still to be told that there will be no investigation."""
    return any(duty.code == "TELL_VICTIM_NO_INVESTIGATION" for duty in journal_queries.open_duties_in(case, reader))


def has_part_in(case, *, reader, at):
    """Say whether this reader has a live part in a case: owns it, is offered it, owes or watches something in it,
    is named on its list, cares for its witness, supervises its unit, or has opened it with a reason within the hour."""
    posting = reader.posting
    if posting is None:
        return False
    if posting.role == Role.SERGEANT and posting.unit_id == case.unit_id:
        return True
    team = Q(role=posting.role) & (Q(unit_id=None) | Q(unit_id=posting.unit_id))
    owed = Duty.objects.filter(team | Q(owner_id=reader.pk) | Q(escalated_to_id=reader.pk), ended_at=None)
    named = CaseReader.objects.filter(Q(until_at=None) | Q(until_at__gt=at), officer=reader)
    parts = (
        Ownership.objects.filter(officer=reader, until_at=None).values("case_id"),
        Offer.objects.filter(to=reader, state=OfferAnswer.WAITING).values("case_id"),
        owed.filter(case_id=case.pk).values("case_id"),
        named.values("case_id"),
        access.broken_glass(reader, at),
        *(part(reader) for part in PARTS),
    )
    anything = Q()
    for part in parts:
        anything |= Q(pk__in=part)
    return Case.objects.filter(anything, pk=case.pk).exists()


def contact_log(case_id):
    """Return the attempts to reach the victim of a case, newest first."""
    found = ContactAttempt.objects.filter(case_id=case_id).select_related("tried_by")
    return found.order_by("-tried_at", "-pk")[:LOG_SHOWN]


def conversations(case_id):
    """Return the contacts of a case in which somebody spoke with its victim, newest first."""
    found = ContactAttempt.objects.filter(case_id=case_id, outcome=ContactOutcome.REACHED).select_related("tried_by")
    return found.order_by("-tried_at", "-pk")


def last_reached(case_id):
    """Return when somebody last spoke with the victim of a case, in the log or to tell her something, or None."""
    found = Entry.objects.filter(case_id=case_id, event__in=REACHED).order_by("-occurred_at")
    return found.values_list("occurred_at", flat=True).first()


def out_of_touch(case, at, reader=None):
    """Return the duty to speak with the victim that is late, or None: the flag that a victim was lost sight of.

    Its clock goes by the level: where that is withheld from a reader, it is told to them only who owe it.
    """
    owed = journal_queries.open_duties_in(case, reader)
    return next((duty for duty in owed if duty.code.startswith("KEEP_IN_TOUCH_") and duty.due_at < at), None)


def cases_to_check(people_ids):
    """Return the open cases with a known way of contact whose victim is any of these people, or is in one with any.

    Looks at every case of a victim of whom one of them is a suspect, so that a new number of his is compared with what
    each of them told us; and at those of the victims among them, of whom more may be known by another record.
    """
    victims = Case.objects.filter(suspect__identity__records__in=list(people_ids)).values("victim__identity_id")
    who = Q(victim__identity_id__in=victims) | Q(victim__identity__in=people.records(people_ids).values("identity"))
    return Case.objects.filter(people.has_safe_contact("victim_id"), who, state="OPEN").select_related("victim")


def told_compromised(contact_id, case_id):
    """Say whether this version was already reported in a case as not to be used, since the case was last closed."""
    of_case = Entry.objects.filter(case_id=case_id)
    closed = of_case.filter(event=events.CASE_CLOSED, pk__gt=OuterRef("pk"))
    told = of_case.filter(subject_id=contact_id, event=events.SAFE_CONTACT_COMPROMISED)
    return told.filter(~Exists(closed)).exists()


def closed_cases_of_victim(person):
    """Return the ids of the closed cases in which somebody is the victim, by any of their records."""
    found = Case.objects.filter(state="CLOSED", victim__identity=person.identity_id)
    return found.order_by("pk").values_list("pk", flat=True)


def open_cases_of_victim(person_id):
    """Return the ids of the open cases in which this very record is the victim, for the engine's own use."""
    return Case.objects.filter(state="OPEN", victim_id=person_id).order_by("pk").values_list("pk", flat=True)
