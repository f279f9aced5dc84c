"""What goes on beneath a new matter: bail of the court, remand, a sentence and a licence end by what ends them alone.

Somebody on court bail is arrested for something else and let go without further action: the bail goes on, with its
conditions. So what an arrest covers is kept beneath it, and stands again when the new matter is over.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from custody.states import IN_CUSTODY, ON_BAIL, Status

LICENCE = (Status.TEMPORARY_RELEASE, Status.HOME_DETENTION_CURFEW, Status.ON_LICENCE)
IN_PRISON = (Status.SENTENCED_CUSTODY, Status.RECALLED, Status.HOSPITAL_ORDER)
AT_LIBERTY = (*LICENCE, Status.SENTENCED_COMMUNITY, Status.SENTENCED_SUSPENDED, Status.SENTENCED_OTHER)
SENTENCE = (*IN_PRISON, *AT_LIBERTY)
BEFORE_COURT = (Status.CHARGED_COURT_BAIL, Status.CHARGED_REMANDED, Status.CONVICTED_AWAITING)
GOES_ON = (*SENTENCE, *BEFORE_COURT)
"""No decision about another matter ends these."""
# He stays where he is when he is asked about something else.
STAYS = (*IN_CUSTODY, *ON_BAIL, *GOES_ON, Status.CHARGED_UNCONDITIONAL)
# Where a licence that has ended was not what he stood in.
NOT_ON_LICENCE = (*ON_BAIL, Status.WANTED, Status.ARRESTED, Status.CHARGED_UNCONDITIONAL, *BEFORE_COURT)


@dataclass(frozen=True)
class Beneath:
    """Where the suspect stands in an earlier matter that goes on."""

    status: str
    since: datetime | None
    from_event: Any
    conditions: tuple
    bail_ends_on: date | None
    bail_event: Any
    remanded: bool
    charged: bool


NAMES = tuple(Beneath.__dataclass_fields__)


def kept(now):
    """Return what goes on when another matter begins: where he stands, or what went on beneath that already."""
    return Beneath(**{name: getattr(now, name) for name in NAMES}) if now.status in GOES_ON else now.beneath


def only(found, statuses):
    """Return what goes on where it is one of these, else None."""
    return found if found and found.status in statuses else None


def back(now, **changes):
    """Return the position in which what went on beneath stands again."""
    again = {name: getattr(now.beneath, name) for name in NAMES}
    return replace(now, **(again | {"beneath": None} | changes))
