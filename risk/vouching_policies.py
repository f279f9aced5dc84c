"""May what was typed for an officer be confirmed, or said not to be theirs? Each check raises Refused, with why."""

from core.errors import Refused
from risk.states import State


def check_can_confirm(assessment, *, author, in_place):
    """Refuse to confirm for somebody else, unless they are gone, and what nobody typed or was confirmed before."""
    if assessment.typed_by_id is None or not (author or in_place):
        raise Refused("Only an author whose answers were typed by somebody else confirms an assessment.")
    if assessment.state not in (State.SUBMITTED, State.SIGNED_OFF) or assessment.confirmed_at:
        raise Refused("There is nothing to confirm: it is not submitted, or it was confirmed before.")


def check_checked(checked, *, author):
    """Refuse a confirmation in the place of the author that does not say what it was checked against."""
    if not (author or checked):
        raise Refused(
            "You did not ask these questions. Say against what you checked the answers, such as the officer's notebook "
            "or a recording; where there is nothing, assess the risk anew.",
            "checked",
        )


def check_can_disown(assessment, *, by, reason):
    """Refuse by anybody but the author, of what nobody typed or was confirmed or ended before, or without a reason."""
    if assessment.typed_by_id is None or by.pk != assessment.author_id:
        raise Refused("Only an author whose answers were typed by somebody else says that they are not theirs.")
    if assessment.confirmed_at:
        raise Refused("You confirmed these answers. Correct the assessment if something in it is wrong.")
    if assessment.state not in (State.SUBMITTED, State.SIGNED_OFF):
        raise Refused("It is not submitted, or went back before. Open it again to see where it stands.")
    if assessment.case.state != "OPEN":
        raise Refused("This case is closed. Reopen it first.")
    if not reason.strip():
        raise Refused("Say what is wrong, so that whoever typed it can put it right.", "reason")
