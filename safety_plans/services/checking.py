"""Looking whether what was recorded as done is really in place."""

from accounts.permissions import Permission, allow
from core.journal import command
from safety_plans import events, policies, queries
from safety_plans.services.answering import tell


@command
def check_measure(*, measure_id, in_place, note, by, at, command_id=None):
    """Record that somebody other than its owner looked at a measure that was recorded as done.

    One that is not in place is owed again, by its owner, within the time of the duty that this opens.
    """
    case, measure = queries.measure_for_change(measure_id, reader=by)
    allow(by, Permission.MEASURE_CHECK, case)
    policies.check_can_check(measure, by=by, note=note)

    measure.check_in_place(in_place=in_place, note=note.strip(), by=by, at=at)
    measure.save()

    event = events.MEASURE_CHECKED if in_place else events.MEASURE_FOUND_MISSING
    tell(event, measure, case, by=by, at=at, command_id=command_id)
    return measure
