"""The statistics of an evaluation, each with its interval of 95 in 100."""

from dataclasses import dataclass
from math import sqrt

WIDTH = 1.959964


def wilson(part, whole):
    """Return (low, high) for a share of `part` in `whole` (Wilson's interval); (0, 1) for nothing."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, WIDTH**2
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = WIDTH / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def rate(self):
        """The share, or None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self):
        """Where the true share probably lies."""
        return wilson(self.part, self.whole)


def discrimination(with_outcome, without):
    """Return (AUC, low, high): how often a case with the outcome scored above one without; ties count half.

    The interval is DeLong's. None where one of the two is empty.
    """
    if not with_outcome or not without:
        return None
    above = placements(with_outcome, without)
    below = [1 - each for each in placements(without, with_outcome)]
    auc = sum(above) / len(above)
    half = WIDTH * sqrt(variance(above) / len(above) + variance(below) / len(below))
    return auc, max(0.0, auc - half), min(1.0, auc + half)


def placements(these, those):
    """Return for each of `these` the share of `those` that it is above, a tie counting half."""
    counts = {}
    for each in those:
        counts[each] = counts.get(each, 0) + 1
    below, found = 0, {}
    for score in sorted({*counts, *these}):
        found[score] = (below + counts.get(score, 0) / 2) / len(those)
        below += counts.get(score, 0)
    return [found[each] for each in these]


def variance(values):
    """Return the variance of a sample; 0 of a single value."""
    mean = sum(values) / len(values)
    return sum((each - mean) ** 2 for each in values) / (len(values) - 1) if len(values) > 1 else 0.0


def fewest(counts):
    """Return the smallest of some counts that is not nought; nought where all are."""
    return min((count for count in counts if count), default=0)


def safe(counts, least):
    """Say whether no count is small: each is nought, or at least the least."""
    return not 0 < fewest(counts) < least


def pooled(cells):
    """Return the sums of the cells of several groups, place by place."""
    return [sum(column) for column in zip(*cells, strict=True)]


def left_out(cells, least, *, out=(), seen=lambda counts: counts):
    """Return the groups of a table {group: its counts} that are left out.

    Those of `out`, those with a small count, and the next smallest, until what is left out comes to no small count
    together: a table and its total give away no more than that. `seen` turns the counts of a group into those that
    the rest of the report tells of the whole.
    """
    hidden = {group for group in cells if group in out or not safe(cells[group], least)}
    rest = sorted((group for group in cells if group not in hidden and any(cells[group])), key=str)
    rest.sort(key=lambda group: fewest(cells[group]))
    while hidden and not safe(pooled([seen(cells[group]) for group in hidden]), least):
        if not rest:
            return set(cells)
        hidden.add(rest.pop(0))
    return hidden


def shown(counts, least):
    """Return {group: number, or None where it is left out} for counts of people. Nought is shown."""
    hidden = left_out({group: (count,) for group, count in counts.items()}, least)
    return {group: None if group in hidden and count else count for group, count in counts.items()}
