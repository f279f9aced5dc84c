"""May an incident lose its qualifier, have its crime recorded, or be opened again now?"""

import re

from core.errors import Refused

NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/-]{3,39}", re.ASCII)


def check_doubt(incident, waiting, reasons):
    """Refuse a doubt about what is not domestic, beside one that waits, or without a reason against each element."""
    if not incident.domestic:
        raise Refused("This incident has no domestic-abuse qualifier. There is nothing to take away.")
    if waiting:
        raise Refused("Somebody else has asked for this already. It waits for a second person's decision.")
    for field, title in (("age", "age"), ("connection", "connection"), ("behaviour", "behaviour")):
        if not reasons[field].strip():
            raise Refused(f"Say what speaks about the {title}: each of the three elements needs its reason.", field)


def check_decision(doubt, by, reason):
    """Refuse to decide on one's own wish, on what nobody has asked for, or without a reason."""
    if doubt is None:
        raise Refused("Nobody has asked for this, or it is decided already. Open the incident again.")
    if doubt.raised_by_id == by.pk:
        raise Refused("You asked for this yourself. Somebody else must decide.")
    if not reason.strip():
        raise Refused("Say why, so that whoever asked can read it.", "reason")


def crime_number(text):
    """Return a crime number as it is kept, or refuse what is none."""
    found = re.sub(r"\s+", "", text).upper()
    if not NUMBER.fullmatch(found):
        raise Refused("A crime number has at least four letters and numbers, such as 46/12345/26.", "number")
    return found


def check_crime(offence):
    """Refuse a crime without its offence."""
    if not offence.strip():
        raise Refused("Say which offence was recorded.", "offence")


def check_no_crime(reason):
    """Refuse that there is no crime without saying why."""
    if not reason.strip():
        raise Refused("Give the crime number, or say why no crime was recorded.", "number")


def check_can_reopen(watch, reason):
    """Refuse to open again what is not finished, or without a reason."""
    if watch.finished_at is None:
        raise Refused("This incident is not closed. There is nothing to open again.")
    if not reason.strip():
        raise Refused("Say why it is opened again.", "reason")
