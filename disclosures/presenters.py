"""Words of the disclosure scheme."""

from urllib.parse import urlencode

from django.urls import reverse

from disclosures import events, queries
from disclosures.states import Kind
from law.duties import BY_CODE

SENTENCES = {
    events.REQUEST_RECEIVED: lambda facts: "A request for disclosure was received.",
    events.CHECKS_MADE: lambda facts: "First checks on a request for disclosure were made.",
    events.FACE_TO_FACE: lambda facts: "The applicant for disclosure was met face to face.",
    events.DECIDED: lambda facts: "A panel decided on a request for disclosure.",
    events.DISCLOSED: lambda facts: "A disclosure was made in person.",
    events.NOT_DISCLOSED: lambda facts: "A request for disclosure was closed without one.",
    events.WITHDRAWN: lambda facts: "A request for disclosure was withdrawn.",
}
PATHS = {
    Kind.CHECKS: "disclosure_checks",
    Kind.FACE_TO_FACE: "disclosure_meeting",
    Kind.DECISION: "disclosure_decision",
    Kind.DISCLOSED: "disclosure_made",
    Kind.NOT_DISCLOSED: "disclosure_not_made",
    Kind.WITHDRAWN: "disclosure_withdraw",
}
LINKS = {
    Kind.CHECKS: "Record the first checks",
    Kind.FACE_TO_FACE: "Record the meeting face to face",
    Kind.DECISION: "Record the panel's decision",
    Kind.DISCLOSED: "Record the disclosure",
    Kind.NOT_DISCLOSED: "Close without disclosure",
    Kind.WITHDRAWN: "Record that the applicant withdrew",
}
WAYS = dict.fromkeys(
    (events.CHECKS_MADE, events.FACE_TO_FACE, events.DISCLOSED, events.NOT_DISCLOSED),
    lambda duty: reverse("disclosure", args=[duty.subject_id]),
)


def as_json(requests):
    """Return requests for a machine: people by number, steps in codes and times, what can follow and what is owed."""
    duties = queries.owed([each.pk for each in requests])
    return [request_json(each, list(each.steps.all()), duties.get(each.pk, ())) for each in requests]


def request_json(request, steps, duties):
    """Return one request in codes and times; no word of what was found, decided or said."""
    return {
        "id": str(request.pk),
        "route": request.route,
        "applicant": request.applicant,
        "at_risk": str(request.at_risk_id),
        "subject": str(request.subject_id),
        "received_at": request.received_at,
        "steps": [step_json(each) for each in sorted(steps, key=lambda each: (each.recorded_at, each.pk))],
        "next": queries.next_kinds(request, {each.kind: each for each in steps}),
        "duties": [{"code": each.code, "due_at": each.due_at} for each in duties],
    }


def step_json(step):
    """Return one step in codes and times, with who took it."""
    return {
        "kind": step.kind,
        "taken_at": step.taken_at,
        "by": str(step.by_id),
        "decision": step.decision or None,
        "to_whom": step.to_whom or None,
        "why_not": step.why_not or None,
        "confirmed_by": step.confirmed_by_id and str(step.confirmed_by_id),
    }


def links(request, steps):
    """Return what may be done with a request now, as (words, address)."""
    taken = {step.kind: step for step in steps}
    return [(LINKS[kind], reverse(PATHS[kind], args=[request.pk])) for kind in queries.next_kinds(request, taken)]


def new_decision(request, steps):
    """Return the way to a new request about the same two, where a disclosure was to be made and was not; else None."""
    if not any(step.why_not for step in steps):
        return None
    return f"{reverse('disclosure_new')}?{urlencode({'at_risk': request.at_risk, 'subject': request.subject})}"


def owed(duties):
    """Return what is owed about a request, in words, with by whom and when."""
    names = queries.owners(duties)
    return [
        {"what": BY_CODE[duty.code].what, "owner": names.get(duty.owner_id), "of": duty.owner_id, "due_at": duty.due_at}
        for duty in duties
    ]


def rows(requests, duties):
    """Return requests with the latest step of each, in words, and when the next is due; `duties` by request."""
    found = []
    for request in requests:
        latest = max(request.steps.all(), key=lambda step: step.recorded_at, default=None)
        due_at = next((duty.due_at for duty in duties.get(request.pk, ())), None)
        found.append({"request": request, "stands": str(latest) if latest else "Received", "due_at": due_at})
    return found
