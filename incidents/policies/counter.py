"""May somebody be signed to be the primary aggressor, or a supervisor's check be recorded now?"""

from core.errors import Refused


def check_stands(counter):
    """Refuse what is about people who turned out not to be the same two."""
    if counter.ended_at:
        raise Refused("Records were parted since, and these are not the same two people. There is nothing to decide.")


def check_can_sign(counter, rationale):
    """Refuse a decision without what was weighed, or where there is nothing to decide any more."""
    check_stands(counter)
    if not rationale.strip():
        raise Refused("Say what you weighed and why: this decides who is protected.", "rationale")


def check_can_check(counter, decision, by, reason):
    """Refuse to check what is not signed, checked already or one's own, or without a reason."""
    check_stands(counter)
    if decision is None or decision.upheld is False:
        raise Refused("Nobody has signed yet who the primary aggressor is. There is nothing to look at.")
    if decision.upheld:
        raise Refused("A supervisor has looked at this already. Whoever sees it otherwise signs anew, with the reason.")
    if decision.signed_by_id == by.pk:
        raise Refused("You signed this yourself. Another supervisor must look at it.")
    if not reason.strip():
        raise Refused("Say why, so that whoever signed can read it.", "reason")
