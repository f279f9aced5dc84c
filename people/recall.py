"""How well a way of searching does: who is found, and how many are still found when nobody wrong may be.

Half of the people asked for are on record (`present`), half are not (`absent`). The score from which an answer counts
is set on one half of each so that at most one in a hundred who are not there is taken for somebody, and is measured on
the other half. So no method is tuned on what it is measured by. What gets through there differs from method to method
by chance; `recall@same` sets the score on everybody, so that exactly the same share gets through for each.
"""

import hashlib
from math import ceil
from statistics import median
from typing import NamedTuple

FALSE_POSITIVES = 0.01
RANKS = (1, 5, 20)


class Answer(NamedTuple):
    """What a search gave for one query: who was meant, who was found with which score, and milliseconds."""

    meant: str
    found: list
    took: float


def half(text, salt):
    """Say on which half a person falls, the same in every run."""
    return hashlib.sha256(f"{salt}{text}".encode()).digest()[0] % 2 == 0


def is_present(person):
    """Say whether a person counts as on record; the others are left out of what can be found for them."""
    return half(person, "present")


def summary(answers):
    """Return recall at each rank, recall at one false positive in a hundred, what that cost, and milliseconds."""
    present = [each for each in answers if is_present(each.meant)]
    absent = [each for each in answers if not is_present(each.meant)]
    line = {
        f"recall@{rank}": share(present, lambda each, rank=rank: each.meant in firsts(each, rank)) for rank in RANKS
    }
    everywhere = calibrated([best(each) for each in absent])
    line["recall@same"] = share(present, lambda each: is_right(each, everywhere))
    threshold = calibrated([best(each) for each in absent if half(each.meant, "set")])
    kept = [each for each in present if not half(each.meant, "set")]
    wrong = [each for each in absent if not half(each.meant, "set")]
    line["recall@fp1"] = share(kept, lambda each: is_right(each, threshold))
    line["fp"] = share(wrong, lambda each: best(each) > threshold)
    took = sorted(each.took for each in answers)
    line["ms_p50"], line["ms_p95"] = median(took or [0]), took[int(len(took) * 0.95)] if took else 0
    line["queries"] = len(answers)
    return line


def firsts(answer, rank):
    """Return the people found first."""
    return [person for person, _ in answer.found[:rank]]


def is_right(answer, threshold):
    """Say whether the person meant comes first with a score above the threshold."""
    return firsts(answer, 1) == [answer.meant] and best(answer) > threshold


def best(answer):
    """Return the highest score, or less than any where nobody was found."""
    return answer.found[0][1] if answer.found else float("-inf")


def share(answers, holds):
    """Return the share of answers for which something holds."""
    return sum(map(holds, answers)) / len(answers) if answers else 0.0


def calibrated(scores):
    """Return the score above which at most one in a hundred of those who are not there would be taken for somebody."""
    ordered = sorted(scores)
    return ordered[ceil(len(ordered) * (1 - FALSE_POSITIVES)) - 1] if ordered else float("-inf")
