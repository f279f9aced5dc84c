"""Counter-allegations: two linked cases, and whose reports label nobody until somebody signs."""

from core.journal import record
from incidents import events, flags, queries
from incidents.models import CounterAllegation
from incidents.services.withdrawing import withdraw
from incidents.states import Aggressor
from law import clocks


def link_counter(case, *, on=None, by, at):
    """Link a case with the one in which the two have changed places; return the link, or None where there is none.

    `on` is the day of the report that opened the case, where it is not written down yet.
    """
    other = queries.turned_round(case)
    if other is None:
        return None
    first, second = sorted((other, case), key=lambda each: (each.opened_at, each.pk))
    began = queries.began_on(first, second, on or clocks.london_day(at))
    counter = CounterAllegation.objects.create(first=first, second=second, began_on=began)
    first.counter_case, second.counter_case = second, first
    label(counter, None)
    tell(events.COUNTER_ALLEGED, counter, by=by, at=at)
    for person_id, code, _, change in flags.refresh(clocks.london_day(at), [first.victim_id, first.suspect_id]):
        if change == "gone":
            withdraw(person_id, code, by, at, decided=True)
    return counter


def part_counter(counter, *, by, at):
    """End a link, since records turned out not to be one person: each case stands for itself, and counts again."""
    counter.ended_at = at
    counter.save()
    for case in (counter.first, counter.second):
        case.counter_case = case.unlabelled_from = None
        case.save()
    tell(events.COUNTER_PARTED, counter, by=by, at=at)


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
