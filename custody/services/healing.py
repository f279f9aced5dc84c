"""Putting right what is missing: every change that calls for a reassessment has one, whatever went wrong."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from core import duties
from core.models import Duty, Entry
from law import duties as rules

FLAGGED = {rule.code: rule for rule in rules.RULES if rule.flag == "REASSESS_DUE"}


def heal_reassessments(at):
    """Open every reassessment that an entry up to `at` calls for and that is not there; return how many.

    What was done since counts: a duty that a later entry ends is opened and ended by it, just as if it had
    been there in time.
    """
    return sum(heal_one(pk) for pk in missing(at))


def missing(at):
    """Return the numbers of the entries that call for a reassessment which was never opened."""
    opened = Duty.objects.filter(opened_by=OuterRef("pk"), code__in=FLAGGED)
    events = {event for rule in FLAGGED.values() for event in rule.opens_on}
    found = Entry.objects.filter(~Exists(opened), event__in=events, case_id__isnull=False, recorded_at__lte=at)
    return [entry.pk for entry in found.order_by("pk") if called_for(entry)]


def called_for(entry):
    """Return the rules by which an entry calls for a reassessment."""
    return [rule for rule in FLAGGED.values() if rule.opens(entry.event, entry.facts)]


@transaction.atomic
def heal_one(entry_id):
    """Open the missing duties of one entry, ended where a later entry ends them; return how many."""
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    healed = 0
    for rule in called_for(entry):
        if Duty.objects.filter(opened_by=entry, code=rule.code).exists():
            continue
        entry.owed = duties.owners_for(entry) | entry.owed
        for duty in duties.open_all([rule], entry):
            follow_on(duty, entry.pk)
            healed += 1
    return healed


def follow_on(duty, number):
    """End a duty by the first entry of its case after one that would have ended it, and so what that put forward."""
    enders = [event for event, codes in duties.ENDED_BY.items() if duty.code in codes]
    for later in Entry.objects.filter(case_id=duty.case_id, event__in=enders, pk__gt=number).order_by("pk"):
        if duties.end_one(duty, later):
            duties.ROWS.ended([duty])
            sooner = duties.brought_forward(duty, later) if duty.ended_as == Duty.Ended.RENEWED else None
            for each in duties.add_new([sooner] if sooner else [], duties.ROWS):
                follow_on(each, later.pk)
            return
