"""An officer says that somebody is near to them: what they owe about that person in no case goes to somebody else."""

from core.duties import REASSIGNED
from core.journal import record
from core.models import Duty
from dacase import leaving, near


def tie_declared(officer, *, by, at):
    """Give to others what an officer owes in no case about somebody near to them, in the caller's transaction.

    It goes to whom its rule names without them, else to an inspector; where nobody else is there, it stays.
    """
    held = Duty.objects.select_for_update(of=("self",)).select_related("opened_by")
    held = held.filter(owner_id=officer.pk, case_id=None, ended_at=None, subject_type__in=near.PEOPLE_OF)
    for duty in near.near_to(officer, list(held.order_by("pk"))):
        if owner := leaving.other_owner(duty, officer, officer, at):
            record(REASSIGNED, about=duty, by=by, at=at, duty=duty.code, owner=owner)
