"""Who decides: a supervisor of the unit signs off, or whoever owes it because nobody of the unit may."""

from accounts.permissions import Permission, may, scope_of
from core.models import Duty
from risk.queries.assessments import visible_to
from risk.queries.waiting import PAGE, shown_of
from risk.states import State

SIGN_OFF = ("SUPERVISE_ASSESSMENT", "SUPERVISE_CORRECTED", "SUPERVISE_BY_ANOTHER")
DECIDE = (Permission.RISK_SIGN_OFF, Permission.RISK_REVIEW, Permission.RISK_ARBITRATE)


def owes(assessment_row, officer):
    """Say whether an officer owes the sign-off of an assessment."""
    found = Duty.objects.filter(subject_id=assessment_row.pk, code__in=SIGN_OFF, owner_id=officer.pk, ended_at=None)
    return found.exists()


def may_sign_off(assessment_row, officer):
    """Say whether an officer may sign off an assessment as a supervisor of its unit, or because they owe it."""
    if may(officer, Permission.RISK_SIGN_OFF, assessment_row.case) is None:
        return True
    return scope_of(officer, Permission.RISK_SIGN_OFF) is not None and owes(assessment_row, officer)


def decides(assessment_row, officer):
    """Say whether an officer decides about the risk in the case of an assessment, and so may be too close to it."""
    by_role = any(may(officer, permission, assessment_row.case) is None for permission in DECIDE)
    return by_role or assessment_row.state == State.SUBMITTED and may_sign_off(assessment_row, officer)


def waiting_elsewhere(reader):
    """Return a page of what a supervisor owes to sign off for a unit where nobody may, and one more if there is more.

    The gravest first, then the oldest.
    """
    if scope_of(reader, Permission.RISK_SIGN_OFF) is None:
        return []
    owed = Duty.objects.filter(code__in=SIGN_OFF, owner_id=reader.pk, ended_at=None)
    if not (subjects := list(owed.values_list("subject_id", flat=True))):
        return []
    found = visible_to(reader).filter(pk__in=subjects, state=State.SUBMITTED)
    found = found.exclude(case__unit_id=reader.posting.unit_id).order_by("grade", "submitted_at", "pk")
    return list(shown_of(found, "grade", "submitted_at")[: PAGE + 1])
