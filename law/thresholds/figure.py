"""What a legal figure is: a code, a unit, and dated values that are added to and never edited."""

from dataclasses import dataclass
from datetime import date

FIRST_DAY = date(1900, 1, 1)
"""The first day for which figures answer, so that an old case can be entered and replayed."""

CONFIDENCE = {
    "S": "stated in the inspection report or the commissioner's reply",
    "V": "read in the named public source",
    "G": "general professional knowledge; check the named source",
    "L": "varies by force or area; each sets its own",
    "D": "our own design",
}


class NoFigure(LookupError):
    """The law in this folder says nothing for that day."""


@dataclass(frozen=True)
class Since:
    """A value in force from a day, with its source and how sure we are of it (a key of CONFIDENCE)."""

    from_: date
    value: int
    source: str
    confidence: str


@dataclass(frozen=True)
class Threshold:
    """A figure with legal weight, asked by day: `TELL_VICTIM.on(day)`."""

    code: str
    unit: str
    what: str
    values: tuple[Since, ...]

    def on(self, day: date) -> int:
        """The value in force on a day, in `unit`. Raises NoFigure where nothing is known."""
        return self.since(day).value

    def since(self, day: date) -> Since:
        """The dated line in force on a day, with its source. Raises NoFigure where nothing is known."""
        known = [line for line in self.values if line.from_ <= day]
        if not known:
            raise NoFigure(f"There is no figure {self.code} ({self.what}) for {day:%-d %B %Y}.")
        return max(known, key=lambda line: line.from_)

    def basis(self, day: date) -> str:
        """The line in force on a day as a short reference to keep: `TELL_VICTIM@2021-04-01`."""
        return f"{self.code}@{self.since(day).from_.isoformat()}"

    @property
    def latest(self) -> Since:
        """The newest line, whatever the day."""
        return max(self.values, key=lambda line: line.from_)


def figure(code: str, unit: str, what: str, *values: Since) -> Threshold:
    """A threshold from its dated lines, oldest first."""
    return Threshold(code, unit, what, tuple(values))


def always(value: int, source: str, confidence: str) -> Since:
    """A value that has stood since the first day for which we answer."""
    return Since(FIRST_DAY, value, source, confidence)
