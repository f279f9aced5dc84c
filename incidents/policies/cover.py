"""May a case move without an offer? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, lacks, may
from core.errors import Refused
from incidents import queries
from law.handover import unanswered


def check_can_take(cases, to):
    """Refuse to give cases to somebody who may not own one."""
    if cases and (reason := lacks(to, Permission.CASE_ACCEPT, cases[0])):
        raise Refused(f"{to} cannot own cases: {reason} Choose somebody else.", "deputy_id")
    if queries.is_excluded(to, cases):
        raise Refused(
            f"{to} cannot own all of these cases. Choose somebody else, or move them one by one.", "deputy_id"
        )


def can_take(case, to):
    """Say whether somebody may own a case."""
    return may(to, Permission.CASE_ACCEPT, case) is None and not queries.is_excluded(to, [case])


def check_checklist(answers, must_know):
    """Refuse an offer that leaves out what the next owner must know, without saying why."""
    left = unanswered(answers)
    if left and not must_know.strip():
        words = " ".join(item.question for item in left)
        raise Refused(
            f"Not answered: {words} Answer these, or say under 'anything else' why they cannot be answered.",
            "must_know",
        )


def check_can_move(case, *, owner, to, reason, away):
    """Refuse a move that cannot be: closed, to its owner, to somebody who is not there, or without a reason."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you move it.")
    if owner.pk == to.pk:
        raise Refused(f"{to} owns this case already. Choose somebody else.", "to_id")
    if not to.is_active or to.posting is None or to.posting.force_id != case.force_id or away:
        raise Refused(f"{to} is not on duty in your force now. Choose somebody else.", "to_id")
    if refusal := lacks(to, Permission.CASE_ACCEPT, case):
        raise Refused(f"{to} cannot own cases: {refusal} Choose somebody else.", "to_id")
    if queries.is_excluded(to, [case]):
        raise Refused(f"{to} cannot own this case. Choose somebody else.", "to_id")
    if not reason.strip():
        raise Refused("Say why this case moves without an offer.", "reason")
