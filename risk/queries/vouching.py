"""What was typed for an officer, or sent back to one who is gone: who answers for it in their place."""

from core.models import Duty
from risk.models import Assessment
from risk.states import State

CONFIRM = "CONFIRM_ASSESSMENT"
PUT_RIGHT = ("REDO_ASSESSMENT", "RETYPE_ASSESSMENT")


def owed(assessment_id, officer_id, *codes):
    """Say whether an officer owes one of some duties about an assessment."""
    found = Duty.objects.filter(subject_id=assessment_id, code__in=codes, owner_id=officer_id, ended_at=None)
    return found.exists()


def owes_confirmation(assessment_row, officer):
    """Say whether an officer owes the confirmation of what was typed, in the place of its author."""
    return owed(assessment_row.pk, officer.pk, CONFIRM)


def writes(assessment_id, officer_id):
    """Say whether an officer is the author or the typist of an assessment, and so may change it."""
    found = Assessment.objects.filter(pk=assessment_id).values_list("author_id", "typed_by_id").first()
    return bool(found) and officer_id in found


def returned_in_place(assessment_row):
    """Return what was sent back to others in the case and whoever made this assessment owes in their place.

    This one was asked after it: an earlier asking does not answer what was sent back.
    """
    makers = {assessment_row.author_id, assessment_row.typed_by_id} - {None}
    duties = Duty.objects.filter(
        case_id=assessment_row.case_id, code__in=PUT_RIGHT, owner_id__in=makers, ended_at=None
    ).values("subject_id")
    found = Assessment.objects.filter(
        pk__in=duties, state=State.RETURNED, assessed_at__lt=assessment_row.assessed_at
    ).exclude(pk=assessment_row.pk)
    return [row for row in found.order_by("pk") if not makers & {row.author_id, row.typed_by_id}]
