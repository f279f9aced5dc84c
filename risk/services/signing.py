"""The supervisor's decision: sign off exactly what was shown, or send it back. Never one's own."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from incidents import services as incident_services
from law import clocks
from risk import events, policies, queries
from risk.models import Decision
from risk.queries import signing
from risk.sealing import digest
from risk.services import reading, rising
from risk.services.downgrading import end_overtaken, lower_signed, propose_signed
from risk.services.intervals import interval_facts
from risk.states import RANK, DecisionKind


@command
def sign_off_assessment(*, assessment_id, content_hash, grade="", note="", by, at, command_id=None):
    """Sign off a submitted assessment of the own unit; its level becomes that of the case.

    `content_hash` is the hash of the content that was read: another one raises Stale. Without `grade` the
    author's stands; another needs a `note`, and visible high risk is never lowered. One below the author's holds for a
    time: it is reviewed, and the author's returns by itself. Where the level rose after it was handed in, nobody has
    said why it would be lower: that is proposed to a second person with the `note`, and the level stays.
    """
    assessment = queries.for_decision(assessment_id, reader=by)
    allow_sign_off(assessment, by)
    policies.check_supervises(assessment, by=by, content_hash=content_hash)
    policies.check_no_conflict(queries.in_conflict(assessment.case_id, by))
    policies.check_sealed(assessment, digest(assessment))
    grade, note = grade or assessment.grade, note.strip()
    policies.check_sign_off_grade(assessment, grade=grade, note=note)
    unexplained = queries.unexplained(assessment, grade)
    policies.check_explained(unexplained, note=note)

    children, left_out = bool(assessment.child_ids), queries.left_out_in(assessment)
    phoned_in = assessment.typed_by_id is not None
    before = assessment.case.risk_level
    grounds = {
        "grade": grade,
        "authors": assessment.grade,
        "suggested": assessment.suggested_grade,
        "children": children,
        "phoned_in": phoned_in,
        "left_out": left_out,
        "corrected": assessment.corrects_id is not None,
        "lowers": RANK[grade] < RANK[before],
    }
    selected = reading.select(assessment, grounds, at=at)
    assessment.sign_off(grade=grade, by=by, at=at, needs_review=bool(selected.grounds), at_least=unexplained)
    assessment.lock_version += 1
    assessment.save()
    decide(assessment, DecisionKind.SIGNED_OFF, by=by, at=at, grade=grade, reason=note)
    end_overtaken(assessment.case_id, at=at)
    below, until = RANK[grade] < RANK[assessment.grade], lower_signed(assessment, reason=note, by=by, at=at)
    level, holds = queries.current_grade(assessment.case_id), queries.latest_signed_off(assessment.case_id)
    incident_services.set_risk_level(assessment.case_id, level, by=by, at=at)
    rose = rising.rises(assessment.case, before, level)

    record(
        events.SIGNED_OFF,
        about=assessment,
        by=by,
        at=at,
        command_id=command_id,
        assessment=assessment.pk,
        author=assessment.author_id,
        grade=grade,
        children=children,
        phoned_in=phoned_in,
        left_out=left_out,
        lowered=bool(unexplained) or RANK[level] < RANK[before],
        level_rose=rose,
        below_author=below,
        until=until,
        needs_review=assessment.needs_review,
        visible_high_risk=assessment.visible_high_risk,
        dated=clocks.london_day(assessment.assessed_at),
        # Of a bare day nobody knows the hour, and none is made of it.
        assessed_at=None if assessment.assessed_day_only else assessment.assessed_at,
        level=level,
        **interval_facts(holds, level, since=holds.assessed_at, at=at),
    )
    if unexplained:
        propose_signed(assessment, level=level, reason=note, by=by, at=at)
    rising.follow(assessment.case_id, rose, by=by, at=at)
    return assessment


@command
def return_assessment(*, assessment_id, reason, content_hash=None, by, at, command_id=None):
    """Send a submitted assessment back to its author with a reason; the author may change and submit it again."""
    assessment = queries.for_decision(assessment_id, reader=by)
    allow_sign_off(assessment, by)
    shown = assessment.content_hash if content_hash is None else content_hash
    policies.check_supervises(assessment, by=by, content_hash=shown)
    policies.check_no_conflict(queries.in_conflict(assessment.case_id, by))
    if not reason.strip():
        raise Refused("Say what is missing or wrong, so that the author can put it right.", "reason")

    assessment.send_back(reason.strip())
    assessment.lock_version += 1
    assessment.save()
    decide(assessment, DecisionKind.RETURNED, by=by, at=at, reason=reason.strip())

    record(
        events.RETURNED,
        about=assessment,
        by=by,
        at=at,
        command_id=command_id,
        assessment=assessment.pk,
        author=assessment.author_id,
        to=assessment.author_id,
        level=assessment.case.risk_level,
    )
    return assessment


def allow_sign_off(assessment, by):
    """Raise Refused unless `by` supervises the unit of the case, or owes this because nobody there may."""
    allow(by, Permission.RISK_SIGN_OFF, None if signing.owes(assessment, by) else assessment.case)


def decide(assessment, kind, *, by, at, grade="", reason=""):
    """Keep the decision as a row that never changes, with the content it was about."""
    return Decision.objects.create(
        assessment=assessment,
        kind=kind,
        by=by,
        at=at,
        grade=grade,
        reason=reason,
        content_hash=assessment.content_hash,
    )
