"""The commands of the disclosure scheme. Whoever takes a step says in words why, disclosure or not."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from core.words import check_read
from disclosures import events, policies, queries
from disclosures.models import Request, Step
from disclosures.states import Kind
from law import clocks
from people import services as people
from risk import services as risk

EVENTS = {
    Kind.CHECKS: events.CHECKS_MADE,
    Kind.FACE_TO_FACE: events.FACE_TO_FACE,
    Kind.DECISION: events.DECIDED,
    Kind.DISCLOSED: events.DISCLOSED,
    Kind.NOT_DISCLOSED: events.NOT_DISCLOSED,
    Kind.WITHDRAWN: events.WITHDRAWN,
}


@command
def receive_request(
    *,
    at_risk_id=None,
    subject_id=None,
    at_risk_new=None,
    subject_new=None,
    route,
    applicant,
    concern,
    applicant_name="",
    applicant_contact="",
    received_at=None,
    by,
    at,
    command_id=None,
):
    """Record a request for disclosure: who is at risk from whom, who asked, and what gives concern.

    Somebody who is on no record is registered with it: `at_risk_new` and `subject_new` are {given_name, family_name,
    born_on}, in the place of an identifier.
    """
    allow(by, Permission.DISCLOSURE_WORK)
    at_risk = who("at_risk", at_risk_id, at_risk_new, by=by, at=at)
    subject = who("subject", subject_id, subject_new, by=by, at=at)
    received_at = received_at or at
    policies.check_received(received_at, at)
    policies.check_request(
        route=route,
        applicant=applicant,
        applicant_name=applicant_name,
        concern=concern,
        at_risk=at_risk,
        subject=subject,
    )

    request = Request.objects.create(
        force_id=by.posting.force_id,
        route=route,
        at_risk=at_risk,
        subject=subject,
        applicant=applicant,
        applicant_name=applicant_name.strip(),
        applicant_contact=applicant_contact.strip(),
        concern=concern.strip(),
        received_at=received_at,
        recorded_by=by,
    )

    say(events.REQUEST_RECEIVED, request, by=by, at=at, occurred_at=received_at, command_id=command_id)
    return request


def who(side, person_id, new, *, by, at):
    """Return the person on record, or register the new one; a refusal names the input of that side."""
    if not new:
        return queries.person(person_id, reader=by)
    if not f"{new.get('given_name', '')}{new.get('family_name', '')}".strip():
        raise Refused("Give the name of this person, or choose somebody who is on record.", f"{side}_family_name")
    try:
        return people.register(**new, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.sentence, f"{side}_{refusal.field}") from None


@command
def record_checks(*, request_id, words, taken_at=None, by, at, command_id=None):
    """Record what the first checks found."""
    return take(Kind.CHECKS, request_id, words, taken_at, by=by, at=at, command_id=command_id)


@command
def record_meeting(*, request_id, words, taken_at=None, by, at, command_id=None):
    """Record that the applicant was met face to face, and what they said."""
    return take(Kind.FACE_TO_FACE, request_id, words, taken_at, by=by, at=at, command_id=command_id)


@command
def record_decision(*, request_id, decision, panel, words, taken_at=None, by, at, command_id=None):
    """Record what the panel decided and why, disclosure or not."""
    policies.check_decision(decision, panel, clocks.london_day(taken_at or at))
    more = {"decision": decision, "panel": panel.strip()}
    return take(Kind.DECISION, request_id, words, taken_at, by=by, at=at, command_id=command_id, **more)


@command
def record_disclosure(
    *,
    request_id,
    to_whom,
    words,
    safe_how,
    in_person,
    nothing_written,
    read_through,
    taken_at=None,
    by,
    at,
    command_id=None,
):
    """Record that the disclosure was made: in person, to whoever can protect, with nothing in writing.

    What was said gave away no home and nobody who had been abused before, and was read through for it.
    Where there is an open case between the two, its risk is assessed anew; the case is not told why.
    """
    policies.check_disclosure(to_whom=to_whom, safe_how=safe_how, in_person=in_person, nothing_written=nothing_written)
    found, _ = queries.request_for_change(request_id, reader=by)
    policies.check_gives_nobody_away(found, words, reader=by)
    check_read(read_through)
    more = {"to_whom": to_whom, "safe_how": safe_how.strip(), "in_person": True, "nothing_written": True}
    request = take(Kind.DISCLOSED, request_id, words, taken_at, by=by, at=at, command_id=command_id, **more)
    risk.victim_changed([request.at_risk_id], suspects=[request.subject_id], by=by, at=at)
    return request


@command
def record_non_disclosure(
    *, request_id, words, read_through, why_not="", confirmed_by_id=None, taken_at=None, by, at, command_id=None
):
    """Close a request without disclosure, with what was said to whoever asked, which betrays nothing.

    Where the panel had decided to disclose, `why_not` says why it was not done, and `confirmed_by_id` which officer,
    who neither closes it nor wrote down the decision, confirmed it. What changes later is a new request, on which the
    panel decides anew.
    """
    found, taken = queries.request_for_change(request_id, reader=by)
    decision = queries.to_be_made(taken)
    able = queries.who_confirm(decision, reader=by, at=at) if decision else ()
    policies.check_not_made(decided=decision is not None, why_not=why_not, confirmed_by_id=confirmed_by_id, able=able)
    if decision:
        policies.check_confirms(queries.knows_both(confirmed_by_id, found, at))
    policies.check_gives_nobody_away(found, words, reader=by)
    check_read(read_through)
    more = {"why_not": why_not, "confirmed_by_id": confirmed_by_id or None}
    return take(Kind.NOT_DISCLOSED, request_id, words, taken_at, by=by, at=at, command_id=command_id, **more)


@command
def withdraw_request(*, request_id, words, taken_at=None, by, at, command_id=None):
    """Close a request that the applicant took back, with the reason, and with whether it was of their free will."""
    return take(Kind.WITHDRAWN, request_id, words, taken_at, by=by, at=at, command_id=command_id)


def take(kind, request_id, words, taken_at, *, by, at, command_id, **more):
    """Write down one step, if it may follow what was done before."""
    request, taken = queries.request_for_change(request_id, reader=by)
    allow(by, Permission.DISCLOSURE_WORK, request)
    policies.check_next(kind, queries.next_kinds(request, taken))
    policies.check_words(words)
    taken_at = taken_at or at
    policies.check_time(taken_at, received_at=request.received_at, at=at)

    step = Step.objects.create(
        request=request, kind=kind, taken_at=taken_at, recorded_at=at, by=by, words=words.strip(), **more
    )

    say(EVENTS[kind], request, by=by, at=at, occurred_at=taken_at, command_id=command_id, step=step.pk)
    return request


def say(event, request, *, by, at, occurred_at, command_id, **facts):
    """Record what happened to a request: of no case, and without a name."""
    record(
        event,
        about=request,
        by=by,
        at=at,
        occurred_at=occurred_at,
        command_id=command_id,
        force=request.force_id,
        route=request.route,
        **facts,
    )
