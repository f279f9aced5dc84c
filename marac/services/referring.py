"""A case goes to MARAC, and to the IDVA at the same time. Nobody waits for the meeting to act."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import queries as incidents
from marac import events, policies, queries
from marac.models import IdvaAttempt, Referral
from marac.states import Consent, ReferralState, VictimTold


@command
def refer_case(
    *,
    case_id,
    judgement_reasons="",
    victim_told=VictimTold.NOT_RECORDED,
    consent=Consent.NOT_ASKED,
    telling_note="",
    idva_told_at=None,
    by,
    at,
    command_id=None,
):
    """Refer a case to MARAC on every criterion that it meets; return the Referral.

    Any one criterion is enough, and reasons of professional judgement are one (law.referral). A case
    whose referral still waits for its meeting is not referred twice: what is new is added to it.
    `victim_told` is left out only where an older record does not say; people are asked.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.MARAC_REFER, case)
    policies.check_open(case)
    policies.check_telling(victim_told, consent, telling_note)
    policies.check_papers(case, judgement_reasons=judgement_reasons, telling_note=telling_note)
    policies.check_idva_told(idva_told_at, at=at)
    waiting = queries.waiting_of(case.pk)
    judgement = joined(waiting, judgement_reasons)
    grounds = queries.grounds(case, judgement=judgement, at=at, but=waiting)
    policies.check_grounds(grounds)

    asked_by_grade = queries.grade_asks(case.pk)
    referral = waiting or Referral(case=case, referred_at=at, referred_by=by)
    referral.found(merged(referral.grounds, grounds))
    referral.judgement = judgement
    referral.victim_told, referral.consent, referral.telling_note = victim_told, consent, telling_note.strip()
    referral.idva_told_at = idva_told_at or referral.idva_told_at
    referral.save()

    record(
        events.REFERRAL_UPDATED if waiting else events.CASE_REFERRED,
        about=referral,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        criteria=referral.criteria,
        repeat=referral.repeat,
        victim_told=victim_told,
        idva_told=bool(referral.idva_told_at),
        level=case.risk_level,
        asked_by_grade=asked_by_grade,
    )
    return referral


def joined(waiting, reasons):
    """Return the reasons of judgement so far and the new ones below them."""
    return "\n\n".join(filter(None, [waiting.judgement if waiting else "", reasons.strip()]))


def merged(before, now):
    """Return the grounds found now, and after them the earlier ones that no longer show."""
    codes = {ground["code"] for ground in now}
    return now + [ground for ground in before if ground["code"] not in codes]


@command
def withdraw_referral(*, referral_id, reason, by, at, command_id=None):
    """Withdraw a referral that was not heard yet, or send it back, with a reason."""
    case, referral = queries.for_change(referral_id, reader=by)
    allow(by, Permission.MARAC_RUN, case)
    policies.check_reason(reason)

    end_referral(case, referral, reason.strip(), by=by, at=at, command_id=command_id)
    return referral


def end_referral(case, referral, reason, *, by, at, command_id=None):
    """Withdraw a referral for a reason, and take it off the agenda, in the caller's transaction; return its listing."""
    referral.move_to(ReferralState.WITHDRAWN)
    referral.withdrawn_reason = reason
    referral.save()
    if listing := queries.listing_of(referral):
        listing.taken_off_at = at
        listing.save()
    level = case.risk_level
    record(events.REFERRAL_WITHDRAWN, about=referral, case_id=case.pk, by=by, at=at, command_id=command_id, level=level)
    return listing


@command
def record_idva_attempt(*, referral_id, attempted_at, method, reached, note="", by, at, command_id=None):
    """Record one attempt of the IDVA to reach the victim by the safe method, and whether it did."""
    case, referral = queries.for_change(referral_id, reader=by)
    allow(by, Permission.MARAC_REFER, case)
    policies.check_attempt(method, attempted_at, at=at)

    IdvaAttempt.objects.create(
        referral=referral,
        attempted_at=attempted_at,
        method=method.strip(),
        reached=reached,
        note=note.strip(),
        recorded_by=by,
        recorded_at=at,
    )

    record(
        events.IDVA_CONTACTED,
        about=referral,
        case_id=case.pk,
        by=by,
        at=at,
        occurred_at=attempted_at,
        command_id=command_id,
        reached=reached,
        level=case.risk_level,
    )
    return referral
