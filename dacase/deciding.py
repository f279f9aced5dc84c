"""What somebody had to decide about a risk goes to whoever may: after a conflict, or where they are gone or away."""

from django.db import transaction

from accounts import queries as accounts
from core import duties, ladder
from core.duties import REASSIGNED
from core.journal import record
from core.models import Duty
from law.duties import BY_CODE, DECIDERS, RULES
from risk import events
from risk import queries as risk

CODES = [rule.code for rule in RULES if rule.owed_by in DECIDERS]
# What the author of an assessment, or its typist, has to answer for: in their place whoever has the case, and so on up.
OF_WRITERS = ("CONFIRM_ASSESSMENT", "REDO_ASSESSMENT", "RETYPE_ASSESSMENT")
# And what each side of a dispute has to read; after a conflict in their place somebody who is no side of it.
OF_SIDES = ("READ_DISPUTE_RAISED", "READ_DISPUTE_GRADED")
OF_PERSONS = (*OF_WRITERS, *OF_SIDES)
IN_PLACE = ("case_owner", "sergeant", "inspector")


def decides_as(code):
    """Return as what somebody decides who does what a rule asks for, or None where anybody may."""
    if code == "CONFIRM_ASSESSMENT":
        return "confirmer"
    return BY_CODE[code].owed_by if BY_CODE[code].owed_by in DECIDERS else None


def takes_part(officer_id, duty):
    """Say whether an officer must not decide what a duty asks for: they had a part in it, or are close to the case."""
    owed_by = decides_as(duty.code)
    if owed_by is None:
        return False
    return officer_id in risk.taking_part(owed_by, duty.subject_type, duty.subject_id, duty.case_id)


def kept_out(officer_id, duty):
    """Say whether an officer does not take a duty: they decide nothing of it, or are a side of its dispute."""
    about = (duty.subject_type, duty.subject_id, duty.case_id)
    return takes_part(officer_id, duty) or duty.code in OF_SIDES and officer_id in risk.taking_part("side", *about)


def conflict_declared(officer, case_id, *, by, at):
    """Give to others whatever an officer had to decide in a case to which they are close, and tell them."""
    theirs = Duty.objects.filter(owner_id=officer.pk, case_id=case_id)
    move(theirs, by=by, at=at, codes=(*CODES, *OF_SIDES))


@transaction.atomic
def move_from_gone(at):
    """Give what somebody has to decide or put right who has left or is away to whoever may; return how many moved.

    It happened when they went, whenever that is noticed: the journal of a sweep that slept is that of one that did not.
    """
    theirs = Duty.objects.filter(owner_id__in=accounts.unreachable_at(at))
    return move(theirs, by=None, at=at, since=accounts.gone_since, codes=(*CODES, *OF_PERSONS))


def taker(duty, at, gone):
    """Return who takes a duty instead of its owner and can be reached, or None."""
    asked = ladder.question(duty, at, without=duty.owner_id)
    rules = IN_PLACE if duty.code in OF_PERSONS else (BY_CODE[duty.code].owed_by,)
    for rule in rules:
        found = duties.OWNERS[rule](asked).officer_id
        if found != duty.owner_id and not gone.filter(pk=found).exists() and not kept_out(found, duty):
            return found
    return None


def move(found, *, by, at, since=dict.fromkeys, codes=CODES):
    """Give each of some duties to who may do it without its owner; tell each of them once; return how many moved.

    `since` gives {officer: from when they do not decide} for owners of them at a moment: at that moment, unless given.
    """
    found = found.filter(code__in=codes, ended_at=None).select_related("opened_by").order_by("pk")
    owed = list(found.select_for_update(skip_locked=True, of=("self",)))
    told, gone, since = {}, accounts.unreachable_at(at), since({duty.owner_id for duty in owed}, at)
    for duty in owed:
        if owner_id := taker(duty, at, gone):
            went = max(since[duty.owner_id], duty.started_at)
            facts = {"duty": duty.code, "owner": owner_id}
            record(REASSIGNED, about=duty, case_id=duty.case_id, by=by, at=at, occurred_at=went, **facts)
            told.setdefault((duty.case_id, owner_id, went), []).append(duty)
    for (case_id, owner_id, went), moved in told.items():
        facts = {"to": owner_id, "moved": len(moved)}
        record(events.DECISIONS_MOVED, about=moved[0], case_id=case_id, by=by, at=at, occurred_at=went, **facts)
    return sum(map(len, told.values()))
