"""Question sets as versioned data: one file a version in the folder beside this one, in our own plain words.

Items are keyed by a stable code; the official number stands beside it, since the forms number differently. A
force that holds a licence for the official wording loads its own file. A file with a fault is refused whole,
with every fault named.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from law import thresholds

FOLDER = Path(__file__).with_name("questionnaires")

NOT_ASKED = "NOT_ASKED"
UNKNOWN = ("DONT_KNOW", "REFUSED", NOT_ASKED)
"""Three different answers, and none of them is no."""

SCALES: dict[str, tuple[str, ...]] = {
    "YES_NO": ("YES", "NO", *UNKNOWN),
    "FREQUENCY": ("NEVER", "OCCASIONALLY", "OFTEN", "ALL_THE_TIME", *UNKNOWN),
}
ANSWERS = ("yes_no", "frequency", "text")
REQUIRED = ("code", "version", "title", "in_force_from", "source", "scale", "items")
OPTIONAL = ("in_force_until", "visible_high_risk", "not_counted", "same_items_as", "grades")


class FaultyQuestionSet(ValueError):
    """A file of questions has faults; `faults` names each."""

    def __init__(self, name: str, faults: list[str]) -> None:
        super().__init__(f"{name}: " + "; ".join(faults))
        self.faults = faults


class NoQuestionSet(LookupError):
    """There is no such set, or no version of it in force on the day."""


@dataclass(frozen=True)
class Item:
    """One question: stable code, official number, our wording, and what it leads to."""

    code: str
    number: str
    text: str
    help: str = ""
    critical: bool = False
    prompts: str | None = None
    group: str = ""
    answer: str = "yes_no"
    learned_from: str = ""


@dataclass(frozen=True)
class QuestionSet:
    """One version of an instrument. `in_force_until` is the first day on which it no longer stands."""

    code: str
    version: str
    title: str
    in_force_from: date
    in_force_until: date | None
    source: str
    scale: tuple[str, ...]
    items: tuple[Item, ...]
    visible_high_risk_at: int | None = None
    not_counted: tuple[str, ...] = ()
    grades: bool = False

    @cached_property
    def sha256(self) -> str:
        """A fingerprint of the whole content, the same however the file is laid out and whenever the version ends."""
        content = asdict(self) | {"in_force_until": None}
        written = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()

    def item(self, code: str) -> Item:
        """The item with a code. Raises KeyError for a code that the set does not have."""
        return {item.code: item for item in self.items}[code]

    def stands_on(self, day: date) -> bool:
        """Whether this version may be used on a day."""
        return self.in_force_from <= day and (self.in_force_until is None or day < self.in_force_until)

    def complete(self, answers: Mapping[str, str]) -> dict[str, str]:
        """An answer for every item, in order; a missing one is NOT_ASKED. Raises ValueError naming each fault."""
        known = {item.code: item for item in self.items}
        faults = [f"there is no question {code}" for code in answers if code not in known]
        faults += [
            f"{code} cannot be answered {value}"
            for code, value in answers.items()
            if code in known and known[code].answer != "text" and value not in self.scale
        ]
        if faults:
            raise ValueError(f"{self.code}: " + "; ".join(faults))
        return {code: answers.get(code) or NOT_ASKED for code in known}

    def range_of(self, answers: Mapping[str, str]) -> tuple[int, int]:
        """How many counted items are yes, and how many could be: those and every open one."""
        values = [value for code, value in self.complete(answers).items() if code not in self.not_counted]
        yes = values.count("YES")
        return yes, yes + sum(value in UNKNOWN for value in values)


def faults_in(content: Mapping[str, Any]) -> list[str]:
    """Every fault of a file's content, in words; none for a good one."""
    faults = [f"{name} is missing" for name in REQUIRED if name not in content]
    faults += [f"{name} is not a setting" for name in content if name not in (*REQUIRED, *OPTIONAL)]
    if faults:
        return faults
    if content["scale"] not in SCALES:
        faults.append(f"the scale {content['scale']} is not known")
    if not isinstance(content["in_force_from"], date):
        faults.append("in_force_from is not a date")
    elif content.get("in_force_until") and content["in_force_until"] <= content["in_force_from"]:
        faults.append("in_force_until is not after in_force_from")
    risk = content.get("visible_high_risk")
    if risk is not None and risk not in thresholds.ALL:
        faults.append(f"visible_high_risk names no figure: {risk}")
    codes = [item.get("code") for item in content["items"]]
    faults += [f"not_counted names no item: {code}" for code in content.get("not_counted", ()) if code not in codes]
    return faults + _faults_in_items(content["items"], codes)


def _faults_in_items(items: list[Mapping[str, Any]], codes: list[str | None]) -> list[str]:
    faults = [] if items else ["there are no items"]
    for place, item in enumerate(items, start=1):
        name = item.get("code") or f"item {place}"
        faults += [f"{name}: {part} is missing" for part in ("code", "number", "text") if not item.get(part)]
        faults += [f"{name}: {part} is not a setting" for part in item if part not in Item.__dataclass_fields__]
        if item.get("answer", "yes_no") not in ANSWERS:
            faults.append(f"{name}: the answer {item['answer']} is not known")
        if codes.count(item.get("code")) > 1:
            faults.append(f"{name}: the code is used twice")
    return faults


def build(content: Mapping[str, Any], bases: Mapping[str, QuestionSet] | None = None) -> QuestionSet:
    """A question set from a file's content. Raises FaultyQuestionSet naming every fault.

    With `same_items_as` the wording of items is taken by code from another set, so that it is written once.
    """
    content = dict(content)
    base = (bases or {}).get(content.get("same_items_as", ""))
    if base and isinstance(content.get("items"), list):
        wording = {item.code: asdict(item) for item in base.items}
        content["items"] = [{**wording.get(item.get("code", ""), {}), **item} for item in content["items"]]
    if faults := faults_in(content):
        raise FaultyQuestionSet(str(content.get("code", "A question set")), faults)
    risk = content.get("visible_high_risk")
    answer = {"answer": "frequency"} if content["scale"] == "FREQUENCY" else {}
    return QuestionSet(
        code=content["code"],
        version=content["version"],
        title=content["title"],
        in_force_from=content["in_force_from"],
        in_force_until=content.get("in_force_until"),
        source=content["source"],
        scale=SCALES[content["scale"]],
        items=tuple(Item(**{**answer, **item}) for item in content["items"]),
        visible_high_risk_at=thresholds.ALL[risk].on(content["in_force_from"]) if risk else None,
        not_counted=tuple(content.get("not_counted", ())),
        grades=content.get("grades", False),
    )


def read_folder(folder: Path = FOLDER) -> tuple[QuestionSet, ...]:
    """Every set of a folder, by code and version. Raises FaultyQuestionSet for the first bad file or prompt."""
    contents = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    contents.sort(key=lambda content: "same_items_as" in content)
    sets: dict[str, QuestionSet] = {}
    found = []
    for content in contents:
        found.append(build(content, sets))
        sets[found[-1].code] = found[-1]
    for each in found:
        lost = [
            f"{item.code} prompts {item.prompts}, which is not there"
            for item in each.items
            if item.prompts and item.prompts not in sets
        ]
        if lost:
            raise FaultyQuestionSet(each.code, lost)
    return tuple(sorted(found, key=lambda each: (each.code, each.version)))


ALL: tuple[QuestionSet, ...] = read_folder()
"""Every version of every set that ships."""


def load(code: str, version: str | None = None) -> QuestionSet:
    """One version of a set; the newest where none is named. Raises NoQuestionSet."""
    versions = [each for each in ALL if each.code == code and version in (None, each.version)]
    if not versions:
        raise NoQuestionSet(f"There is no question set {code}" + (f" version {version}." if version else "."))
    return max(versions, key=lambda each: each.in_force_from)


def in_force(code: str, day: date) -> QuestionSet:
    """The version of a set that stands on a day. Raises NoQuestionSet where none does."""
    versions = [each for each in ALL if each.code == code and each.stands_on(day)]
    if not versions:
        raise NoQuestionSet(f"No version of {code} is in force on {day:%-d %B %Y}.")
    return max(versions, key=lambda each: each.in_force_from)


def stands(question_set: QuestionSet, day: date) -> bool:
    """Whether this is the version that stands on a day: in force, and not overtaken by a newer one."""
    try:
        return in_force(question_set.code, day).version == question_set.version
    except NoQuestionSet:
        return False


def over_from(question_set: QuestionSet) -> date | None:
    """The first day on which this version no longer stands: it ended, or a newer one came. None where neither."""
    ends = [each.in_force_from for each in ALL if each.code == question_set.code]
    ends = [day for day in (*ends, question_set.in_force_until) if day and day > question_set.in_force_from]
    return min(ends, default=None)


def version_before(question_set: QuestionSet) -> QuestionSet | None:
    """The version that came before this one, or None for the first."""
    older = [each for each in ALL if each.code == question_set.code and each.in_force_from < question_set.in_force_from]
    return max(older, key=lambda each: each.in_force_from, default=None)
