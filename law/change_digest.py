"""What a new version of some questions changes, worked out from the two versions and never written by hand.

An inspection found questions that had been added without anybody being told (HMIC Kent 2014, recommendation 4).
"""

from collections.abc import Callable
from dataclasses import dataclass

from law.questionnaires import Item, QuestionSet


@dataclass(frozen=True)
class Digest:
    """The changes from one version to the next: items, and sentences about what else is different."""

    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    reworded: tuple[tuple[Item, Item], ...]
    settings: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing changed that an officer would notice."""
        return not (self.added or self.removed or self.reworded or self.settings)


def digest(before: QuestionSet | None, after: QuestionSet) -> Digest:
    """What `after` changes; without a version before, every item is new."""
    old = {item.code: item for item in before.items} if before else {}
    new = {item.code: item for item in after.items}
    kept = [(old[code], item) for code, item in new.items() if code in old]
    return Digest(
        added=tuple(item for code, item in new.items() if code not in old),
        removed=tuple(item for code, item in old.items() if code not in new),
        reworded=tuple((was, now) for was, now in kept if (was.text, was.help) != (now.text, now.help)),
        settings=(*_of_the_set(before, after), *_of_items(kept)) if before else (),
    )


def _of_the_set(before: QuestionSet, after: QuestionSet) -> list[str]:
    """Threshold, scale and what is counted, each in a sentence where it changed."""
    said = []
    was, now = before.visible_high_risk_at, after.visible_high_risk_at
    if was != now:
        said.append(f"Visible high risk was {_threshold(was)}, and is now {_threshold(now)}.")
    if before.scale != after.scale:
        said.append(f"The answers are now {', '.join(after.scale)}; they were {', '.join(before.scale)}.")
    if before.grades != after.grades:
        said.append("The answers now suggest a level." if after.grades else "The answers no longer suggest a level.")
    if set(before.not_counted) != set(after.not_counted):
        left = ", ".join(after.not_counted) or "none"
        said.append(f"Not counted towards the threshold: {left}.")
    return said


def _threshold(figure: int | None) -> str:
    return "not counted" if figure is None else f"{figure} answers of yes"


NOTICED: tuple[tuple[str, Callable[[Item], str]], ...] = (
    ("critical", lambda item: "is now a critical question" if item.critical else "is no longer a critical question"),
    ("prompts", lambda item: f"now opens {item.prompts}" if item.prompts else "opens no further questions any more"),
    ("number", lambda item: f"has now the number {item.number}"),
    ("answer", lambda item: "is now answered in another way"),
)


def _of_items(kept: list[tuple[Item, Item]]) -> list[str]:
    """What else changed about items that stay."""
    return [
        f"Question {now.number} ({now.code}) {words(now)}."
        for was, now in kept
        for part, words in NOTICED
        if getattr(was, part) != getattr(now, part)
    ]
