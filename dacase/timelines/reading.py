"""Reading a timeline of format case-timeline/1. A malformed file is refused whole, every fault named."""

import json
from dataclasses import dataclass, field
from datetime import date

from people.states import Kind

FORMAT = "case-timeline/1"
TYPES = (
    "call incident contact referral breach arrest charge bail bail_variation bail_end court sentence release "
    "protective_order risk_assessment safety_plan marac other"
).split()
EXCLUDING = ("history", "known_only_after_death", "fatal", "fatal_injury")


class Malformed(ValueError):
    """The file is not a timeline; `faults` is a list of sentences."""

    def __init__(self, faults):
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Event:
    """One event: its place, the first day that its date may mean (None: not known), and what is known."""

    number: int
    first_day: date | None
    type: str
    victim: str | None
    suspect: str | None
    facts: dict
    text: str = ""

    @property
    def raises_nothing(self):
        """Say whether the event is background, unreported, learnt after a death, or the death itself."""
        if self.facts.get("reported_to_police") is False:
            return True
        return any(self.facts.get(name) for name in EXCLUDING if name != "fatal_injury")


@dataclass(frozen=True)
class Timeline:
    """A whole case: people by reference, how they are related, and the events in order."""

    id: str
    people: dict
    relationships: list = field(default_factory=list)
    events: list = field(default_factory=list)


def read(text):
    """Return the Timeline that a JSON text holds, or raise Malformed with every fault."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Malformed([f"this is not JSON: {error}"]) from None
    if not isinstance(data, dict):
        raise Malformed(["a timeline is one JSON object"])
    faults = []
    if data.get("format") != FORMAT:
        faults.append(f'format must be "{FORMAT}"')
    if not (isinstance(data.get("id"), str) and data["id"]):
        faults.append("id must be a text")
    people = people_of(data, faults)
    relationships = relationships_of(data, people, faults)
    events = events_of(data, people, faults)
    if faults:
        raise Malformed(faults)
    return Timeline(data["id"], people, relationships, events)


def listed(data, name, faults):
    """Return a list of objects from the file, naming what is not one."""
    rows = data.get(name, [])
    if not isinstance(rows, list):
        faults.append(f"{name} must be a list")
        return []
    for place, row in enumerate(rows):
        if not isinstance(row, dict):
            faults.append(f"{name[:-1]} {place}: must be an object")
    return [(place, row) for place, row in enumerate(rows) if isinstance(row, dict)]


def people_of(data, faults):
    """Return {reference: role}."""
    people = {}
    for place, row in listed(data, "people", faults):
        ref = row.get("ref")
        if not isinstance(ref, str) or not ref:
            faults.append(f"people {place}: ref must be a text")
        elif ref in people:
            faults.append(f"people {place}: {ref} is there twice")
        else:
            people[ref] = str(row.get("role") or "other")
    if not people and not faults:
        faults.append("people: nobody is in this timeline")
    return people


def relationships_of(data, people, faults):
    """Return [(kind, of, to)]."""
    found = []
    for place, row in listed(data, "relationships", faults):
        kind, of, to = row.get("kind"), row.get("of"), row.get("to")
        if kind not in Kind.values:
            faults.append(f"relationship {place}: kind {kind!r} is not known")
        for end in (of, to):
            if not isinstance(end, str) or end not in people:
                faults.append(f"relationship {place}: {end!r} is not among the people")
        if of == to:
            faults.append(f"relationship {place}: nobody is related to themselves")
        found.append((kind, of, to))
    return found


def events_of(data, people, faults):
    """Return the events, naming every fault by the event's number."""
    found = []
    for number, row in listed(data, "events", faults):
        wrong = []
        for end in ("victim", "suspect"):
            ref = row.get(end)
            if ref is not None and (not isinstance(ref, str) or ref not in people):
                wrong.append(f"{end} {ref!r} is not among the people")
        if row.get("victim") is not None and row.get("victim") == row.get("suspect"):
            wrong.append("victim and suspect are the same person")
        if row.get("type") not in TYPES:
            wrong.append(f"type {row.get('type')!r} is not known")
        facts = row.get("facts", {})
        if not isinstance(facts, dict):
            wrong.append("facts must be an object")
            facts = {}
        if facts.get("incident_ref") is not None and not isinstance(facts["incident_ref"], str):
            wrong.append("incident_ref must be a text")
        day = first_day(row, wrong)
        faults += [f"event {number}: {sentence}" for sentence in wrong]
        found.append(
            Event(
                number,
                day,
                row.get("type"),
                row.get("victim"),
                row.get("suspect"),
                facts,
                str(row.get("text") or ""),
            )
        )
    return found


def first_day(row, wrong):
    """Return the first day that an event's date may mean.

    A vague one counts from `on_or_after`, else from `on_or_before`.
    """
    days = {name: day_of(row.get(name), name, wrong) for name in ("on", "on_or_after", "on_or_before")}
    return days["on"] or days["on_or_after"] or days["on_or_before"]


def day_of(value, name, wrong):
    """Read YYYY, YYYY-MM or YYYY-MM-DD as its first day."""
    if value is None:
        return None
    try:
        parts = [int(part) for part in str(value).split("-")]
        if len(parts) > 3 or len(str(value)) not in (4, 7, 10):
            raise ValueError
        return date(*(parts + [1, 1])[:3])
    except (ValueError, TypeError):
        wrong.append(f"{name} {value!r} is not a date (YYYY, YYYY-MM or YYYY-MM-DD)")
        return None
