"""A sealed first read does not stay sealed: it opens alone where nobody else can read, or where the time is over."""

from datetime import date

from django.db import transaction

from accounts.permissions import Permission, scope_of
from core.journal import record
from incidents import queries as incidents
from risk import events, queries
from risk.queries import parts, reading
from risk.services.reviewing import settle
from risk.states import Settled

NOBODY, LATE = "NOBODY", "LATE"


def typed(row):
    """Return a kept recommendation as the review takes it."""
    return {**row, "due_on": date.fromisoformat(row["due_on"])}


def open_alone(selection, read, *, why, at):
    """Let the only read of an assessment be its review: nobody else can read it, or nobody did in time."""
    assessment = selection.assessment
    selection.opened_at, selection.settled_as = at, Settled.ALONE
    selection.save()
    record(events.READ_OPENED, about=assessment, by=None, at=at, assessment=assessment.pk, why=why)
    asked = [typed(row) for row in read.recommendations]
    settle(assessment, read.grade, read.reasons, asked, by=read.reader, at=at)


def open_unread(*, giver, to, because_id, by, at):
    """Open each first read of the force that nobody but an officer who leaves could follow; nothing moves by it."""
    if scope_of(giver, Permission.RISK_REVIEW) is not None:
        waiting = reading.waiting_for_second(assessment__case__force_id=giver.posting.force_id)
        open_each(waiting, at=at, without=giver.pk)
    return 0


def watch_reads(at):
    """Open each first read whose second was due, or that nobody can follow any more; return how many."""
    return open_each(reading.waiting_for_second(assessment__in=reading.second_reads_to_watch(at)), at=at)


def open_each(waiting, *, at, without=None):
    """Open those of some (selection, case) that have waited long enough or that nobody else can read; say how many."""
    return sum(open_one(*each, at=at, without=without) for each in waiting)


@transaction.atomic
def open_one(selection_id, case_id, *, at, without):
    """Open one first read, its case locked first; say whether it was still to be opened."""
    incidents.case_of_entry_locked(case_id)
    selection, read = reading.first_read_for_change(selection_id)
    if selection is None or queries.is_overtaken(selection.assessment):
        return False
    late = reading.second_read_due(selection.assessment, at)
    if not late and parts.second_reader(selection.assessment, at, without=without):
        return False
    open_alone(selection, read, why=LATE if late else NOBODY, at=at)
    return True


def follow_conflict(officer, case_id, *, at):
    """Follow the word of an officer that somebody in a case is close to them, where its assessment is read twice.

    Their own sealed read counts no more, and one specialist reviews it; a read that only they could follow opens.
    """
    for selection_id, _ in reading.waiting_for_second(assessment__case_id=case_id):
        selection, read = reading.first_read_for_change(selection_id)
        if read.reader_id != officer.pk:
            open_one(selection_id, case_id, at=at, without=None)
            continue
        selection.twice = False
        selection.save()
        about = selection.assessment
        record(events.READ_SET_ASIDE, about=about, by=officer, at=at, assessment=about.pk)
