"""What runs on in a case after charge, bail or prison: while it does, the case stays open and has an owner."""

from datetime import date

from custody.queries.custody import position
from custody.queries.orders import lapsed, lapses_at
from custody.states import IN_CUSTODY, ON_BAIL, Order, Status
from law import clocks

# He is held or looked for, let out for a time, or waits for a decision. Any other standing runs on with its conditions.
RUNS = (
    *IN_CUSTODY,
    *ON_BAIL,
    Status.WANTED,
    Status.UNDER_INVESTIGATION,
    Status.CHARGED_UNCONDITIONAL,
    Status.CONVICTED_AWAITING,
    Status.TEMPORARY_RELEASE,
    Status.HOME_DETENTION_CURFEW,
    Status.ON_LICENCE,
    Status.UNLAWFULLY_AT_LARGE,
)


def still_runs(case_id, at):
    """Return in words what runs on in a case at a moment: where the suspect stands, each order, a release ahead.

    An order that has run out counts until that was said: she is told of it, and in a closed case nobody would be asked.
    """
    stands = position(case_id)
    found = [standing(stands.status, stands.conditions, stands.bail_ends_on)]
    if earlier := stands.beneath:
        until = earlier["bail_ends_on"] and date.fromisoformat(earlier["bail_ends_on"])
        found.append(standing(earlier["status"], earlier["conditions"], until))
    found += [of_order(order) for order in stands.orders if (ends := lapses_at(order)) is None or ends > at]
    unsaid = {str(event_id) for _, event_id, _ in lapsed(at, [case_id])}
    over = [of_order(order) for order in stands.orders if order["event"] in unsaid]
    found += [f"the end of the {words}, which is said within a minute" for words in over]
    if stands.release_on and stands.release_on >= clocks.london_day(at):
        found.append(f"a release known for {day_words(stands.release_on)}")
    return [words for words in found if words]


def standing(status, conditions, until):
    """Return where the suspect stands in words where that runs on, else nothing."""
    if status not in RUNS and not conditions:
        return ""
    words = Status(status).label.partition(":")[0]
    return f"the suspect: {words[0].lower()}{words[1:]}{f' until {day_words(until)}' if until else ''}"


def of_order(order):
    """Return an order or notice that stands in words."""
    until = order["expires_on"] and date.fromisoformat(order["expires_on"])
    return f"{Order(order['order']).label.lower()}{f' until {day_words(until)}' if until else ''}"


def day_words(day):
    """Return a day in words."""
    return f"{day:%-d %B %Y}"
