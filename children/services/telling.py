"""Writing down who was told of a child, how and when, and that they have it. Nothing is sent by the system."""

from accounts.permissions import Permission, allow
from children import events, policies, queries
from children.models import Notice
from children.services.placing import case_and_incident
from children.states import NoticeKind
from core.journal import command, record
from core.words import check_read
from law import children as law


@command
def tell_school(*, part_id, to_whom, how, words, read_through, told_at=None, by, at, command_id=None):
    """Record that the school of a child was told, or the authority in its place; return the Notice.

    Nothing is sent by the system. What was told names no address, was read through before, and never goes to a parent
    or a pupil.
    """
    part = queries.part_for_change(part_id, reader=by)
    allow(by, Permission.CHILD_TELL, part.case)
    told_at = told_at or at
    policies.check_notice_wanted(part)
    policies.check_told(
        to_whom=to_whom, how=how, told_at=told_at, since=part.incident.reported_at, at=at, case=part.case
    )
    policies.check_words(words, part.case)
    check_read(read_through)

    notice = Notice.objects.create(
        case=part.case,
        part=part,
        school=part.school,
        kind=NoticeKind.SCHOOL if part.school else NoticeKind.AUTHORITY,
        to_whom=to_whom.strip(),
        how=how,
        words=words.strip(),
        told_at=told_at,
        told_by=by,
        recorded_at=at,
    )

    facts = {"kind": notice.kind, "read_through": True}
    say(events.SCHOOL_TOLD, notice, by=by, at=at, occurred_at=told_at, command_id=command_id, **facts)
    return notice


@command
def tell_social_care(
    *, case_id, kind, to_whom, how, words, read_through, why_less="", told_at=None, by, at, command_id=None
):
    """Record a notification or referral to children's social care about the children of a case; return the Notice.

    Its words name no home and no adult on record, and were read through before.
    """
    case, incident = case_and_incident(case_id, by)
    parts = queries.for_social_care(queries.parts(case.pk), incident)
    since = max((part.incident.reported_at for part in parts if part.care_owed), default=incident.reported_at)
    told_at = told_at or at
    policies.check_strength(kind, law.asked_by(queries.grounds_for(part, by) for part in parts), why_less)
    policies.check_told(to_whom=to_whom, how=how, told_at=told_at, since=since, at=at, case=case)
    policies.check_words(words, case)
    check_read(read_through)

    notice = Notice.objects.create(
        case=case,
        kind=kind,
        to_whom=to_whom.strip(),
        how=how,
        words=words.strip(),
        why_less=why_less.strip(),
        grounds=sorted({code for part in parts for code in part.grounds}),
        told_at=told_at,
        told_by=by,
        recorded_at=at,
    )

    facts = {"kind": kind, "read_through": True}
    say(events.SOCIAL_CARE_TOLD, notice, by=by, at=at, occurred_at=told_at, command_id=command_id, **facts)
    return notice


@command
def record_receipt(*, notice_id, received_from, received_at=None, by, at, command_id=None):
    """Record that somebody in person has a notice, and since when."""
    notice = queries.notice_for_change(notice_id, reader=by)
    allow(by, Permission.CHILD_TELL, notice.case)
    received_at = received_at or at
    policies.check_receipt(notice, received_from=received_from, received_at=received_at, at=at)

    notice.received_from, notice.received_at, notice.received_by = received_from.strip(), received_at, by
    notice.save()

    say(events.NOTICE_RECEIVED, notice, by=by, at=at, occurred_at=received_at, command_id=command_id, kind=notice.kind)
    return notice


def say(event, notice, *, by, at, occurred_at, command_id, **facts):
    """Record what happened to a notice: about the part of its child, else about itself."""
    record(
        event,
        about=notice.part or notice,
        case_id=notice.case_id,
        by=by,
        at=at,
        occurred_at=occurred_at,
        command_id=command_id,
        notice=notice.pk,
        received=notice.received_at is not None,
        **facts,
    )
