"""Who must not decide about a risk: whoever had a part in what is decided, and who is close to somebody in the case.

One place for the policies that refuse, and for the desk that names who owes a decision.
"""

from django.utils import timezone

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission
from incidents import queries as incidents
from risk.models import Assessment, Conflict, Downgrade, GradeDispute, Read
from risk.queries.assessments import latest_signed_off

ASSESSMENT, DOWNGRADE, DISPUTE = (each._meta.label_lower for each in (Assessment, Downgrade, GradeDispute))


def conflicted_in(case_id):
    """Return the ids of the officers who declared that somebody in a case is close to them."""
    return set(Conflict.objects.filter(case_id=case_id).values_list("officer_id", flat=True))


def conflicts_in(case_ids):
    """Return {case: ids of the officers who declared that somebody in it is close to them}, read once for many."""
    found = {}
    for case_id, officer_id in Conflict.objects.filter(case__in=case_ids).values_list("case_id", "officer_id"):
        found.setdefault(case_id, set()).add(officer_id)
    return found


def writers(assessment_row):
    """Return the ids of whoever wrote an assessment: its author and who typed it."""
    return {assessment_row.author_id, assessment_row.typed_by_id} - {None}


def readers(assessment_id):
    """Return the ids of the specialists whose reads of an assessment are in."""
    return set(Read.objects.filter(selection__assessment_id=assessment_id).values_list("reader_id", flat=True))


def parties(dispute_row, assessment_row):
    """Return the ids of whoever has a part in a dispute: both sides, and who wrote or signed what it is about."""
    found = {dispute_row.raised_by_id, dispute_row.grader_id}
    for each in (dispute_row.assessment, assessment_row):
        found |= writers(each) | {each.signed_off_by_id}
    return found - {None}


def of_sign_off(subject_id, case_id):
    """Return who does not sign off an assessment."""
    return writers(Assessment.objects.get(pk=subject_id))


def of_review(subject_id, case_id):
    """Return who does not review the assessment that holds in a case."""
    return writers(latest_signed_off(case_id) or Assessment.objects.get(pk=subject_id))


def of_second_read(subject_id, case_id):
    """Return who does not read an assessment as the second."""
    return writers(Assessment.objects.get(pk=subject_id)) | readers(subject_id)


def of_arbitration(subject_id, case_id):
    """Return who does not decide as an arbiter: between two reads, in a dispute, or about a lower level."""
    if found := GradeDispute.objects.filter(pk=subject_id).select_related("assessment").first():
        return parties(found, latest_signed_off(case_id) or found.assessment)
    if found := Downgrade.objects.filter(pk=subject_id).select_related("assessment").first():
        return writers(found.assessment) | {found.proposed_by_id}
    return of_second_read(subject_id, case_id)


def of_confirmation(subject_id, case_id):
    """Return who does not confirm what was typed in the place of its author: whoever typed it."""
    return {Assessment.objects.get(pk=subject_id).typed_by_id} - {None}


def of_reading_a_dispute(subject_id, case_id):
    """Return who does not read in the place of a side how a dispute was decided: both sides."""
    found = GradeDispute.objects.get(pk=subject_id)
    return {found.raised_by_id, found.grader_id}


PARTS = {
    "confirmer": of_confirmation,
    "side": of_reading_a_dispute,
    "signer": of_sign_off,
    "reviewer": of_review,
    "second_reader": of_second_read,
    "arbiter": of_arbitration,
}
KINDS = (ASSESSMENT, DOWNGRADE, DISPUTE)


def taking_part(owed_by, subject_type, subject_id, case_id):
    """Return the ids of the officers who do not decide what an owner rule asks for, about a subject in a case."""
    return part_in(owed_by, subject_type, subject_id, case_id) | conflicted_in(case_id)


def part_in(owed_by, subject_type, subject_id, case_id):
    """Return the ids of those who had a part in what an owner rule asks for, whoever is close to the case."""
    return PARTS[owed_by](subject_id, case_id) if subject_type in KINDS else set()


def second_reader(assessment_row, at=None, *, without=None):
    """Return a specialist on duty who may read an assessment besides those who did, or None; not `without` somebody."""
    at = at or timezone.now()
    roles = [role for role, grants in ROLES.items() if Permission.RISK_REVIEW in grants]
    case = assessment_row.case
    out = of_second_read(assessment_row.pk, case.pk) | conflicted_in(case.pk) | {without} - {None}
    there = accounts.on_duty(case.force_id, at=at, roles=roles).exclude(pk__in=out)
    return next((each for each in there if incidents.visible_to(each, at).filter(pk=case.pk).exists()), None)
