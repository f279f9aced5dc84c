"""May this be done now to an incident on the live board? Each check raises Refused with the sentence."""

import re

from core.errors import Refused
from incidents.states import Decision, Outcome

CALL_SIGN = re.compile(r"[A-Z0-9][A-Z0-9/-]{0,29}", re.ASCII)


def check_can_acknowledge(incident, hits, *, decision, note, by):
    """Refuse to acknowledge nothing, one's own call, or in no words what no word covers."""
    if not hits:
        raise Refused("Nothing of this waits for a supervisor any more. Look at the board again.", "criteria")
    if incident.calls.filter(taken_by=by).exists():
        raise Refused("You took this call yourself. Another supervisor must look at it.")
    if decision not in Decision.values:
        raise Refused("Choose what you decided.", "decision")
    if decision == Decision.OTHER and not note.strip():
        raise Refused("Say what you decided.", "note")


def call_sign(text):
    """Return a call sign as it is kept, or refuse what is none."""
    found = re.sub(r"\s+", "-", text.strip()).upper()
    if not CALL_SIGN.fullmatch(found):
        raise Refused("A call sign has letters and numbers, such as KA12. Check what you typed.", "unit")
    return found


def check_can_send(watch, unit):
    """Refuse to send a unit to what is finished, or one that is on its way already."""
    if watch.finished_at:
        raise Refused("This incident is closed. Open it again, or log a new call, if somebody needs us there.")
    if watch.dispatches.filter(unit=unit, stood_down_at=None).exists():
        raise Refused(f"{unit} is on its way already.", "unit")


def check_is_on_the_way(sent, unit):
    """Return the unit that is on its way under this call sign, or refuse."""
    found = next((each for each in sent if each.unit == unit), None)
    if found is None:
        raise Refused("This unit is not on its way to this incident. Choose one that is.", "unit")
    return found


def check_can_finish(watch, *, outcome, reason, attended):
    """Refuse to finish twice, as attended where nobody went, or unattended without a reason."""
    if watch.finished_at:
        raise Refused("This incident is closed already.")
    if outcome not in (Outcome.ATTENDED, Outcome.UNATTENDED):
        raise Refused("Say whether somebody went.", "outcome")
    if outcome == Outcome.ATTENDED and not attended:
        raise Refused("Nobody has recorded attending. Have it recorded first, or close it unattended.", "outcome")
    if outcome == Outcome.UNATTENDED and attended:
        raise Refused("Attendance is recorded, so it was attended.", "outcome")
    if outcome == Outcome.UNATTENDED and not reason.strip():
        raise Refused("Say why nobody went. A supervisor will look at it.", "reason")
