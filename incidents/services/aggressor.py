"""Who the primary aggressor is: somebody signs, a supervisor looks, and the flags of both follow."""

from accounts.permissions import Permission, allow
from core.journal import command
from incidents import events, queries
from incidents.models import AggressorDecision
from incidents.policies import counter as policies
from incidents.services.counter import label, tell
from incidents.services.healing import labels_changed


@command
def sign_aggressor(*, counter_id, aggressor, rationale, by, at, command_id=None):
    """Sign who the primary aggressor is, with what was weighed. A later decision takes the place of this one.

    The flags of both follow in the same transaction.
    """
    counter = queries.counter_for_change(counter_id, reader=by)
    allow(by, Permission.AGGRESSOR_SIGN, queries.side_of(counter, by))
    policies.check_can_sign(counter, rationale)

    decision = AggressorDecision.objects.create(
        counter=counter, aggressor=aggressor, rationale=rationale.strip(), signed_at=at, signed_by=by
    )
    label(counter, aggressor)
    labels_changed(counter, by=by, at=at)

    tell(events.AGGRESSOR_SIGNED, counter, by=by, at=at, command_id=command_id, decision=decision.pk)
    return counter


@command
def check_aggressor(*, counter_id, upheld, reason, by, at, command_id=None):
    """Look, as a supervisor, at the decision that stands: uphold it, or send it back so that nobody is labelled."""
    counter = queries.counter_for_change(counter_id, reader=by)
    allow(by, Permission.AGGRESSOR_CHECK, queries.side_of(counter, by))
    decision = next(iter(queries.decisions_of(counter)), None)
    policies.check_can_check(counter, decision, by, reason)

    decision.upheld, decision.check_reason = upheld, reason.strip()
    decision.checked_at, decision.checked_by = at, by
    decision.save()
    if not upheld:
        label(counter, None)
        labels_changed(counter, by=by, at=at)

    event = events.AGGRESSOR_UPHELD if upheld else events.AGGRESSOR_OVERTURNED
    tell(event, counter, by=by, at=at, command_id=command_id, decision=decision.pk)
    return counter
