"""Every read of custody. Each takes the `reader`, or a case that the reader was already given."""

from datetime import date

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery

from accounts import queries as accounts
from core import journal_queries
from core.errors import Absent, Refused
from core.models import Duty, Entry
from core.numbers import identifier
from custody import details as detail_table
from custody import fold
from custody.models import ContactOwner, CustodyEvent, EventCase, Notice, Position
from custody.queries.orders import lapses_at
from custody.states import OF_THE_PERSON, ON_BAIL, Kind, Offence, Status
from incidents import queries as incidents
from law import clocks
from people import queries as people

WITH = ("suspect", "recorded_by", "authorised_by", "withdrawn_by", "corrects")
# After these the months of bail of the matter no longer run.
DECIDED = (Kind.CHARGED, Kind.NO_FURTHER_ACTION)
UNKNOWN_SUSPECT = "This suspect is not on record here. Check the number, or record the person first."


def suspect(text):
    """Return the Person of an identifier, ours or a sender's own, or raise Refused.

    Whatever the reader: an event must reach a case that its sender may not see. Nothing is shown of it.
    """
    number = identifier(text)
    found = list(people.records([number])) if number else people.with_external_id(str(text))
    if not found:
        raise Refused(UNKNOWN_SUSPECT, "suspect")
    if len({each.identity_id for each in found}) > 1:
        raise Refused("Several people have this number, from different senders. Use our own identifier.", "suspect")
    return found[0]


def concerned(person, case_id, force_id):
    """Return the open cases of a force against a suspect, and the one that a message names though it is closed.

    All locked in order, whoever tells of him: nothing is shown of them.
    """
    found = incidents.cases_of_suspect([person.pk]).filter(Q(state="OPEN") | Q(pk=case_id), force_id=force_id)
    found = incidents.with_owner(found).select_related("suspect").order_by("pk")
    return list(found.select_for_update(of=("self",)))


def in_hand(case_id, *, reader):
    """Return a case within the reader's scope to record in, locked, or raise Refused."""
    try:
        return incidents.case_to_record_in(case_id, reader=reader)
    except Absent:
        raise Refused("There is no such case, or it is not for you.", "case") from None


def same_source_event(force_id, source, source_event_id):
    """Return the event that this source of a force has sent under this number, or None; others who ask wait.

    Two forces may name their systems alike and count alike: the number of one says nothing about the other.
    """
    turn = f"custody/{force_id}/{source}/{source_event_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [turn])
    return CustodyEvent.objects.filter(force_id=force_id, source=source, source_event_id=source_event_id).first()


def first_entry(event_row):
    """Return the entry with which an event was recorded."""
    return Entry.objects.filter(subject_id=event_row.pk, subject_type=event_row._meta.label_lower).earliest("pk")


def visible_to(reader, at=None):
    """Return the events that concern a case this reader may know of."""
    mine = EventCase.objects.filter(event=OuterRef("pk"), case__in=incidents.visible_to(reader, at))
    return CustodyEvent.objects.filter(Exists(mine))


def to_show(events):
    """Return some events with what pages ask for: who recorded them, and how many cases they are in (`in_cases`)."""
    concerns = EventCase.objects.filter(event=OuterRef("pk")).values("event").annotate(count=Count("pk"))
    return events.select_related(*WITH).annotate(in_cases=Subquery(concerns.values("count")))


def words_kept_back(event_row):
    """Say whether the free words of an event stay with the message: it is of the person, and in several cases.

    They may tell of one victim in the case of another.
    """
    return event_row.kind in OF_THE_PERSON and (event_row.in_cases or 0) > 1


def details_shown(event_row):
    """Return the details of an event as its cases show them."""
    return detail_table.without_words(event_row.details) if words_kept_back(event_row) else event_row.details


def event(event_id, *, reader):
    """Return one event, or raise Absent: hidden and missing look the same."""
    found = shown_to(event_id, reader=reader)
    if found is None:
        raise Absent()
    return found


def shown_to(event_id, *, reader):
    """Return one event for a page within the reader's scope, or None."""
    return to_show(visible_to(reader)).filter(pk=event_id).first()


def event_for_change(event_id, *, reader):
    """Return one event within the reader's scope, locked, after the cases that it concerns."""
    if not visible_to(reader).filter(pk=event_id).exists():
        raise Absent()
    cases = cases_for_change(event_id)
    return CustodyEvent.objects.select_for_update(of=("self",)).get(pk=event_id), cases


def cases_for_change(event_id):
    """Return every case that an event concerns, locked in order."""
    return incidents.cases_to_record_in(EventCase.objects.filter(event_id=event_id).values("case_id"))


def event_in_case(event_id, case_id, *, reader):
    """Return an event with the case that it concerns, both within the reader's scope, or raise Absent."""
    case = incidents.case(case_id, reader=reader)
    found = to_show(CustodyEvent.objects).filter(pk=event_id, concerns__case=case).first()
    if found is None:
        raise Absent()
    return found, case


def events_of(case_id):
    """Return the events of a case the reader has already been given, latest first, withdrawn ones among them."""
    found = to_show(CustodyEvent.objects.filter(concerns__case_id=case_id))
    return sorted(found, key=fold.reading_order, reverse=True)


def events_in(case):
    """Return the events of a case in hand as `events_of` does, read once for all who ask of this case."""
    if not hasattr(case, "custody_events"):
        case.custody_events = events_of(case.pk)
    return case.custody_events


def charges(case):
    """Return what the suspect of a case in hand was charged with, as (words or nothing, event), the latest first."""
    found = [each for each in events_in(case) if each.kind == Kind.CHARGED and not each.withdrawn_at]
    return [(offence_of(each.details), each) for each in found]


def offence_of(details):
    """Return the offence of a charge in words: of the list, with or as what was said beside it."""
    code = details.get("offence")
    listed = Offence(code).label if code and code != Offence.OTHER else ""
    return ": ".join(filter(None, (listed, details.get("offence_text"))))


def standing_hearings(events):
    """Return {reference of a hearing: id of the listing that says when it is} after some events."""
    return fold.position(events).hearings


def folded(case_id):
    """Return the position of a case as it follows from its events now (a `fold.Position`)."""
    return fold.position(CustodyEvent.objects.filter(concerns__case_id=case_id))


def stood_before(case_id, event_row, moment):
    """Return where the suspect stood before an event, were it to take effect at a moment (a `fold.Position`)."""
    place = (moment, *fold.reading_order(event_row)[1:])
    others = CustodyEvent.objects.filter(concerns__case_id=case_id).exclude(pk=event_row.pk)
    return fold.position(each for each in others if fold.reading_order(each) < place)


def variations_of(event_row, case_id):
    """Return what varied the order that an event made, while it stands in a case."""
    varied = [pk for each in folded(case_id).orders if each.event == event_row.pk for pk in each.varied]
    return CustodyEvent.objects.filter(pk__in=varied)


def position(case_id):
    """Return where the suspect of a case stands; nothing on record is a position as well."""
    return Position.objects.filter(pk=case_id).first() or Position(case_id=case_id)


def positions(case_ids):
    """Return {case id: Position} for those cases of which something is on record, in one query."""
    return {each.pk: each for each in Position.objects.filter(pk__in=list(case_ids))}


def live_conditions(case_id, at):
    """Return what holds the suspect at a moment: [{kind, text, of, until}], bail and licence first, then orders.

    A bail whose last day is over and an order that has expired hold nobody. Released under investigation
    there are no bail conditions, and none are returned.
    """
    return conditions_of(position(case_id), at)


def conditions_of(stands, at):
    """Return what holds the suspect of a position at a moment, as `live_conditions` does."""
    held = holding(stands, at)
    return [each | {"of": one["of"], "until": one["until"]} for one in held for each in one["conditions"]]


def holding(stands, at):
    """Return what holds the suspect of a position at a moment, each as {of, until, lapses_at, conditions}.

    Bail and licence only where they have conditions; an order or notice also where its terms are not on record.
    `lapses_at` is when a notice that no court hears of is over.
    """
    ends_on = stands.bail_ends_on
    over = not stands.conditions or ends_on and ends_on < clocks.london_day(at)
    bail = {"of": stands.get_status_display(), "until": ends_on, "lapses_at": None, "conditions": stands.conditions}
    found = ([] if over else [bail]) + earlier_matter(stands.beneath)
    for order in stands.orders:
        until, lapses = order["expires_on"] and date.fromisoformat(order["expires_on"]), lapses_at(order)
        if lapses is None or lapses > at:
            said = {"of": order["order"], "until": until, "lapses_at": None if until else lapses}
            found.append(said | {"conditions": order["conditions"]})
    return found


def earlier_matter(beneath):
    """Return what holds the suspect in an earlier matter that goes on beneath the present one, as `holding` does."""
    if not beneath or not beneath["conditions"]:
        return []
    until = beneath["bail_ends_on"] and date.fromisoformat(beneath["bail_ends_on"])
    of = Status(beneath["status"]).label
    return [{"of": of, "until": until, "lapses_at": None, "conditions": beneath["conditions"]}]


def on_bail(case_id):
    """Say whether bail is in force in a case."""
    return position(case_id).status in ON_BAIL


def bail_counts_from(events):
    """The London day of the arrest from which the months of bail run, or None when none is on record.

    Releasing him again, or arresting him for breach of that bail or for not surrendering to it, begins nothing
    anew; an arrest in a matter after the last decision does.
    """
    first = None
    for event in sorted((each for each in events if each.withdrawn_at is None), key=fold.reading_order):
        if event.kind in DECIDED:
            first = None
        elif event.kind == Kind.ARRESTED and first is None:
            first = clocks.london_day(event.effective_at)
    return first


def arrested_on(case_id):
    """Return the London day of the arrest from which the months of the present bail run, or None."""
    return bail_counts_from(CustodyEvent.objects.filter(concerns__case_id=case_id))


def notices(case_id):
    """Return every telling of the victim and every attempt in a case, newest first."""
    return Notice.objects.filter(case_id=case_id).select_related("event", "told_by").order_by("-told_at", "-pk")


def was_told(event_id, case_id):
    """Say whether the victim of a case has been told of an event."""
    return Notice.objects.filter(event_id=event_id, case_id=case_id, reached=True).exists()


def not_told(case):
    """Return the open duties to tell the victim of an event of a case, by due time."""
    return [duty for duty in journal_queries.open_duties_in(case) if duty.code.startswith("TELL_VICTIM_")]


def contact_owner(case_id):
    """Return who keeps in touch with the victim, or None when nobody is named."""
    found = ContactOwner.objects.filter(case_id=case_id).select_related("case", "officer")
    return found.order_by("-named_at", "-pk").first()


def contact_owner_there(case_id, at):
    """Return who keeps in touch with the victim; None where nobody is named, or whoever is cannot be reached."""
    found = contact_owner(case_id)
    there = found and accounts.on_duty(found.case.force_id, at=at).filter(pk=found.officer_id).exists()
    return found if there else None


def contact_owners():
    """Return the naming that holds in each open case (a queryset): the one after which nobody else was named."""
    later = Q(named_at__gt=OuterRef("named_at")) | Q(named_at=OuterRef("named_at"), pk__gt=OuterRef("pk"))
    again = ContactOwner.objects.filter(later, case=OuterRef("case"))
    return ContactOwner.objects.filter(~Exists(again), case__state="OPEN").select_related("case", "officer")


def contact_owned_by(officer):
    """Return the naming that holds, in each open case, where this officer keeps in touch with the victim; a list."""
    return list(contact_owners().filter(officer=officer).order_by("case_id"))


def count_contact_owned_by(officer, at):
    """Return with how many victims of open cases an officer keeps in touch."""
    return contact_owners().filter(officer=officer).count()


def contact_alarm():
    """Return the alarm that is open in the case of a naming, for a subquery."""
    return Exists(Duty.objects.filter(code="COVER_VICTIM_CONTACT", case_id=OuterRef("case_id"), ended_at=None))


def contact_needed():
    """Return the condition of the namings where somebody must be there: she lives, and a sentence is on record."""
    concerns = EventCase.objects.filter(case=OuterRef("case"), event__kind=Kind.SENTENCED, event__withdrawn_at=None)
    return Q(case__victim_died=False) & Exists(concerns)


def contact_owners_gone(at):
    """Return the namings whose officer cannot be reached at a moment and of which nobody is told now, a list."""
    gone = contact_owners().filter(officer__in=accounts.unreachable_at(at))
    return list(gone.filter(contact_needed()).exclude(contact_alarm()).order_by("pk"))


def contact_owners_back(at):
    """Return the namings whose alarm is open although their officer is there, or nobody is needed any more; a list."""
    found = contact_owners().filter(contact_alarm()).order_by("pk")
    return list(found.filter(~Q(officer__in=accounts.unreachable_at(at)) | ~contact_needed()))


def suspects_of(event_ids):
    """Return {event: the id of its suspect, as a set} for the engine's own use."""
    rows = CustodyEvent.objects.filter(pk__in=event_ids).values_list("pk", "suspect_id")
    return {pk: {suspect} for pk, suspect in rows}


def was_sentenced(case_id):
    """Say whether a sentence is on record in a case."""
    return CustodyEvent.objects.filter(concerns__case_id=case_id, kind=Kind.SENTENCED, withdrawn_at=None).exists()


def latest(*, reader, before=None, count=50):
    """Return the events of the reader's visible cases, newest first, each with `shown` (its cases) and `owed`."""
    visible = incidents.visible_to(reader)
    shown = EventCase.objects.filter(case__in=visible).select_related("case__victim", "case__suspect")
    found = visible_to(reader).filter(force_id=reader.posting.force_id).select_related(*WITH)
    if before:
        found = found.filter(received_at__lt=before)
    rows = list(
        found.order_by("-received_at", "-pk").prefetch_related(Prefetch("concerns", shown, to_attr="shown"))[:count]
    )
    owed = open_duties(rows, [each.case_id for row in rows for each in row.shown], reader)
    for row in rows:
        row.owed = owed.get(row.pk, [])
    return rows


def open_duties(rows, case_ids, reader):
    """Return {event id: open duties about it that a reader may know of} for some events within some cases."""
    found = {}
    duties = Duty.objects.filter(subject_id__in=[row.pk for row in rows], case_id__in=set(case_ids), ended_at=None)
    duties = duties.exclude(journal_queries.kept_with_level(reader))
    for duty in duties.order_by("due_at", "pk"):
        found.setdefault(duty.subject_id, []).append(duty)
    return found


def cases_shown(event_row, *, reader):
    """Return the cases of an event that this reader may know of, in order."""
    visible = incidents.visible_to(reader)
    return [each.case for each in event_row.concerns.filter(case__in=visible).select_related("case").order_by("case")]


def duties_opened(event_row, cases, *, reader):
    """Return the duties that an event opened in these cases, ended ones among them, by due time.

    Not those of others that would tell a reader a level that is withheld from them.
    """
    found = Duty.objects.filter(subject_id=event_row.pk, case_id__in=[case.pk for case in cases])
    found = found.exclude(journal_queries.kept_with_level(reader))
    return found.order_by("due_at", "code", "pk")


def is_withdrawn(event_id):
    """Say whether an event was withdrawn."""
    return CustodyEvent.objects.filter(pk=event_id).exclude(withdrawn_at=None).exists()


def sent_event(event_id):
    """Return an event to whoever sent it, for the answer to a repeated message."""
    return CustodyEvent.objects.select_related(*WITH).get(pk=event_id)
