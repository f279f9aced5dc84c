"""Rights of the Victims' Code: told by a person and safely; and the review for which the victim has asked."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from custody import queries as custody
from custody.states import Kind
from incidents import queries as incidents
from incidents import services as incident_services
from witness_care import events, policies, queries
from witness_care.models import DecisionReview, RightTold
from witness_care.services.telling import keep, spoken
from witness_care.states import Outcome, Told


@command
def tell_right(
    *, case_id, right, wish, method, said, safe_how, exception_reason="", told_at=None, by, at, command_id=None
):
    """Record that the victim was told of a right, how, that it was safe, and what she wants. Returns the RightTold.

    A way or a time that she did not name as safe needs a reason.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    policies.check_right(right)
    telling = spoken(
        case,
        kind=Told.RIGHT,
        method=method,
        said=said,
        safe_how=safe_how,
        exception_reason=exception_reason,
        told_at=told_at,
        by=by,
        at=at,
    )

    told = RightTold.objects.create(case=case, right=right, wish=wish, told_at=telling.told_at, told_by=by)

    record(
        events.RIGHT_TOLD,
        about=told,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        right=right,
        wish=wish,
        **keep(telling, of=told),
    )
    return told


@command
def ask_review(*, case_id, decision, by, at, command_id=None):
    """Record that the victim wants a decision to be looked at again, also in a closed case. Returns the review."""
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    policies.check_can_ask_review(decision, queries.open_review(case.pk))

    review = DecisionReview.objects.create(case=case, asked_at=at, asked_by=by, decision=decision.strip())

    tell(events.REVIEW_ASKED, review, by=by, at=at, command_id=command_id)
    return review


def tell(event, review, /, *, by, at, command_id=None, **facts):
    """Record an event of a review in its case."""
    record(event, about=review, case_id=review.case_id, by=by, at=at, command_id=command_id, **facts)


@command
def decide_review(*, review_id, outcome, reason, by, at, command_id=None):
    """Decide a review as somebody who had no part in the decision. Overturned, a closed case is open again."""
    review = queries.review_for_change(review_id, reader=by)
    allow(by, Permission.CASE_REVIEW, review.case)
    policies.check_can_decide_review(review, by=by, reason=reason, involved=involved(review))

    review.outcome, review.reason = outcome, reason.strip()
    review.decided_at, review.decided_by = at, by
    review.save()
    if outcome == Outcome.OVERTURNED and review.case.state == "CLOSED":
        incident_services.reopen(review.case, reason="A decision was overturned on review.", by=by, at=at)

    tell(events.REVIEW_DECIDED, review, by=by, at=at, command_id=command_id, outcome=outcome)
    return review


def involved(review):
    """Return the identifiers of everybody who had a part in the decision: its owner, its recorder, its closer."""
    owner = incidents.owner_of(review.case_id)
    ended = [each for each in custody.events_of(review.case_id) if each.kind == Kind.NO_FURTHER_ACTION]
    recorders = {each.recorded_by_id for each in ended}
    return {review.asked_by_id, review.case.closed_by_id, owner and owner.pk, *recorders} - {None}


@command
def tell_review(*, review_id, method, said, safe_how, exception_reason="", told_at=None, by, at, command_id=None):
    """Record that the victim was told what a review has decided: by which way, what was said, and how that was safe."""
    review = queries.review_for_change(review_id, reader=by)
    allow(by, Permission.VICTIM_TELL, review.case)
    policies.check_can_tell_review(review, told_at or at)
    telling = spoken(
        review.case,
        kind=Told.REVIEW,
        method=method,
        said=said,
        safe_how=safe_how,
        exception_reason=exception_reason,
        told_at=told_at,
        by=by,
        at=at,
    )

    review.told_at, review.told_by = telling.told_at, by
    review.save()

    tell(events.REVIEW_TOLD, review, by=by, at=at, command_id=command_id, **keep(telling, of=review))
    return review
