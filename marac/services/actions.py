"""What the meeting made of a case, and the actions that agencies took."""

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.journal import command, record
from law import clocks
from marac import events, policies, queries
from marac.models import Action
from marac.states import ReferralState


@command
def record_outcome(*, referral_id, summary, actions=(), by, at, command_id=None):
    """Record that a listed case was heard: the risk in summary, and the actions that agencies took.

    `actions` are {what, agency, owner_id, due_on}; the owner of a partner's action is the officer who
    sees that it is done.
    """
    case, referral = queries.for_change(referral_id, reader=by)
    allow(by, Permission.MARAC_RUN, case)
    listing = queries.listing_of(referral)
    policies.check_can_hear(listing, summary, at=at)
    policies.check_papers(case, summary=summary)

    referral.move_to(ReferralState.HEARD)
    referral.heard_at, referral.heard_by, referral.summary = moment_of(listing.meeting, at), by, summary.strip()
    referral.save()

    record(
        events.CASE_HEARD,
        about=referral,
        case_id=case.pk,
        by=by,
        at=at,
        occurred_at=referral.heard_at,
        command_id=command_id,
        actions=len(actions),
        level=case.risk_level,
    )
    for action in actions:
        give(referral, case, **action, by=by, at=at)
    return referral


def moment_of(meeting, at):
    """Return when a case was heard: now on the day of the meeting, else the start of that day."""
    return at if meeting.held_on == clocks.london_day(at) else clocks.start_of_day(meeting.held_on)


@command
def give_action(*, referral_id, what, agency, owner_id, due_on, by, at, command_id=None):
    """Add an action to a case that was heard; return the Action."""
    case, referral = queries.for_change(referral_id, reader=by)
    allow(by, Permission.MARAC_RUN, case)
    policies.check_heard(referral)
    return give(
        referral, case, what=what, agency=agency, owner_id=owner_id, due_on=due_on, by=by, at=at, command_id=command_id
    )


def give(referral, case, *, what, agency, owner_id, due_on, by, at, command_id=None):
    """Give one action of a heard case to an agency and an officer, in the caller's transaction."""
    owner = accounts.officer(owner_id)
    policies.check_action(case, what=what, agency=agency, owner=owner, due_on=due_on, at=at)
    policies.check_papers(case, what=what)

    action = Action.objects.create(
        referral=referral, what=what.strip(), agency=agency, owner=owner, due_on=due_on, given_by=by, given_at=at
    )
    referral.move_to(ReferralState.ACTIONS_OPEN)
    referral.save()

    record(
        events.ACTION_GIVEN,
        about=action,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        owner=owner.pk,
        due_on=due_on,
        agency=agency,
        referral=referral.pk,
        level=case.risk_level,
    )
    return action


@command
def complete_action(*, action_id, outcome, by, at, command_id=None):
    """Complete an action with its outcome; the last one closes the actions of the referral."""
    case, referral, action = queries.action_for_change(action_id, reader=by)
    allow(by, Permission.ACTION_COMPLETE, case)
    policies.check_can_complete(action, case, by=by, outcome=outcome)
    policies.check_papers(case, outcome=outcome)

    action.outcome, action.done_by, action.done_at = outcome.strip(), by, at
    action.save()
    if not queries.open_actions(referral).exists():
        referral.move_to(ReferralState.ACTIONS_CLOSED)
        referral.save()

    record(
        events.ACTION_COMPLETED,
        about=action,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        referral=referral.pk,
        level=case.risk_level,
    )
    return action
