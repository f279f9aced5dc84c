"""The checks of a call: made with it, answered by a person, handed over only by acceptance, and passed on."""

from accounts import queries as accounts_queries
from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from incidents import events, queries
from incidents.models import Check
from incidents.policies import checks as policies
from law import checks as law


def list_checks(incident):
    """Make the checks of a domestic incident, in the caller's transaction; return whether there were none before."""
    if not incident.domestic or incident.checks.exists():
        return False
    make_checks(incident)
    return True


def make_checks(incident):
    """Make the checks of a domestic incident that has none."""
    if incident.domestic:
        Check.objects.bulk_create(Check(incident=incident, code=code) for code in law.LIST.codes)


def list_checks_later(incident, *, by, at):
    """Make the checks of an incident that turned out to be domestic after it was logged."""
    if list_checks(incident):
        tell(events.CHECKS_LISTED, incident, about=incident, by=by, at=at, domestic=True)


def tell(event, incident, /, *, about, by, at, command_id=None, **facts):
    """Record an event in every case of the incident."""
    for case_id in queries.case_ids_of(incident):
        record(event, about=about, case_id=case_id, by=by, at=at, command_id=command_id, **facts)
        command_id = None


@command
def answer_checks(*, incident_id, answers, by, at, command_id=None):
    """Answer some checks of an incident; return the incident.

    `answers` is a list of {code, result, note} with, where the page showed an earlier answer, `seen`: when that
    was given (ISO text, empty for none), so that nobody writes over an answer that they have not read.
    """
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.CHECK_ANSWER, incident)
    checks = {check.code: check for check in queries.checks_for_change(incident)}
    policies.check_answers(answers, checks)
    waiting = {code for code, check in checks.items() if not check.result}

    for answer in answers:
        check = checks[answer["code"]]
        check.result, check.note = answer["result"], answer.get("note", "").strip()
        check.done_at, check.done_by = at, by
        check.relayed_at, check.relayed_by, check.relayed_to = None, None, ""
        settle(check, owner=check.owner)

        tell(
            events.CHECK_ANSWERED,
            incident,
            about=check,
            by=by,
            at=at,
            command_id=command_id,
            incident=incident.pk,
            code=check.code,
            result=check.result,
        )
        command_id = None
    if waiting and waiting <= {answer["code"] for answer in answers}:
        tell(events.CHECKS_DONE, incident, about=incident, by=by, at=at)
    return incident


@command
def relay_checks(*, incident_id, to, by, at, command_id=None):
    """Record that every answer not yet passed on was told to the unit; return the incident."""
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.CHECK_ANSWER, incident)
    waiting = [check for check in queries.checks_for_change(incident) if check.result and not check.relayed_at]
    policies.check_can_relay(waiting, to)
    relay(incident, waiting, to=to.strip(), by=by, at=at, command_id=command_id)
    return incident


def relay(incident, checks, *, to, by, at, command_id=None):
    """Write down to whom these answers were passed on."""
    for check in checks:
        check.relayed_at, check.relayed_by, check.relayed_to = at, by, to
        check.save()
    codes = [check.code for check in checks]
    tell(events.CHECKS_RELAYED, incident, about=incident, by=by, at=at, command_id=command_id, codes=codes)


@command
def offer_check(*, check_id, to_id, by, at, command_id=None):
    """Hand one check to another officer: it stays where it is until that officer takes it over."""
    check = queries.check_for_change(check_id, reader=by)
    allow(by, Permission.CHECK_ANSWER, check.incident)
    to = accounts_queries.officer(to_id)
    policies.check_can_offer(check, by=by, to=to)
    if not queries.incidents_visible_to(to, at).filter(pk=check.incident_id).exists():
        raise Refused(f"{to} may not see this incident. Choose somebody else.", "to_id")

    check.offered_to, check.offered_at, check.offered_by = to, at, by
    check.save()

    tell(
        events.CHECK_OFFERED,
        check.incident,
        about=check,
        by=by,
        at=at,
        command_id=command_id,
        incident=check.incident_id,
        code=check.code,
        to=to.pk,
    )
    return check


@command
def accept_check(*, check_id, by, at, command_id=None):
    """Take over a check that was handed over: from now on it is this officer's."""
    check = queries.check_for_change(check_id, reader=by)
    allow(by, Permission.CHECK_ANSWER, check.incident)
    policies.check_offered_to(check, by)

    settle(check, owner=by)

    tell(
        events.CHECK_ACCEPTED,
        check.incident,
        about=check,
        by=by,
        at=at,
        command_id=command_id,
        incident=check.incident_id,
        code=check.code,
        owner=by.pk,
    )
    return check


@command
def refuse_check(*, check_id, reason, by, at, command_id=None):
    """Refuse a check that was handed over, with the reason; it stays with whoever had it."""
    check = queries.check_for_change(check_id, reader=by)
    policies.check_offered_to(check, by)
    if not reason.strip():
        raise Refused("Say why you cannot take this check, so that somebody else can be asked.", "reason")

    settle(check, owner=check.owner)

    tell(
        events.CHECK_REFUSED,
        check.incident,
        about=check,
        by=by,
        at=at,
        command_id=command_id,
        incident=check.incident_id,
        code=check.code,
    )
    return check


def settle(check, *, owner):
    """End the offer of a check and leave it with its owner."""
    check.owner = owner
    check.offered_to = check.offered_at = check.offered_by = None
    check.save()
