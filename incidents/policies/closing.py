"""May an incident lose its qualifier, have its crime recorded, or be opened again now?"""

import re

from core.errors import Refused
from law import offences

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


def check_crime(code, words, why_not_listed, day):
    """Refuse a crime without its offence, one that was none on the day, and words without why the list does not do."""
    if not code and not words.strip():
        raise Refused("Choose which offence was recorded, or say it in words.", "offence_code")
    if code and words.strip():
        raise Refused("Choose the offence from the list or say it in words, not both.", "offence")
    if code:
        check_offence(code, day)
    elif not why_not_listed.strip():
        raise Refused("Say why no offence of the list fits.", "why_not_listed")


def check_offence(code, day):
    """Refuse an offence that is not on the list, or was none on the day on which it happened."""
    offence = offences.BY_CODE.get(code)
    if offence is None:
        raise Refused("This offence is not on the list. Choose from the list, or say it in words.", "offence_code")
    if not offence.is_one_on(day):
        when = f"since {offence.since:%-d %B %Y}" if offence.since and day < offence.since else "no longer on that day"
        raise Refused(
            f"{offence.title} is an offence {when}, and this happened on {day:%-d %B %Y}. "
            "Choose what was the law then.",
            "offence_code",
        )


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
