"""May the grade of this call be changed, or be left as it is?"""

from accounts.permissions import Permission, may
from core.errors import Refused
from incidents.states import URGENCY


def check_not_lowered(before, grade, *, note, by, about):
    """Refuse a lower grade than the one that holds, but for a supervisor who says why."""
    if not (before and grade) or URGENCY[grade] <= URGENCY[before]:
        return
    if may(by, Permission.CALL_DOWNGRADE, about):
        raise Refused(
            "Only a control room supervisor can lower a grade, with a reason. "
            "Leave it as it is, or ask your supervisor to look at this call.",
            "grade",
        )
    if not note.strip():
        raise Refused("Say why this call is graded lower than before.", "note")


def check_looked_at_again(numbers):
    """Refuse to end anything while the grade of a call that was cut off was not looked at again."""
    if numbers:
        raise Refused(
            f"The call was cut off, and its grade was not looked at again: {', '.join(numbers)}. "
            "Open the incident, look at the grade, and keep or change it."
        )
