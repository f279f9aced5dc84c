"""Every read of the disclosure scheme: within the force, and never past what a reader may know of people."""

from accounts import queries as accounts
from accounts.permissions import Permission, may
from core import journal_queries
from core.access import note
from core.errors import Absent
from disclosures.models import Request, Step
from disclosures.states import LAST, Kind
from incidents import queries as incidents
from people import queries as people

SUBJECT = Request._meta.label_lower
# As many requests as one answer to a machine holds.
SHOWN = 200
WITH = ("at_risk", "subject", "recorded_by")


def visible_to(reader, at=None):
    """Return the requests that a reader may know of: of the own force, about people who are not hidden from them."""
    if may(reader, Permission.DISCLOSURE_WORK):
        return Request.objects.none()
    known = people.visible_to(reader, at).values("pk")
    return Request.objects.filter(force_id=reader.posting.force_id, at_risk__in=known, subject__in=known)


def request(request_id, *, reader, at=None):
    """Return one request, or raise Absent."""
    found = visible_to(reader, at).select_related(*WITH).filter(pk=request_id).first()
    if found is None:
        raise Absent()
    return found


def open_request(request_id, *, reader, at):
    """Return one request for its page; the reading is noted."""
    found = request(request_id, reader=reader, at=at)
    note(reader, "disclosure", subject_id=found.pk, at=at)
    return found


def request_for_change(request_id, *, reader):
    """Return one request, locked, with the kinds of the steps taken, or raise Absent."""
    found = visible_to(reader).select_for_update(of=("self",)).filter(pk=request_id).first()
    if found is None:
        raise Absent()
    return found, {step.kind: step for step in Step.objects.filter(request=found)}


def person(person_id, *, reader):
    """Return a person whom the reader may know of, or raise Absent."""
    return people.person(person_id, reader)


def latest(*, reader, at, closed=False):
    """Return requests (a queryset), open ones the oldest first, closed ones the newest first, each with its steps."""
    over = Step.objects.filter(kind__in=LAST).values("request")
    found = visible_to(reader, at).select_related(*WITH).prefetch_related("steps")
    if closed:
        return found.filter(pk__in=over).order_by("-received_at", "-pk")
    return found.exclude(pk__in=over).order_by("received_at", "pk")


def steps(found):
    """Return the steps of a request in the order in which they were taken."""
    return list(found.steps.select_related("by", "confirmed_by").order_by("recorded_at", "pk"))


def owed(request_ids):
    """Return {request id: its open duties, by due time} for requests that the reader was given already."""
    found = {}
    for duty in journal_queries.duties().filter(subject_type=SUBJECT, subject_id__in=request_ids):
        found.setdefault(duty.subject_id, []).append(duty)
    return found


def owners(duties):
    """Return {identifier of an officer: name} of whoever owes some duties."""
    return accounts.names({duty.owner_id for duty in duties})


def next_kinds(found, taken):
    """Return the kinds of step that may be taken now."""
    if any(kind in taken for kind in LAST):
        return []
    if Kind.CHECKS not in taken:
        wanted = [Kind.CHECKS]
    elif Kind.DECISION not in taken:
        wanted = [Kind.DECISION] if Kind.FACE_TO_FACE in taken else [Kind.FACE_TO_FACE, Kind.DECISION]
    elif taken[Kind.DECISION].decision == "DISCLOSE":
        wanted = [Kind.DISCLOSED, Kind.NOT_DISCLOSED]
    else:
        wanted = [Kind.NOT_DISCLOSED]
    return [*wanted, *([Kind.WITHDRAWN] if found.route == "ASK" else [])]


def names_a_home(text, found, cases):
    """Say whether a text names a place where one of the two of a request lives, or where one of some cases was."""
    ids = {found.at_risk_id, found.subject_id, *(case.victim_id for case in cases)}
    return people.names_a_home(text, ids, [place for case in cases for place in incidents.places_of(case.pk)])


def names_a_victim(text, found, cases):
    """Say whether a text names the victim of one of some cases, in full or by first name, but for the one at risk."""
    others = [case.victim for case in cases if case.victim.identity_id != found.at_risk.identity_id]
    words = " ".join(text.casefold().split())
    if any(str(each).casefold() in words for each in others if each.given_name and each.family_name):
        return True
    ids = [each.pk for each in others]
    return bool(ids) and people.first_name_in(text, ids, [found.at_risk, found.subject]) is not None


def decision_to_disclose(found):
    """Return the step by which the panel decided that a disclosure is made, or None."""
    return found.steps.filter(kind=Kind.DECISION, decision="DISCLOSE").first()


def to_be_made(taken):
    """Return the same, from the steps that were taken by their kinds."""
    step = taken.get(Kind.DECISION)
    return step if step and step.decision == "DISCLOSE" else None


def who_confirm(decision, *, reader, at):
    """Return as choices who may confirm that what the panel decided cannot be done.

    A supervisor by rank, or somebody who works on disclosures; neither the reader nor whoever wrote down the decision.
    """
    able = dict(accounts.who_may(Permission.DISCLOSURE_WORK, reader=reader, at=at))
    able |= dict(accounts.of_rank("SERGEANT", reader=reader, at=at))
    able.pop(str(reader.pk), None)
    able.pop(str(decision.by_id), None)
    return sorted(able.items(), key=lambda each: each[1].casefold())


def knows_both(officer_id, found, at):
    """Say whether an officer may know of both people of a request."""
    known = people.visible_to(accounts.officer(officer_id), at)
    return known.filter(pk__in=[found.at_risk_id, found.subject_id]).count() == len(
        {found.at_risk_id, found.subject_id}
    )


def people_named(name, *, reader):
    """Return the people of a name as choices: (identifier, name and year of birth)."""
    if not name.strip():
        return []
    return [(str(match.person.pk), label(match.person)) for match in people.find(q=name, reader=reader)]


def label(person):
    """Return a person as one choice."""
    return f"{person}, born {person.born_on:%Y}" if person.born_on else str(person)


def people_of(request_ids):
    """Return {request: the ids of the two people it is about} for the engine's own use."""
    rows = Request.objects.filter(pk__in=request_ids).values_list("pk", "at_risk_id", "subject_id")
    return {pk: {at_risk, subject} for pk, at_risk, subject in rows}
