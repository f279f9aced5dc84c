"""Duties of a case that their owner may no longer see: they go to its owner, or a supervisor hears of it."""

from accounts import queries as accounts
from core import duties
from core.journal import record
from core.models import Duty
from incidents import events, queries


def hand_unseen(case, *, by, at):
    """Give every open duty whose owner may no longer see the case to the owner of the case; return how many."""
    owner = queries.owner_of(case.pk)
    given = 0
    for duty in Duty.objects.filter(case_id=case.pk, ended_at=None).exclude(owner_id=owner.pk).order_by("pk"):
        holder = accounts.officer(duty.owner_id)
        if not queries.visible_to(holder, at).filter(pk=case.pk).exists():
            facts = {"duty": duty.code, "owner": owner.pk}
            record(duties.REASSIGNED, about=duty, case_id=case.pk, by=by, at=at, **facts)
            given += 1
    return given


def tie_declared(officer, *, by, at):
    """Take out of an officer's hands what they may no longer see: their duties go to the owners of the cases.

    A case of which they are the owner themself becomes an alarm: a supervisor moves it.
    """
    for period in queries.owned_and_excluded(officer):
        facts = {"level": period.case.risk_level}
        record(events.OWNER_UNREACHABLE, about=period, case_id=period.case_id, by=by, at=at, **facts)
    for case in queries.cases_owing_excluded(officer):
        hand_unseen(case, by=by, at=at)
