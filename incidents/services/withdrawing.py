"""Ending the duty to review a flag that rests on nothing any more."""

from core.journal import record
from core.models import Duty
from incidents import events, queries


def withdraw(person_id, code, by, at, *, decided=False):
    """Record that a flag, told since records were found to be one person or by a decision, rests on nothing any more.

    A flag that a report raised itself ends only where it was `decided` what counts. The entry does not say so: not
    everybody who may know of this case may know of the case that it was decided about.
    """
    told = {"opened_by__facts__person": str(person_id)} | ({} if decided else {"opened_by__facts__identity": True})
    for duty in Duty.objects.filter(code=f"REVIEW_FLAG_{code}", ended_at=None, **told).order_by("pk"):
        case = queries.case_of_entry(duty.case_id)
        record(events.FLAG_WITHDRAWN, about=case, case_id=case.pk, by=by, at=at, flag=code, person=person_id)
