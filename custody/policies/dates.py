"""May a day to come be so? Each check raises Refused with the sentence."""

from datetime import date, datetime

from core.errors import Refused
from law import clocks


def check_release_date(details, effective_at):
    """Refuse a date of release that had passed when it was named."""
    release_on, named_on = details.get("release_on"), clocks.london_day(effective_at)
    if release_on and date.fromisoformat(release_on) < named_on:
        raise Refused(
            "This day had passed when the date was named. Check the date; if he is out, record that he was released.",
            "release_on",
        )


def check_hearing_date(details, effective_at):
    """Refuse a hearing on a day that had passed when it was listed."""
    hearing_at, listed_on = details.get("hearing_at"), clocks.london_day(effective_at)
    if hearing_at and clocks.london_day(datetime.fromisoformat(hearing_at)) < listed_on:
        raise Refused(
            "This day had passed when the hearing was listed. Check both; if it took place, record what the court did.",
            "hearing_at",
        )
