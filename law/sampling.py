"""Samples that nobody picks: drawn from a seed, and drawn again the same by anybody who has it. And small numbers."""

import hashlib
from collections.abc import Iterable
from math import sqrt


def draw(identifiers: Iterable[str], seed: str, size: int) -> list[str]:
    """`size` of the identifiers, in an order that only the seed decides; all of them where there are fewer."""
    return sorted(set(identifiers), key=lambda each: (_lot(seed, each), each))[:size]


def fingerprint(identifiers: Iterable[str]) -> str:
    """What a population was, so that a sample can be drawn again and compared."""
    return hashlib.sha256("\n".join(sorted(set(identifiers))).encode()).hexdigest()


def interval(found: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share, at 95 in 100 unless told; from 0 to 1 where nothing was looked at."""
    if not of:
        return 0.0, 1.0
    rate, spread = found / of, z * z / of
    middle = (rate + spread / 2) / (1 + spread)
    half = z * sqrt(rate * (1 - rate) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, min(middle - half, rate)), min(1.0, max(middle + half, rate))


def _lot(seed: str, identifier: str) -> str:
    return hashlib.sha256(f"{seed}/{identifier}".encode()).hexdigest()
