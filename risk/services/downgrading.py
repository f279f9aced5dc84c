"""Lowering a level for a time: one proposes, a second person agrees, and on its day the level returns by itself."""

from django.db import transaction

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import queries as incidents
from incidents import services as incident_services
from law import clocks, ratchet
from risk import downgrade_policies as checks
from risk import events, policies, queries
from risk.models import Downgrade
from risk.queries import disputes, downgrading, reading
from risk.services import rising
from risk.services.intervals import interval_facts
from risk.states import RANK, DowngradeState


@command
def propose_downgrade(*, assessment_id, grade, reason, until_on, by, at, command_id=None):
    """Propose a lower level than the one that holds, until a day; nothing changes before a second person agrees."""
    assessment = queries.for_decision(assessment_id, reader=by)
    allow(by, Permission.RISK_REVIEW, assessment.case)
    level = queries.current_grade(assessment.case_id)
    policies.check_no_conflict(queries.in_conflict(assessment.case_id, by))
    checks.check_can_propose(
        assessment,
        level=level,
        newer=queries.is_overtaken(assessment),
        sealed=reading.sealed(assessment),
        live=downgrading.live(assessment.case_id),
    )
    checks.check_proposal(level=level, grade=grade, reason=reason.strip(), until_on=until_on, day=clocks.london_day(at))

    downgrade = Downgrade.objects.create(
        case=assessment.case,
        assessment=assessment,
        before=level,
        grade=grade,
        reason=reason.strip(),
        until_on=until_on,
        proposed_by=by,
        proposed_at=at,
    )

    tell(events.DOWNGRADE_PROPOSED, downgrade, by=by, at=at, command_id=command_id, level=level)
    return downgrade


def lower_after(review, *, level, first, at):
    """Propose the lower grade of a review for the longest time there is; agreed to where two people were for it."""
    downgrade = Downgrade.objects.create(
        case_id=review.assessment.case_id,
        assessment=review.assessment,
        before=level,
        grade=review.grade,
        reason=review.reasons,
        until_on=ratchet.latest_end(clocks.london_day(at)),
        proposed_by=first or review.reviewer,
        proposed_at=at,
    )
    tell(events.DOWNGRADE_PROPOSED, downgrade, by=downgrade.proposed_by, at=at, level=level)
    if first:
        let_hold(downgrade, note="", by=review.reviewer, at=at)


def lower_signed(assessment, *, reason, by, at):
    """Let the grade of a supervisor below the author's hold for the longest time there is; return its day, or None.

    The author and the supervisor are the two people. Nothing is lowered where the level of the case is another than
    the author's grade: something newer, or still disputed, decides it.
    """
    signed, authors = assessment.signed_off_grade, assessment.grade
    level = queries.current_grade(assessment.case_id)
    if RANK[signed] >= RANK[authors] or level != authors or queries.is_overtaken(assessment):
        return None
    downgrade = Downgrade.objects.create(
        case=assessment.case,
        assessment=assessment,
        state=DowngradeState.AGREED,
        before=authors,
        grade=signed,
        reason=reason,
        until_on=ratchet.latest_end(clocks.london_day(at)),
        proposed_by=by,
        proposed_at=at,
        decided_by=by,
        decided_at=at,
        with_sign_off=True,
    )
    return downgrade.until_on


def propose_signed(assessment, *, level, reason, by, at):
    """Propose what a supervisor signed, lower than the level that holds, for the longest time there is."""
    downgrade = Downgrade.objects.create(
        case=assessment.case,
        assessment=assessment,
        before=level,
        grade=assessment.signed_off_grade,
        reason=reason,
        until_on=ratchet.latest_end(clocks.london_day(at)),
        proposed_by=by,
        proposed_at=at,
    )
    tell(events.DOWNGRADE_PROPOSED, downgrade, by=by, at=at, level=level)


def signed_as_low(assessment, grade, *, by):
    """Return the supervisor whose lower sign-off holds or waits, where a reviewer finds no less; else None."""
    live = downgrading.live(assessment.case_id)
    signed = live and live.assessment_id == assessment.pk and live.proposed_by_id == assessment.signed_off_by_id
    signed = signed and RANK[live.grade] <= RANK[grade]
    return live.proposed_by if signed and live.proposed_by_id != by.pk else None


@command
def agree_downgrade(*, downgrade_id, note="", by, at, command_id=None):
    """Agree as the second person: the lower level is that of the case until its day."""
    downgrade = to_decide(downgrade_id, by)
    checks.check_waits(downgrade, day=clocks.london_day(at))
    checks.check_undisputed(disputes.open_dispute(downgrade.case_id))

    let_hold(downgrade, note=note.strip(), by=by, at=at, command_id=command_id)
    return downgrade


def let_hold(downgrade, *, note, by, at, command_id=None):
    """Let a lower level hold with the second person who agrees, and say so."""
    downgrade.decide(DowngradeState.AGREED, note=note, by=by, at=at)
    downgrade.save()
    level = queries.current_grade(downgrade.case_id)
    incident_services.set_risk_level(downgrade.case_id, level)
    facts = interval_facts(downgrade.assessment, level, since=at, at=at)
    tell(events.DOWNGRADE_AGREED, downgrade, by=by, at=at, command_id=command_id, level=level, **facts)


@command
def refuse_downgrade(*, downgrade_id, note, by, at, command_id=None):
    """Refuse as the second person, with a reason: the level stays."""
    downgrade = to_decide(downgrade_id, by)
    checks.check_refusal(note.strip())

    downgrade.decide(DowngradeState.REFUSED, note=note.strip(), by=by, at=at)
    downgrade.save()

    tell(events.DOWNGRADE_REFUSED, downgrade, by=by, at=at, command_id=command_id, level=downgrade.before)
    return downgrade


def to_decide(downgrade_id, by):
    """Return a downgrade that this second person may decide, locked."""
    downgrade = downgrading.for_decision(downgrade_id, reader=by)
    allow(by, Permission.RISK_ARBITRATE, downgrade.case)
    conflict = queries.in_conflict(downgrade.case_id, by)
    checks.check_second_person(downgrade, by=by, conflict=conflict)
    return downgrade


def end_overtaken(case_id, *, at):
    """End what waits or holds in a case, because something newer decides; the caller sets the level."""
    downgrade = downgrading.live_for_change(case_id)
    if downgrade:
        end(downgrade, DowngradeState.OVERTAKEN, occurred_at=at, at=at)


def watch_downgrades(at):
    """Let the level return wherever a downgrade has run out; return how many did. Once for each."""
    return sum(run_out(*each, at=at) for each in downgrading.run_out(clocks.london_day(at)))


def case_opened(case, *, by, at):
    """Let the level return in a case that is opened again where it ran out meanwhile, in that very transaction."""
    for each in downgrading.run_out(clocks.london_day(at), case=case) if case.risk_level else ():
        run_out(*each, at=at)
        case.refresh_from_db(fields=["risk_level"])


@transaction.atomic
def run_out(downgrade_id, case_id, *, at):
    """Let the level of one case return; say whether that was still to be done."""
    incidents.case_of_entry_locked(case_id)
    downgrade = downgrading.live_for_change(case_id)
    if downgrade is None or downgrade.pk != downgrade_id or downgrade.state != DowngradeState.AGREED:
        return False
    end(downgrade, DowngradeState.EXPIRED, occurred_at=clocks.start_of_day(downgrade.until_on), at=at)
    return True


def end(downgrade, state, *, occurred_at, at):
    """End a downgrade, let the level of the assessment hold again, and say so.

    Where something newer has overtaken it, that says whether the level rose.
    """
    before = downgrade.case.risk_level
    downgrade.end(state, at=at)
    downgrade.save()
    level = queries.current_grade(downgrade.case_id)
    incident_services.set_risk_level(downgrade.case_id, level, by=None, at=at)
    expired = state == DowngradeState.EXPIRED
    rose = expired and rising.rises(downgrade.case, before, level)
    facts = interval_facts(downgrade.assessment, level, since=at, at=at) if expired else {}
    tell(
        events.DOWNGRADE_ENDED,
        downgrade,
        by=None,
        at=at,
        occurred_at=occurred_at,
        level=level,
        how=state.value,
        level_rose=rose,
        children=bool(downgrade.assessment.child_ids),
        **facts,
    )
    rising.follow(downgrade.case_id, rose, by=None, at=at)


def tell(event, downgrade, *, by, at, command_id=None, occurred_at=None, **facts):
    """Record what happened to a downgrade."""
    record(
        event,
        about=downgrade,
        case_id=downgrade.case_id,
        by=by,
        at=at,
        occurred_at=occurred_at,
        command_id=command_id,
        assessment=downgrade.assessment_id,
        before=downgrade.before,
        grade=downgrade.grade,
        until=downgrade.until_on,
        **facts,
    )
