"""Duties that their owner may no longer see: they go to the owner of the case or whoever may, or an alarm sounds."""

from accounts import queries as accounts
from core import duties, ladder
from core.journal import record
from core.models import Duty
from incidents import events, queries
from law.duties import BY_CODE, DECIDERS
from law.duties.rule import KEEPERS


def hand_unseen(case, *, by, at):
    """Give every open duty whose owner may no longer see the case to the owner of the case; return how many.

    What is to be decided about its risk goes to whoever may decide it. A closed case has no owner: what is still owed
    there goes to whoever restricts it, and where they may not see it either to whoever else may. What is about two who
    accuse each other goes to somebody who may see both of their cases.
    """
    owner = queries.owner_of(case.pk) or (by if sees(by.pk, case.pk, at) else None)
    given = hand_unseen_counters([case.pk], by=by, at=at)
    owed = Duty.objects.filter(case_id=case.pk, ended_at=None).exclude(owner_id=owner and owner.pk)
    for duty in owed.exclude(subject_type=queries.COUNTER).order_by("pk"):
        if not sees(duty.owner_id, case.pk, at):
            facts = {"duty": duty.code, "owner": taker(duty, owner, at)}
            record(duties.REASSIGNED, about=duty, case_id=case.pk, by=by, at=at, **facts)
            given += 1
    return given


def sees(officer_id, case_id, at):
    """Say whether an officer may see a case."""
    return queries.visible_to(accounts.officer(officer_id), at).filter(pk=case_id).exists()


def taker(duty, owner, at):
    """Return who takes a duty whose owner may no longer see its case: its owner; for a decision, who may make it.

    Where the case has no owner, whom the rule of the duty names, else an inspector, who finds somebody.
    """
    owed_by = BY_CODE[duty.code].owed_by
    if owner and owed_by not in (*DECIDERS, *KEEPERS):
        return owner.pk
    asked = ladder.question(duty, at, without=duty.owner_id)
    found = duties.OWNERS[owed_by](asked).officer_id
    if sees(found, duty.case_id, at):
        return found
    return owner.pk if owner else duties.OWNERS["inspector"](asked).officer_id


def hand_unseen_counters(case_ids, *, by, at):
    """Give what is owed about two who accuse each other, by somebody who may not see both cases, to one who may.

    Its owner rule is asked anew. Where neither case is restricted, and nobody is near to the two, nothing is read.
    """
    given, owed = 0, queries.owed_by_two(case_ids)
    holders = {pk: accounts.officer(pk) for pk in {duty.owner_id for duty in owed}}
    for duty in owed:
        holder, counter = holders[duty.owner_id], duty.counter
        if not (counter.first.restricted or counter.second.restricted or holder.tied):
            continue
        if not queries.counters_visible_to(holder, at).filter(pk=duty.subject_id).exists():
            owner = duties.OWNERS[duty.owed_by](ladder.question(duty, at))
            facts = {"duty": duty.code, "owner": owner.officer_id}
            record(duties.REASSIGNED, about=duty, case_id=duty.case_id, by=by, at=at, **facts)
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
