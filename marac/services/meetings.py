"""Meetings: planned, cases listed for them, and the papers that go out to the agencies."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from core.words import check_read
from marac import events, policies, queries
from marac.models import Listing, Meeting, Sending
from marac.states import Papers, ReferralState


@command
def plan_meeting(*, held_on, place, chair, by, at, command_id=None):
    """Plan a meeting of the force's MARAC; return the Meeting."""
    allow(by, Permission.MARAC_RUN)
    force_id = by.posting.force_id
    there = queries.meeting_there(force_id, held_on, place.strip())
    policies.check_meeting(held_on, place, chair, there=there, at=at)

    meeting = Meeting.objects.create(
        force_id=force_id, held_on=held_on, place=place.strip(), chair=chair.strip(), planned_by=by, planned_at=at
    )

    record(events.MEETING_PLANNED, about=meeting, by=by, at=at, command_id=command_id, meeting_on=held_on)
    return meeting


@command
def list_case(*, referral_id, meeting_id, by, at, command_id=None):
    """List a referred case for a meeting, at the end of its agenda; one listed before moves to the new meeting."""
    case, referral = queries.for_change(referral_id, reader=by)
    allow(by, Permission.MARAC_RUN, case)
    meeting = queries.meeting_for_change(meeting_id, reader=by)
    before = queries.listing_of(referral)
    referral.move_to(ReferralState.LISTED)
    policies.check_can_list(case, meeting, listing=before, at=at)

    if before:
        before.taken_off_at = at
        before.save()
    referral.save()
    Listing.objects.create(
        meeting=meeting, referral=referral, place=queries.next_place(meeting), listed_at=at, listed_by=by
    )

    record(
        events.CASE_LISTED,
        about=referral,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        meeting=meeting.pk,
        meeting_on=meeting.held_on,
        level=case.risk_level,
    )
    return referral


@command
def record_agenda_sent(*, meeting_id, sent_to, read_through, by, at, command_id=None):
    """Record that the agenda went out, read through before; this counts for every case on it that `by` may see."""
    allow(by, Permission.MARAC_RUN)
    meeting = queries.meeting_for_change(meeting_id, reader=by)
    listed = [listing.referral for listing in queries.agenda(meeting, reader=by)]
    policies.check_sent(sent_to, listed)
    check_read(read_through)

    Sending.objects.create(meeting=meeting, papers=Papers.AGENDA, sent_to=sent_to.strip(), by=by, at=at)

    tell_each(events.AGENDA_SENT, listed, meeting, by=by, at=at, command_id=command_id, read_through=True)
    return meeting


@command
def record_agenda_change_told(*, meeting_id, sent_to, by, at, command_id=None):
    """Record which agencies were told that a case has left the agenda, or that none had it yet."""
    allow(by, Permission.MARAC_RUN)
    meeting = queries.meeting_for_change(meeting_id, reader=by)
    policies.check_change_told(sent_to, owed=queries.change_owed(meeting))

    Sending.objects.create(meeting=meeting, papers=Papers.CHANGE, sent_to=sent_to.strip(), by=by, at=at)

    record(events.AGENDA_CHANGE_TOLD, about=meeting, by=by, at=at, command_id=command_id)
    return meeting


@command
def record_actions_sent(*, meeting_id, sent_to, read_through, by, at, command_id=None):
    """Record that the actions went out, read through before; this counts for every heard case that `by` may see."""
    allow(by, Permission.MARAC_RUN)
    meeting = queries.meeting_for_change(meeting_id, reader=by)
    heard = list(queries.heard_at(meeting, reader=by))
    policies.check_sent(sent_to, heard)
    check_read(read_through)

    Sending.objects.create(meeting=meeting, papers=Papers.ACTIONS, sent_to=sent_to.strip(), by=by, at=at)

    tell_each(events.ACTIONS_CIRCULATED, heard, meeting, by=by, at=at, command_id=command_id, read_through=True)
    return meeting


def tell_each(event, referrals, meeting, *, by, at, command_id, **facts):
    """Write one entry for each case; the command's identifier stands in the first."""
    for referral in referrals:
        record(
            event,
            about=referral,
            case_id=referral.case_id,
            by=by,
            at=at,
            command_id=command_id,
            meeting=meeting.pk,
            level=referral.case.risk_level,
            **facts,
        )
        command_id = None
