"""What an officer still holds: asked before a posting ends or a case closes."""

from accounts import queries as accounts
from core import escalation, journal_queries
from core.duties import REASSIGNED
from core.journal import record_many
from core.models import Duty
from incidents import events as incident_events
from incidents import queries as incidents
from law.duties import BY_CODE, RULES

END_WITH_CASE = [rule.code for rule in RULES if incident_events.CASE_CLOSED in rule.void_on]


def cases_held(officer, at):
    """Return the sentence that keeps an officer in post while they own open cases, or None."""
    count = incidents.held_by(officer, at)
    if count:
        return f"{officer} still owns {count} open case{'s' if count > 1 else ''}. Hand them over first."
    return None


def duties_held(officer, at):
    """Return the sentence that keeps an officer in post while they owe something, or None."""
    count = Duty.objects.filter(owner_id=officer.pk, ended_at=None).count()
    if count:
        return f"{officer} still owes {count} dut{'ies' if count > 1 else 'y'}. Reassign them first."
    return None


def duties_left(case_id, at, *, reader):
    """Return (True, words for the duties still open in a case): what the closing rule asks.

    What ends with the case anyway does not hold it open, unless it is late; nor does what is hidden from whoever
    closes it, which its owner goes on to owe.
    """
    owed = Duty.objects.filter(case_id=case_id, ended_at=None).exclude(code__in=END_WITH_CASE, due_at__gte=at)
    codes = journal_queries.known_to(reader, owed).order_by("due_at").values_list("code", flat=True)
    return True, ", ".join(BY_CODE[code].what.lower() for code in list(codes)[:5])


def tell_of_unreachable(at):
    """Let each duty whose owner has left, has no posting or is away be told at once to the first rung of its ladder."""
    return escalation.tell_of_unreachable(accounts.unreachable_at(at), at)


def move_duties(*, giver, to, because_id, by, at):
    """Give every open duty that one officer still owes to another, in the caller's transaction; return how many."""
    held = list(Duty.objects.select_for_update().filter(owner_id=giver.pk, ended_at=None).order_by("pk"))
    rows = [(duty, duty.case_id, {"owner": to.pk, "because": because_id}) for duty in held]
    record_many(REASSIGNED, rows, by=by, at=at)
    return len(held)
