"""Reads of disputes about a risk grade."""

from core.errors import Absent
from core.models import Duty
from incidents import queries as incidents
from risk.models import GradeDispute

TO_READ = "READ_DISPUTE_"
WITH = ("case__victim", "case__suspect", "assessment", "raised_by", "grader", "decided_by")


def dispute(dispute_id, *, reader):
    """Return a dispute within the reader's scope, or raise Absent."""
    found = GradeDispute.objects.filter(pk=dispute_id, case__in=incidents.visible_to(reader))
    row = found.select_related(*WITH).first()
    if row is None:
        raise Absent()
    return row


def dispute_for_change(dispute_id, *, reader):
    """Return a dispute, locked after its case, within the reader's scope, or raise Absent."""
    case = incidents.case_for_change(dispute(dispute_id, reader=reader).case_id, reader=reader)
    row = GradeDispute.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=dispute_id)
    row.case = case
    return row


def open_dispute(case_id):
    """Return the dispute of a case that waits for its arbiter, or None."""
    return GradeDispute.objects.filter(case_id=case_id, decided_at=None).select_related("raised_by", "grader").first()


def disputes_of(case_id):
    """Return every dispute of a case, newest first."""
    found = GradeDispute.objects.filter(case_id=case_id).select_related("raised_by", "grader", "decided_by")
    return list(found.order_by("-raised_at", "-pk"))


def sides_to_read(dispute_row, officer):
    """Return the sides, RAISED and GRADED, for which an officer owes to read how a dispute was decided."""
    found = Duty.objects.filter(
        case_id=dispute_row.case_id,
        subject_id=dispute_row.pk,
        code__startswith=TO_READ,
        owner_id=officer.pk,
        ended_at=None,
    )
    return [code.removeprefix(TO_READ) for code in found.order_by("code").values_list("code", flat=True)]
