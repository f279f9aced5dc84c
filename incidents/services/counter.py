"""Counter-allegations: two linked cases, nobody labelled until somebody signs, and a supervisor who looks."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import events, queries
from incidents.models import AggressorDecision, CounterAllegation
from incidents.policies import counter as policies
from incidents.states import Aggressor
from law import clocks


def link_counter(case, *, by, at):
    """Link a case that was just opened with the one in which the two have changed places, if there is one."""
    other = queries.turned_round(case)
    if other is None:
        return
    counter = CounterAllegation.objects.create(first=other, second=case, began_on=clocks.london_day(at))
    other.counter_case, case.counter_case = case, other
    label(counter, None)
    tell(events.COUNTER_ALLEGED, counter, by=by, at=at)


def label(counter, aggressor):
    """Say from which day the reports of each case label nobody; `aggressor` is None until somebody has signed.

    What was reported before the other side accused back keeps its labels. Once signed, the aggressor's own
    accusation stays unlabelled; where both are, neither is.
    """
    first_counts = aggressor in (Aggressor.FIRST, Aggressor.BOTH)
    second_counts = aggressor in (Aggressor.SECOND, Aggressor.BOTH)
    counter.first.unlabelled_from = None if first_counts else counter.began_on
    counter.second.unlabelled_from = None if second_counts else counter.began_on
    counter.first.save()
    counter.second.save()


def tell(event, counter, /, *, by, at, command_id=None, **facts):
    """Record an event of a counter-allegation in both cases."""
    for case_id in (counter.first_id, counter.second_id):
        record(event, about=counter, case_id=case_id, by=by, at=at, command_id=command_id, **facts)
        command_id = None


@command
def sign_aggressor(*, counter_id, aggressor, rationale, by, at, command_id=None):
    """Sign who the primary aggressor is, with what was weighed. A later decision takes the place of this one."""
    counter = queries.counter_for_change(counter_id, reader=by)
    allow(by, Permission.AGGRESSOR_SIGN, counter.first)
    policies.check_can_sign(rationale)

    decision = AggressorDecision.objects.create(
        counter=counter, aggressor=aggressor, rationale=rationale.strip(), signed_at=at, signed_by=by
    )
    label(counter, aggressor)

    tell(events.AGGRESSOR_SIGNED, counter, by=by, at=at, command_id=command_id, decision=decision.pk)
    return counter


@command
def check_aggressor(*, counter_id, upheld, reason, by, at, command_id=None):
    """Look, as a supervisor, at the decision that stands: uphold it, or send it back so that nobody is labelled."""
    counter = queries.counter_for_change(counter_id, reader=by)
    allow(by, Permission.AGGRESSOR_CHECK, counter.first)
    decision = next(iter(queries.decisions_of(counter)), None)
    policies.check_can_check(decision, by, reason)

    decision.upheld, decision.check_reason = upheld, reason.strip()
    decision.checked_at, decision.checked_by = at, by
    decision.save()
    if not upheld:
        label(counter, None)

    event = events.AGGRESSOR_UPHELD if upheld else events.AGGRESSOR_OVERTURNED
    tell(event, counter, by=by, at=at, command_id=command_id, decision=decision.pk)
    return counter
