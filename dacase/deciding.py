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


def takes_part(officer_id, duty):
    """Say whether an officer must not decide what a duty asks for: they had a part in it, or are close to the case."""
    owed_by = BY_CODE[duty.code].owed_by
    if owed_by not in DECIDERS:
        return False
    return officer_id in risk.taking_part(owed_by, duty.subject_type, duty.subject_id, duty.case_id)


def conflict_declared(officer, case_id, *, by, at):
    """Give to others whatever an officer had to decide in a case to which they are close, and tell them."""
    move(Duty.objects.filter(owner_id=officer.pk, case_id=case_id), by=by, at=at)


@transaction.atomic
def move_from_gone(at):
    """Give what somebody has to decide who has left or is away to whoever may, and tell them; return how many moved."""
    return move(Duty.objects.filter(owner_id__in=accounts.unreachable_at(at)), by=None, at=at)


def move(found, *, by, at):
    """Give each of some duties to decide to whom its rule names without its owner; tell each of them once."""
    found = found.filter(code__in=CODES, ended_at=None).select_related("opened_by").order_by("pk")
    told, gone = {}, accounts.unreachable_at(at)
    for duty in found.select_for_update(skip_locked=True, of=("self",)):
        rule = duties.OWNERS[BY_CODE[duty.code].owed_by]
        owner_id = rule(ladder.question(duty, at, without=duty.owner_id)).officer_id
        if owner_id == duty.owner_id or gone.filter(pk=owner_id).exists():
            continue
        record(REASSIGNED, about=duty, case_id=duty.case_id, by=by, at=at, duty=duty.code, owner=owner_id)
        told.setdefault((duty.case_id, owner_id), []).append(duty)
    for (case_id, owner_id), moved in told.items():
        record(events.DECISIONS_MOVED, about=moved[0], case_id=case_id, by=by, at=at, to=owner_id, moved=len(moved))
    return sum(map(len, told.values()))
