"""Reads of what systems corrected or withdrew by the numbers at their source, and of what could not be taken in."""

from core.errors import Absent, Refused
from core.models import Entry
from custody import events
from custody.models import CustodyEvent, RefusedMessage
from custody.queries.custody import cases_for_change, sent_event, visible_to
from custody.queries.matters import cases_against, cases_to_choose
from incidents import queries as incidents


def by_number(force_id, source, number, *, by):
    """Return (event, its cases) of what a source of a force told under a number, locked, or raise Refused.

    For the account that told it, whatever it may read, since it is shown nothing; else for whoever may know of it.
    """
    found = numbered(force_id, source, number)
    if found is None or found.recorded_by_id != by.pk and not visible_to(by).filter(pk=found.pk).exists():
        raise Refused(f"{source} has told of nothing under the number {number}. Check the number.", "corrects")
    cases = cases_for_change(found.pk)
    return CustodyEvent.objects.select_related("suspect").select_for_update(of=("self",)).get(pk=found.pk), cases


def numbered(force_id, source, number):
    """Return what a source of a force told under a number, or None."""
    return CustodyEvent.objects.filter(force_id=force_id, source=source, source_event_id=number).first()


def withdrawal_of(event_row):
    """Return the entry with which an event was withdrawn."""
    return Entry.objects.filter(event=events.EVENT_WITHDRAWN, subject_id=event_row.pk).latest("pk")


def answered_before(entry):
    """Return the event that was corrected or withdrawn with an entry, or what could not be taken in."""
    if entry.event == events.MESSAGE_REFUSED:
        return RefusedMessage.objects.get(pk=entry.subject_id)
    return sent_event(entry.subject_id)


def refused_before(force_id, digest):
    """Return what was refused with this very content before, or None."""
    return RefusedMessage.objects.filter(force_id=force_id, digest=digest).first()


def refused(refused_id, *, reader):
    """Return what could not be taken in, for whoever may know of a case that it is about, or raise Absent."""
    found = RefusedMessage.objects.select_related("event__suspect", "event__recorded_by", "settled_by")
    found = found.filter(pk=refused_id, force_id=reader.posting.force_id).first()
    if found is None or not may_know(found.event, reader):
        raise Absent()
    return found


def refused_for_change(refused_id, *, reader):
    """Return what could not be taken in as `refused` does, locked."""
    refused(refused_id, reader=reader)
    return RefusedMessage.objects.select_for_update().get(pk=refused_id)


def may_know(event_row, reader):
    """Say whether a reader may know of an event: of one of its cases, or where it is in none of one of its suspect."""
    if event_row is None or visible_to(reader).filter(pk=event_row.pk).exists():
        return True
    if event_row.concerns.exists():
        return False
    return bool(cases_to_choose(event_row, reader=reader)) or not cases_against(event_row).exists()


def told_in(refused_id):
    """Return the cases in which it was said that a message could not be taken in, locked in order, if in any."""
    told = Entry.objects.filter(event=events.MESSAGE_REFUSED, subject_id=refused_id).exclude(case_id=None)
    return incidents.cases_to_record_in(told.values("case_id"))


def suspects_of_refused(refused_ids):
    """Return {message: the id of the suspect of its event, as a set} where that is known, for the engine's own use."""
    rows = RefusedMessage.objects.filter(pk__in=refused_ids).exclude(event=None).values_list("pk", "event__suspect_id")
    return {pk: {suspect} for pk, suspect in rows}
