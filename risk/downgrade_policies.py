"""May a level be lowered for a time? Each check raises Refused with the sentence."""

from core.errors import Refused
from law import ratchet
from risk.states import DowngradeState, Grade, State


def check_can_propose(assessment, *, level, newer, sealed, live):
    """Refuse where nothing holds that could be lowered, where two read it, and beside another."""
    if assessment.state != State.SIGNED_OFF or newer:
        raise Refused("Only the level of the latest signed-off assessment is lowered. Open that one.")
    if sealed:
        raise Refused("Two specialists read this assessment. Wait until both reads are in.")
    if live:
        raise Refused("This level is lowered already, or that is proposed. Open the case to see it.")
    if not ratchet.lower_than(level):
        raise Refused("There is no lower level than the one that holds.", "grade")


def check_undisputed(dispute):
    """Refuse to lower a level while an arbiter decides about it: the higher one holds until then."""
    if dispute:
        raise Refused("This grade is disputed, and the higher one holds until an arbiter has decided. Wait for that.")


def check_proposal(*, level, grade, reason, until_on, day):
    """Refuse a level that is not lower, no reason, and an end that is not ahead or too far."""
    if grade not in ratchet.lower_than(level):
        raise Refused(f"Choose a level below {Grade(level).label.lower()}, which holds now.", "grade")
    if not reason:
        raise Refused("Say what has changed, and how you know. A second person reads it.", "reason")
    if until_on <= day:
        raise Refused("Give a day that lies ahead: on it the level returns by itself.", "until_on")
    latest = ratchet.latest_end(day)
    if until_on > latest:
        raise Refused(f"The level returns by {latest:%-d %B %Y} at the latest. Give an earlier day.", "until_on")


def check_second_person(downgrade, *, by, conflict):
    """Refuse a decision by who proposed it, who wrote the assessment, or who is close to the case."""
    if by.pk == downgrade.proposed_by_id:
        raise Refused("You proposed this. A second person must agree to it or refuse it.")
    if by.pk in (downgrade.assessment.author_id, downgrade.assessment.typed_by_id):
        raise Refused("You wrote this assessment. Somebody else must decide whether its level is lowered.")
    if conflict:
        raise Refused("You declared that somebody in this case is close to you. Another officer must decide.")


def check_waits(downgrade, *, day):
    """Refuse what no longer waits, or would be over already."""
    if downgrade.state != DowngradeState.PROPOSED:
        words = DowngradeState(downgrade.state).label.lower()
        raise Refused(f"This is not waiting any more: {words}.")
    if not ratchet.holds(downgrade.until_on, day):
        raise Refused("The day on which the level returns has come. Refuse this; it may be proposed anew.")


def check_refusal(note):
    """Refuse a refusal without a reason."""
    if not note:
        raise Refused("Say why the level is not lowered.", "note")
