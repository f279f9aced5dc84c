"""May this check be answered, handed over or passed on now?"""

from accounts.permissions import Permission, lacks
from core.errors import Refused, Stale
from incidents.states import CheckResult
from law.checks import TITLES


def check_answers(answers, checks):
    """Refuse no answers at all, one of a check that is not on the list, one without words, one over an unread one."""
    if not answers:
        raise Refused("Answer at least one check: nothing found, something found, or why it could not be made.")
    for answer in answers:
        code, title = answer["code"], TITLES.get(answer["code"], answer["code"])
        if code not in checks:
            raise Refused("This incident has no such check. Open its list of checks again.", "code")
        if answer["result"] != CheckResult.NOTHING and not answer.get("note", "").strip():
            wanted = "why it could not be made" if answer["result"] == CheckResult.NOT_POSSIBLE else "what was found"
            raise Refused(f"{title}: say {wanted}.", f"note_{code}")
        check_seen(checks[code], answer.get("seen"), title, answer)


def check_seen(check, seen, title, answer):
    """Refuse to write over an answer that was given after the page was opened."""
    now = check.done_at.isoformat() if check.done_at else ""
    if seen is not None and seen != now:
        raise Stale(
            f"{title}: {check.done_by or 'somebody'} has answered this meanwhile. Read that answer, then answer again.",
            {title: (f"{check.get_result_display()} {check.note}".strip(), answer.get("note", ""))},
        )


def check_can_relay(waiting, to):
    """Refuse to pass on nothing, or to nobody."""
    if not waiting:
        raise Refused("Every answer was passed on already. Answer a check first.")
    if not to.strip():
        raise Refused("Say which unit or officer you told.", "to")


def check_can_offer(check, *, by, to):
    """Refuse to hand over what is answered, already offered, or offered to somebody who cannot do it."""
    if check.result:
        raise Refused("This check is answered. There is nothing to hand over.")
    if check.offered_to_id:
        raise Refused(f"This check is already offered to {check.offered_to}. Wait for the answer.")
    if to.pk in (by.pk, check.owner_id):
        raise Refused("Choose somebody else: this check is theirs already.", "to_id")
    if not to.is_active or to.posting is None or to.posting.force_id != check.incident.force_id:
        raise Refused("This officer has no posting in your force now. Choose somebody else.", "to_id")
    if reason := lacks(to, Permission.CHECK_ANSWER, check.incident):
        raise Refused(f"{to} cannot take a check: {reason} Choose somebody else.", "to_id")


def check_offered_to(check, by):
    """Refuse an answer to an offer that is not there or was made to somebody else."""
    if check.offered_to_id != by.pk:
        raise Refused("This check is not offered to you. Open the list of checks to see who has it.")
