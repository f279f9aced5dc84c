"""What theory says of a queue with random arrivals and random work: the measure of the simulation.

Rates are per minute, times in minutes. Erlang's formula for several desks; Cobham's for urgent work first.
"""

from math import factorial


def waits_at_all(load, desks):
    """Return the share of work that waits at all (Erlang C), for a load in desks' worth of work below `desks`."""
    if not 0 <= load < desks:
        raise ValueError("The work is more than the desks can do: the queue has no mean.")
    full = load**desks / factorial(desks) * desks / (desks - load)
    return full / (sum(load**n / factorial(n) for n in range(desks)) + full)


def mean_wait(rate, minutes, desks):
    """Return the mean wait of work that comes at `rate` and takes `minutes` on average."""
    load = rate * minutes
    return waits_at_all(load, desks) * minutes / (desks - load)


def mean_waits_by_urgency(rates, minutes, desks):
    """Return the mean wait of each class, most urgent first, when nobody is interrupted and all takes as long."""
    alike = waits_at_all(sum(rates) * minutes, desks) * minutes / desks
    found, before = [], 0.0
    for rate in rates:
        used = before + rate * minutes / desks
        found.append(alike / ((1 - before) * (1 - used)))
        before = used
    return found


def mean_wait_of_even_work(rate, minutes, spread):
    """Return the mean wait at one desk, for work with a standard deviation of `spread` (Pollaczek, Khinchine)."""
    load = rate * minutes
    if not load < 1:
        raise ValueError("The work is more than the desk can do: the queue has no mean.")
    return rate * (minutes**2 + spread**2) / (2 * (1 - load))
