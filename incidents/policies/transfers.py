"""May a case go to a force outside this house? Each check raises Refused with the sentence."""

from uuid import UUID

from accounts.permissions import Permission, may
from core.errors import Refused
from law.duties import BY_CODE


def check_not_offered(offer, transfer):
    """Refuse a second offer while one waits, here or elsewhere."""
    if offer:
        raise Refused("This case is already offered. Withdraw that offer first.")
    if transfer:
        raise Refused(f"This case is offered to {transfer.force_name}. Record their answer, or withdraw it first.")


def check_no_transfer(transfer):
    """Refuse to close a case of which another force has been asked and has not answered."""
    if transfer:
        raise Refused(f"{transfer.force_name} has not answered yet. Record their answer, or withdraw the offer first.")


def check_can_send(case, *, owner, by, named):
    """Refuse a transfer of a closed case, by somebody else than its owner, or to nobody in particular."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you hand it over.")
    if owner.pk != by.pk:
        raise Refused(f"Only the owner can offer this case. It is owned by {owner}.")
    for value, field, sentence in zip(named, ("force_name", "to_name", "to_role", "reached_by"), NAMED, strict=True):
        if not value.strip():
            raise Refused(sentence, field)


NAMED = (
    "Say which force it goes to.",
    "Name the person who is asked: a force or a mailbox cannot keep her safe.",
    "Say what this person is there: their rank or role, and their team.",
    "Say how they were asked: the telephone number, or the secure address.",
)


def check_may_answer_for(case, *, owner, by):
    """Refuse the answer of another force from anybody but the owner and those who may move cases."""
    if owner is None or owner.pk != by.pk and may(by, Permission.CASE_MOVE, case):
        raise Refused("Only the owner of the case, or a supervisor, can record this answer.")


def check_acceptance(transfer, accepted_by, accepted_at, reference, evidence, *, at):
    """Refuse an acceptance without a name, a time that can be, a reference and a proof."""
    if not accepted_by.strip():
        raise Refused("Name the person who accepted it there.", "accepted_by")
    if accepted_at > at:
        raise Refused("This time is in the future. Give the time at which they accepted.", "accepted_at")
    if accepted_at < transfer.sent_at:
        raise Refused("They cannot have accepted it before they were asked. Check the time.", "accepted_at")
    if not reference.strip():
        raise Refused("Give the reference under which they have it.", "reference")
    if not evidence.strip():
        raise Refused("Say what proves it: where their written acceptance lies, or who else heard it.", "evidence")


def check_stays(stays, owed):
    """Return the identifiers of the duties that stay as a set; refuse one that is not owed in this case."""
    wanted = {UUID(str(each)) for each in stays}
    if wanted - {duty.pk for duty in owed}:
        raise Refused("What is owed has changed since this page was opened. Look at the list again.", "stays")
    return wanted


def check_can_finish(*, begun, owed):
    """Refuse to end our part while something is owed here, or where no other force has accepted the case."""
    if not begun:
        raise Refused("No other force has accepted this case, or our part of it has ended already.")
    if owed:
        words = ", ".join(BY_CODE[duty.code].what.lower() for duty in owed[:5])
        raise Refused(f"Still owed here: {words}. Do these first.")


def check_why(reason):
    """Refuse an end without a reason."""
    if not reason.strip():
        raise Refused("Say why, so that the next person knows.", "reason")
