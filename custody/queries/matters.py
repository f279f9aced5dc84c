"""Reads of what was told without a case: who is asked about it, what was answered, and what reached no case."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from core import journal_queries
from core.errors import Absent, Refused
from core.models import Duty, Entry
from custody import events, fold
from custody.models import CustodyEvent, EventCase, MatterQuestion, Position, RefusedMessage
from custody.states import OF_THE_PERSON, SETS_FREE, Status
from incidents import queries as incidents
from law import clocks
from people import queries as people

PLACE = "PLACE_EVENT"
ABOUT = ("event__suspect", "event__recorded_by", "answered_by")


def question(event_id, case_id, *, reader):
    """Return the question whether an event concerns a case within the reader's scope, or raise Absent."""
    case = incidents.case(case_id, reader=reader)
    found = MatterQuestion.objects.select_related(*ABOUT).filter(event_id=event_id, case=case).first()
    if found is None:
        raise Absent()
    return found, case


def question_for_change(event_id, case_id, *, reader):
    """Return (question, case) within the reader's scope, the case and then the event locked: one answer at a time."""
    case = incidents.case_to_record_in(case_id, reader=reader)
    if not MatterQuestion.objects.filter(event_id=event_id, case=case).exists():
        raise Absent()
    event = event_locked(event_id)
    found = MatterQuestion.objects.get(event=event, case=case)
    found.event = event
    return found, case


def event_locked(event_id):
    """Return an event, locked."""
    return CustodyEvent.objects.select_related("suspect").select_for_update(of=("self",)).get(pk=event_id)


def questions_in(case):
    """Return what waits for an answer in a case in hand, the first asked first; read only where that is owed."""
    if not any(duty.code == "WHICH_MATTER" for duty in journal_queries.open_duties_in(case)):
        return []
    waiting = MatterQuestion.objects.filter(case=case, concerns=None, event__withdrawn_at=None)
    return list(waiting.select_related("event").order_by("asked_at", "pk"))


def questions_left(case_id):
    """Return what waits for an answer in a case, each with its event, locked, for the engine's own use."""
    waiting = MatterQuestion.objects.filter(case_id=case_id, concerns=None, event__withdrawn_at=None)
    return list(waiting.select_related("event__suspect").select_for_update(of=("self", "event")).order_by("pk"))


def cases_asked(event_id):
    """Return the cases that still wait for the answer whether an event concerns them, locked in order."""
    waiting = MatterQuestion.objects.filter(event_id=event_id, concerns=None, case__state="OPEN")
    return incidents.cases_to_record_in(waiting.values("case_id"))


def missed(case):
    """Return what happened to the suspect of a case while it was closed and is not in it, by when it took effect.

    All locked. Not what somebody found to concern no case.
    """
    closed_at = incidents.last_closed(case.pk)
    if closed_at is None:
        return []
    answered = MatterQuestion.objects.filter(event=OuterRef("pk"), case=None, concerns=False)
    found = not_in(case).filter(~Exists(answered), kind__in=OF_THE_PERSON, received_at__gte=closed_at)
    return sorted(found.select_for_update(of=("self",)), key=fold.reading_order)


def ahead(case, at):
    """Return, in a list, the message of the release that lies ahead of the suspect of a case that is opened newly.

    Others of his victims were told of it while nobody here knew of this one. Nothing else that happened before is of
    this case. Locked.
    """
    told = not_in(case).filter(kind__in=OF_THE_PERSON).select_for_update(of=("self",))
    stands = fold.position(told)
    if stands.release_on is None or stands.release_on < clocks.london_day(at):
        return []
    return [event for event in told if event.pk == stands.release_event]


def still_sought(case):
    """Return what happened in a matter that nobody has named yet and of which a case was not asked, in its order."""
    asked = MatterQuestion.objects.filter(event=OuterRef("pk"))
    found = (
        not_in(case)
        .exclude(kind__in=OF_THE_PERSON)
        .filter(
            Exists(asked.filter(concerns=None)),
            ~Exists(asked.filter(case=case)),
            ~Exists(EventCase.objects.filter(event=OuterRef("pk"))),
        )
    )
    return sorted(found.select_for_update(of=("self",)), key=fold.reading_order)


def not_in(case):
    """Return the events of the suspect of a case in its force that do not concern it, withdrawn ones left out."""
    of_him = CustodyEvent.objects.filter(suspect__identity_id=case.suspect.identity_id, force_id=case.force_id)
    concerned = EventCase.objects.filter(event=OuterRef("pk"), case=case)
    return of_him.filter(~Exists(concerned), withdrawn_at=None)


def open_question(event_id, case_id=None):
    """Return what is still asked about an event in a case, or of the CRU where none is given; None where nothing is."""
    return MatterQuestion.objects.filter(event_id=event_id, case_id=case_id, concerns=None).first()


def named_for(event_id):
    """Return the identifier of the case that an event names and for which the CRU still looks, or None.

    That case is closed, or none of the suspect's.
    """
    if open_question(event_id) is None:
        return None
    kept = Entry.objects.filter(event=events.EVENT_KEPT, subject_id=event_id).order_by("-pk").first()
    return kept and kept.facts.get("named")


def nobody_claims(event_id):
    """Say whether nobody is asked about an event any more, it concerns no case, and the CRU was not asked yet."""
    asked = MatterQuestion.objects.filter(event_id=event_id)
    if asked.filter(concerns=None).exists() or asked.filter(case=None).exists():
        return False
    return not EventCase.objects.filter(event_id=event_id).exists()


def concerns_case(event_id, case_id):
    """Say whether an event concerns a case already."""
    return EventCase.objects.filter(event_id=event_id, case_id=case_id).exists()


def ends_shared_arrest(event, case):
    """Say whether an event sets the suspect of a case free from an arrest that went into several cases."""
    if event.kind not in SETS_FREE:
        return False
    stands = Position.objects.filter(pk=case.pk, status=Status.ARRESTED, since__lte=event.effective_at).first()
    if stands is None:
        return False
    found = EventCase.objects.filter(event_id=stands.from_event_id).aggregate(cases=Count("pk"))
    return found["cases"] > 1


def titles_asked(event_ids):
    """Return {event: its kind, time and source} of those events of which it is not known yet which case they are of."""
    found = MatterQuestion.objects.filter(event_id__in=event_ids, concerns=None).select_related("event")
    return {each.event_id: each.event for each in found}


def cases_against(event):
    """Return the cases of the force against the suspect of an event, closed ones among them, whatever the reader."""
    return incidents.cases_of_suspect([event.suspect_id]).filter(force_id=event.force_id)


def cases_behind(event_id, named=None):
    """Return the cases of the force against the suspect of an event by its identifier, or that of a message about it.

    Of a message about an event in a case, the cases of that event; of an event that names one of his (`named`), that.
    None where it is neither.
    """
    refused = RefusedMessage.objects.filter(pk=event_id).values("event")
    event = CustodyEvent.objects.filter(Q(pk=event_id) | Q(pk__in=refused)).first()
    if event is None:
        return incidents.cases_of_suspect([])
    against = cases_against(event)
    meant = [named] if event.pk == event_id else event.concerns.values("case")
    closer = against.filter(pk__in=meant)
    return closer if closer.exists() else against


def has_case(event):
    """Say whether the suspect of an event has any case in its force."""
    return cases_against(event).exists()


def cases_to_choose(event, *, reader):
    """Return the cases against the suspect of an event that this reader may know of, the latest first."""
    return list(cases_against(event).filter(pk__in=incidents.visible_to(reader)).select_related("victim", "suspect"))


def unplaced(event_id, *, reader):
    """Return the question of which case an event is that reached none, or raise Absent.

    Only for whoever may know of a case against this suspect, or of the one that it names: of the others it would tell
    that there is one, and they would answer for a case of which they know nothing.
    """
    asked = MatterQuestion.objects.filter(event_id=event_id, case=None, event__force_id=reader.posting.force_id)
    found = asked.select_related(*ABOUT).first()
    if found is None or not cases_to_choose(found.event, reader=reader):
        raise Absent()
    if found.event_id in naming_hidden([found.event_id], reader=reader):
        raise Absent()
    return found


def naming_hidden(event_ids, *, reader):
    """Return those of some events that name a case of their suspect of which a reader may not know, as a set.

    While the CRU looks for that case. Not those that the reader is asked about, since nobody else knows of it.
    """
    waiting = MatterQuestion.objects.filter(event__in=event_ids, case=None, concerns=None).values("event_id")
    kept_as = Entry.objects.filter(event=events.EVENT_KEPT, subject_id__in=waiting, facts__has_key="named")
    named = {entry.subject_id: UUID(entry.facts["named"]) for entry in kept_as}
    if not named:
        return set()
    known = set(incidents.visible_to(reader).filter(pk__in=named.values()).values_list("pk", flat=True))
    hidden = {event_id for event_id, case_id in named.items() if case_id not in known}
    theirs = Duty.objects.filter(code=PLACE, subject_id__in=hidden, owner_id=reader.pk, ended_at=None)
    hidden -= set(theirs.values_list("subject_id", flat=True))
    return {event.pk for event in CustodyEvent.objects.filter(pk__in=hidden) if is_of(event, named[event.pk])}


def is_of(event, case_id):
    """Say whether a case is one against the suspect of an event, whatever the reader."""
    return cases_against(event).filter(pk=case_id).exists()


def unplaced_for_change(event_id, case_id, *, reader):
    """Return (question, case or None) within the reader's scope, the case and then the event locked."""
    found = unplaced(event_id, reader=reader)
    case = chosen(found.event, case_id, reader=reader) if case_id else None
    event = event_locked(event_id)
    found.refresh_from_db(fields=["concerns", "answered_at"])
    found.event = event
    return found, case


def chosen(event, case_id, *, reader):
    """Return a case against the suspect of an event, locked, or raise Refused."""
    if not is_of(event, case_id):
        raise Refused("Choose one of the cases against this suspect.", "case")
    try:
        return incidents.case_to_record_in(case_id, reader=reader)
    except Absent:
        raise Refused("Choose one of the cases against this suspect.", "case") from None


def kept(*, reader, before=None, count=50):
    """Return the events of the reader's force that reached no case, newest first, each with `waits` for the CRU.

    Those that name a closed case as well while it waits, though his open cases know of them. One that was taken back
    waits for nobody.

    Not those of people who are hidden from the reader, or all of whose cases here are; nor those that name a case which
    is hidden from them.
    """
    against = incidents.cases_of_identity(OuterRef("suspect__identity"), reader.posting.force_id)
    visible = against.filter(pk__in=incidents.visible_to(reader))
    waits = MatterQuestion.objects.filter(event=OuterRef("pk"), case=None, concerns=None, event__withdrawn_at=None)
    asked = MatterQuestion.objects.filter(event=OuterRef("pk"), case__isnull=False, concerns=None)
    found = CustodyEvent.objects.filter(
        Exists(waits) | ~Exists(EventCase.objects.filter(event=OuterRef("pk"))) & ~Exists(asked),
        Exists(visible) | ~Exists(against),
        force_id=reader.posting.force_id,
        suspect__in=people.visible_to(reader),
    )
    looked_for = found.filter(Exists(waits)).values_list("pk", flat=True)
    found = found.exclude(pk__in=naming_hidden(list(looked_for), reader=reader))
    if before:
        found = found.filter(received_at__lt=before)
    found = found.annotate(waits=Exists(waits)).select_related("suspect")
    answered = MatterQuestion.objects.filter(case=None, concerns=False)
    found = found.prefetch_related(Prefetch("questions", answered, to_attr="answers"))
    return list(found.order_by("-received_at", "-pk")[:count])
