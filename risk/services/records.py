"""Assessments that are known only from an older record: that one was made, its level, and who made it."""

from django.db import transaction

from risk import queries
from risk.services.signing import sign_off_assessment
from risk.services.submitting import hand_in
from risk.services.writing import start_assessment, write
from risk.states import POLICE, Source, Value

UNKNOWN_REASONS = "Copied from an older record, which gives no reasons."


@transaction.atomic
def assess_from_record(*, case_id, level, assessed_on, instrument=POLICE, reasons="", author, supervisor, at):
    """Enter an assessment of which a record tells only the level: every question counts as not asked.

    It is started, submitted and signed off by two different officers through the same checks as any
    other. `assessed_on` is its London day.
    """
    assessment = start_assessment(case_id=case_id, instrument=instrument, assessed_on=assessed_on, by=author, at=at)
    assessment.from_record = True
    known = queries.question_set_of(assessment).items
    write(
        assessment,
        answers={item.code: {"value": Value.NOT_ASKED, "source": Source.RECORDS} for item in known},
    )
    hand_in(
        assessment,
        grade=level,
        reasons=reasons.strip() or UNKNOWN_REASONS,
        assessed_at=assessed_on,
        by=author,
        at=at,
    )
    return sign_off_assessment(assessment_id=assessment.pk, content_hash=assessment.content_hash, by=supervisor, at=at)
