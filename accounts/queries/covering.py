"""What an officer holds, and what was given to whom because they went."""

import uuid

from accounts import events
from accounts.models import Absence, Officer, Posting
from accounts.queries.choosing import names
from core.duties import REASSIGNED
from core.errors import Absent
from core.models import Duty, Entry
from law.duties.rule import KEEPERS


def cover_failed(absence_id):
    """Say whether it was told already that nobody could take over."""
    return Entry.objects.filter(event=events.COVER_FAILED, subject_id=absence_id).exists()


# {what: function (officer, at) -> how many of it an officer holds}. The desk fills it.
HELD = {}


def held(officer, at):
    """Return {what: how many} of all that an officer holds, from cases to duties."""
    return {what: count(officer, at) for what, count in HELD.items()}


def received(because_id):
    """Return [(officer id, when, {what: how many})] of who was given what another held because of this, in order."""
    given = Entry.objects.filter(event=events.COVER_GIVEN, subject_id=because_id).order_by("pk")
    return [
        (uuid.UUID(entry.facts["to"]), entry.recorded_at, {what: entry.facts.get(what, 0) for what in HELD})
        for entry in given
    ]


def cover_given_to(officer_id, subject_id):
    """Return the latest entry by which an officer was given what another held, or None."""
    given = Entry.objects.filter(event=events.COVER_GIVEN, subject_id=subject_id, facts__to=str(officer_id))
    return given.order_by("-pk").first()


def given_to(officer_id, subject_id):
    """Return because of what something was given to an officer, or raise Absent where nothing was."""
    if cover_given_to(officer_id, subject_id) is None:
        raise Absent()
    return posting_or_absence(subject_id)


def posting_or_absence(subject_id):
    """Return the posting, absence or officer because of which something moved, or raise Absent."""
    for model in (Absence, Posting, Officer):
        if found := model.objects.filter(pk=subject_id).first():
            return found
    raise Absent()


def went_elsewhere(because_ids):
    """Return {posting, absence or officer: {name: codes of duties}} of what did not go to the deputy when it moved.

    Without what is owed about a protected address, of which only those may know who may see one.
    """
    given = Entry.objects.filter(event=events.COVER_GIVEN, subject_id__in=because_ids)
    deputies = {(str(why), to) for why, to in given.values_list("subject_id", "facts__to")}
    moved = Entry.objects.filter(event=REASSIGNED, facts__because__in=[why for why, _ in deputies]).order_by("pk")
    rows = [(entry.facts["because"], entry.facts["owner"], entry.subject_id) for entry in moved]
    others = [row for row in rows if row[:2] not in deputies]
    told = Duty.objects.filter(pk__in=[duty for _, _, duty in others]).exclude(owed_by__in=KEEPERS)
    codes = dict(told.values_list("pk", "code"))
    others = [row for row in others if row[2] in codes]
    known, found = names(uuid.UUID(owner) for _, owner, _ in others), {}
    for why, owner, duty in others:
        found.setdefault(uuid.UUID(why), {}).setdefault(known[uuid.UUID(owner)], []).append(codes[duty])
    return found
