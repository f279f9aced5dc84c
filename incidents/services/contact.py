"""Reaching the victim: the safe ways that she told us, and every attempt. Nothing is ever sent by itself."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from incidents import events, policies, queries
from incidents.models import Case, ContactAttempt
from incidents.states import ContactOutcome
from law import clocks
from people import services as people_services

REACHED = {ContactOutcome.REACHED: events.VICTIM_REACHED}


@command
def record_safe_contact(
    *,
    case_id,
    channels,
    when_safe,
    safe_times=(),
    never,
    code_word="",
    who_may_answer="",
    seen=0,
    by,
    at,
    command_id=None,
):
    """Record how the victim of a case can be reached safely, as she said it now; return the new SafeContact.

    `channels` is {kind: number, address or name}; `safe_times` are (days of the week, begin, end) on the London clock,
    as `people.services.keep_safe_contact` takes them; `seen` is the version on the screen, 0 for none.
    Refused where a way is shared with a suspect of any of her cases.
    """
    case = queries.case_for_change(case_id, reader=by)
    allow_to_know(by, case, at)
    policies.check_open_for_contact(case)

    contact = people_services.keep_safe_contact(
        case.victim,
        channels=channels,
        when_safe=when_safe,
        safe_times=safe_times,
        never=never,
        code_word=code_word,
        who_may_answer=who_may_answer,
        others=queries.suspects_of(case.victim),
        seen=seen,
        by=by,
        at=at,
    )

    tell(events.SAFE_CONTACT_RECORDED, contact, case, by=by, at=at, command_id=command_id)
    return contact


def allow_to_know(by, case, at):
    """Refuse those who may not know how a victim is reached, with what would put it right."""
    allow(by, Permission.SAFE_CONTACT_SEE, case)
    if not queries.has_part_in(case, reader=by, at=at):
        raise Refused("You have no part in this case now. Ask its owner to offer it to you, or to do this themself.")


def tell(event, contact, case, *, by, at, command_id=None):
    """Write down in every open case of this victim that the safe contact changed or was confirmed; never what it is."""
    for case_id in [case.pk, *queries.open_cases_of_victim(case.victim_id).exclude(pk=case.pk)]:
        record(event, about=contact, case_id=case_id, by=by, at=at, command_id=command_id, version=contact.version)
        command_id = None


@command
def confirm_safe_contact(*, case_id, seen, by, at, command_id=None):
    """Record that the victim confirmed what she said before, word for word; return the new SafeContact."""
    case = queries.case_for_change(case_id, reader=by)
    allow_to_know(by, case, at)
    policies.check_open_for_contact(case)
    found = queries.reach(case.victim, at)
    policies.check_can_confirm(found)

    contact = people_services.keep_safe_contact(
        case.victim,
        channels={each.kind: each.to for each, _ in found.channels},
        when_safe=found.contact.when_safe,
        safe_times=found.spans,
        never=found.contact.never,
        code_word=found.contact.code_word,
        who_may_answer=found.contact.who_may_answer,
        others=queries.suspects_of(case.victim),
        seen=seen,
        by=by,
        at=at,
    )

    tell(events.SAFE_CONTACT_CONFIRMED, contact, case, by=by, at=at, command_id=command_id)
    return contact


def check_way(case, channel, *, tried_at, reason, at):
    """Refuse, without a reason, a way that the victim did not name as safe or a time outside hers.

    Returns the safe contact that names the way, or None.
    """
    found = queries.reach(case.victim, at)
    safe = found is not None and channel in found.safe_kinds()
    policies.check_channel(found, channel, safe=safe, reason=reason)
    policies.check_safe_time(found, tried_at, reason=reason)
    return found.contact if safe else None


@command
def record_contact(
    *,
    case_id,
    channel,
    outcome,
    safe_how,
    what_said="",
    told_not_investigated=False,
    exception_reason="",
    tried_at=None,
    by,
    at,
    command_id=None,
):
    """Record an attempt to reach the victim; only one that reached her meets the duty to speak with her.

    `told_not_investigated` says that she was told that there will be no investigation, and why.
    A way that she did not name, did not confirm lately, or that is shared with the suspect needs a reason, and so
    does a time outside those that she named. A way that no longer leads to her is not used again: that is told at once.
    Returns the ContactAttempt.
    """
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    tried_at = tried_at or at
    policies.check_contact(outcome=outcome, safe_how=safe_how, what_said=what_said, tried_at=tried_at, at=at)
    policies.check_told_of_closing(case, told=told_not_investigated, outcome=outcome)
    safe_contact = check_way(case, channel, tried_at=tried_at, reason=exception_reason, at=at)

    attempt = ContactAttempt.objects.create(
        case=case,
        tried_at=tried_at,
        tried_by=by,
        recorded_at=at,
        channel=channel,
        outcome=outcome,
        safe_contact=safe_contact,
        exception_reason=exception_reason.strip(),
        safe_how=safe_how.strip(),
        what_said=what_said.strip(),
    )

    record(
        REACHED.get(outcome, events.VICTIM_NOT_REACHED),
        about=attempt,
        case_id=case.pk,
        by=by,
        at=at,
        occurred_at=tried_at,
        command_id=command_id,
        channel=channel,
        outcome=outcome,
        dated=clocks.london_day(tried_at),
        # In a closed case nobody has to keep in touch.
        level=case.risk_level if case.state == "OPEN" else "",
        **({"of": case.pk} if told_not_investigated else {}),
    )
    if outcome == ContactOutcome.NO_LONGER:
        for each in Case.objects.filter(pk__in=queries.open_cases_of_victim(case.victim_id)).select_related("victim"):
            check_contact_of(each, by=by, at=at)
    return attempt


def check_contacts(people, *, by, at):
    """Compare the safe ways of these people, and of every victim of theirs, with what is now known of them.

    In the transaction of whatever changed it. Each version that is found shared is told once, and a duty
    to find another way opens. Returns how many.
    """
    return sum(check_contact_of(case, by=by, at=at) for case in queries.cases_to_check(people))


def check_contact_of(case, *, by, at):
    """Report the safe contact of one case where it must be replaced and nobody was told; return whether it was."""
    found = queries.reach(case.victim, at)
    if not found or not found.must_be_replaced or queries.told_compromised(found.contact.pk, case.pk):
        return False
    record(
        events.SAFE_CONTACT_COMPROMISED,
        about=found.contact,
        case_id=case.pk,
        by=by,
        at=at,
        version=found.contact.version,
        channels=sorted(found.unsafe),
        lost=sorted(found.lost),
    )
    return True


def heal_contacts(*, at):
    """Compare the safe ways of every open case; return {event: how many were found shared}."""
    suspects = Case.objects.filter(state="OPEN").values_list("suspect_id", flat=True)
    return {"SAFE_CONTACT": check_contacts(suspects, by=None, at=at)}
