"""A dispute about a risk grade: raised with reasons, decided by an arbiter who is neither party, read by both."""

from accounts.permissions import Permission, allow
from core.access import levels_kept_from
from core.journal import command, record
from incidents import queries as incidents
from incidents import services as incident_services
from risk import events, policies, queries, reading_policies
from risk.models import GradeDispute
from risk.queries import disputes, parts
from risk.queries import reading as sealed
from risk.services import rising
from risk.services.intervals import interval_facts
from risk.services.reviewing import settle
from risk.states import RANK


@command
def dispute_grade(*, case_id, wanted, reasons, for_agency="", by, at, command_id=None):
    """Say that another grade than the one that stands is right, for oneself or for a partner agency, and why.

    Of the two the higher holds from now on, until an arbiter has decided. Returns the GradeDispute.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.RISK_DISPUTE, case)
    assessment = queries.latest_signed_off(case.pk)
    stands = queries.current_grade(case.pk)
    reading_policies.check_can_dispute(
        case, assessment, sealed=bool(assessment and sealed.sealed(assessment)), waiting=disputes.open_dispute(case.pk)
    )
    reading_policies.check_dispute(stands, wanted=wanted, reasons=reasons)

    dispute = GradeDispute.objects.create(
        case=case,
        assessment=assessment,
        stands=stands,
        wanted=wanted,
        reasons=reasons.strip(),
        for_agency=for_agency.strip(),
        raised_at=at,
        raised_by=by,
        grader_id=queries.grader_of(assessment),
    )
    level = queries.current_grade(case.pk)
    incident_services.set_risk_level(case.pk, level, by=by, at=at)
    rose = rising.rises(case, stands, level)

    record(
        events.GRADE_DISPUTED,
        about=dispute,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        stands=stands,
        wanted=wanted,
        parties=[by.pk, dispute.grader_id, assessment.author_id],
        raised=level != stands,
        level_rose=rose,
        children=bool(assessment.child_ids),
        level=level,
        **(interval_facts(assessment, level, since=at, at=at) if level != stands else {}),
    )
    rising.follow(case.pk, rose, by=by, at=at)
    return dispute


@command
def decide_dispute(*, dispute_id, grade, reasons, by, at, command_id=None):
    """Decide, as neither party, which grade holds, and both are to read why.

    Lower than what was signed off and reviewed, it needs a party who was for it, or else a second person.
    """
    dispute = disputes.dispute_for_change(dispute_id, reader=by)
    allow(by, Permission.RISK_ARBITRATE, dispute.case)
    assessment = queries.latest_signed_off(dispute.case_id)
    policies.check_no_conflict(queries.in_conflict(dispute.case_id, by))
    reading_policies.check_can_decide_dispute(dispute, by=by, parties=parts.parties(dispute, assessment))
    reading_policies.check_read_once(sealed.sealed(assessment))
    policies.check_review(assessment, grade=grade, reasons=reasons.strip())

    dispute.decided, dispute.decision_reasons = grade, reasons.strip()
    dispute.decided_at, dispute.decided_by = at, by
    dispute.save()
    close = parts.conflicted_in(dispute.case_id)
    for_it = RANK[dispute.wanted] <= RANK[grade] and dispute.raised_by_id not in close
    first = dispute.raised_by if for_it else None
    settle(assessment, grade, reasons, [], by=by, at=at, first=first)

    record(
        events.DISPUTE_DECIDED,
        about=dispute,
        case_id=dispute.case_id,
        by=by,
        at=at,
        command_id=command_id,
        owner=dispute.raised_by_id,
        to=dispute.grader_id,
        grade=grade,
        level=queries.current_grade(dispute.case_id),
    )
    return dispute


@command
def read_dispute(*, dispute_id, by, at, command_id=None):
    """Say, as one of the two parties or in their place, that one has read how the dispute was decided."""
    dispute = disputes.dispute_for_change(dispute_id, reader=by)
    allow(by, Permission.CASE_READ, dispute.case)
    sides = disputes.sides_to_read(dispute, by)
    reading_policies.check_can_read_dispute(dispute, sides, withheld=dispute.case_id in levels_kept_from(by))

    for side in sides:
        record(
            events.DISPUTE_READ,
            about=dispute,
            case_id=dispute.case_id,
            by=by,
            at=at,
            command_id=command_id,
            side=side,
        )
        command_id = None
    return dispute
