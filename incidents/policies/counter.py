"""May somebody be signed to be the primary aggressor, or a supervisor's check be recorded now?"""

from core.errors import Refused


def check_can_sign(rationale):
    """Refuse a decision without what was weighed."""
    if not rationale.strip():
        raise Refused("Say what you weighed and why: this decides who is protected.", "rationale")


def check_can_check(decision, by, reason):
    """Refuse to check what is not signed, checked already or one's own, or without a reason."""
    if decision is None or decision.upheld is False:
        raise Refused("Nobody has signed yet who the primary aggressor is. There is nothing to look at.")
    if decision.upheld:
        raise Refused("A supervisor has looked at this already. Whoever sees it otherwise signs anew, with the reason.")
    if decision.signed_by_id == by.pk:
        raise Refused("You signed this yourself. Another supervisor must look at it.")
    if not reason.strip():
        raise Refused("Say why, so that whoever signed can read it.", "reason")
