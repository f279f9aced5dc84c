"""What a rule of duty is made of. Rules are data: nobody writes an `if` for one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from law.thresholds.figure import Threshold

OWNER_RULES = (
    "case_owner",
    "responding_unit",
    "author",
    "attending_officer",
    "control_room_operator",
    "control_room_supervisor",
    "incident_supervisor",
    "sergeant",
    "inspector",
    "firearms_inspector",
    "reviewing_inspector",
    "cru",
    "plan_reviewer",
    "duplicate_reviewer",
    "safeguarding",
    "disclosure_worker",
    "event_placer",
    "address_keeper",
    "address_inspector",
    "marac_coordinator",
    "agenda_keeper",
    "arbiter",
    "signer",
    "reviewer",
    "second_reader",
    "named",
    "offered_to",
    "witness_contact",
    "victim_contact",
    "family_contact",
    "supervisor",
)
"""Who may owe a duty. `named` is the officer in the fact `owner`, `offered_to` the officer in the fact `to`."""

DECIDERS = ("signer", "reviewer", "second_reader", "arbiter")
"""Who decides about a risk: never whoever had a part in it, or is close to somebody in the case."""

KEEPERS = ("address_keeper",)
"""Who may see a protected address: what they owe is hidden from everybody else, the owner of the case included."""

MOMENTS = ("occurred_at", "recorded_at")
"""The two moments every entry has; any other `starts` names a fact that holds a date or a moment."""


OUTGROWN = "incidents.allocation_outgrown"
"""That a case needs more skill than whoever investigates it: said when its level rises, often from nothing else."""

JUDGED_AGAIN = "children.part_judged_again"
"""That social care must know what it had not to know before, of a child: said only when the level of its case rises."""

READ_RAISED = "risk.read_raised"
"""That one of two reads is higher than the level of its case: said only then, and so that level holds."""

TELLING_LEVEL = (OUTGROWN, JUDGED_AGAIN, READ_RAISED)
"""Events that tell by themselves that the level of their case rose."""

LEVEL_SET = (
    "risk.assessment_signed_off",
    "risk.grade_reviewed",
    "risk.grade_disputed",
    "risk.assessment_corrected",
    "risk.downgrade_ended",
    READ_RAISED,
)
"""What sets a level, or lets a higher one hold again; lowering one for a time is none of these."""

SET_WITHOUT_SIGN_OFF = LEVEL_SET[1:]
"""Those that set a level without a new assessment."""

REOPENED = "incidents.case_reopened"
"""That a closed case is open again, and what ended with its closing is owed again."""

ROSE = {"level_rose": True}
"""That the level of an open case is higher than it was."""

ONCE_RISEN: Mapping[str, Mapping[str, Any]] = dict.fromkeys(LEVEL_SET, ROSE)
"""What sets a level, where it rose by that."""

CHILDREN_KNOWN = (True, "LISTED")
"""The values of the fact `children` that say there are children."""


@dataclass(frozen=True)
class AtLeast:
    """A wanted fact that is a number not below a least one."""

    least: int

    def matches(self, value: Any) -> bool:
        """Whether a known value reaches the least one. Text and yes-or-no never do."""
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= self.least


def agrees(wanted: Any, value: Any) -> bool:
    """Whether one fact is as wanted: equal, among the wanted ones, or at least the least. None is never right."""
    if value is None:
        return False
    if isinstance(wanted, AtLeast):
        return wanted.matches(value)
    return value in wanted if isinstance(wanted, tuple) else value == wanted


def matches(wanted: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether every wanted fact is known and as wanted."""
    return all(agrees(value, facts.get(name)) for name, value in wanted.items())


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One duty: what opens it, what meets it, how long it may take, on which clock, who owes it, and why.

    `renews_on` names events, among those that open it, which replace an open duty; `void_on` those that end it
    undone, `void_when` with which facts. Both look at the case or the subject as `per` says.

    `sooner_on` names events that replace an open duty only where the new one is due earlier, so that none is put off
    and what is late stays late; those not among `opens_on` open nothing where nothing is open. They are of the whole
    case: where there is a duty for each subject, each of them comes forward. `when_on` gives, for one event, the wanted
    facts in the place of `when`.

    `within` is the time allowed. `within_by` gives another for the value of the fact `by_fact`, and `clock_by`
    another clock for that value. `starts` is `occurred_at`, `recorded_at` or the name of a fact. `per` says
    whether there is one open duty a case or one a subject; `met_per` where the meeting entry is looked for, and
    `met_about` which of its events count only where they are about the subject of the duty. `met_not_before`
    wants a meeting entry made after the duty started: an assessment whose questions were asked after it, or where
    only the day is known one dated on or after its London day. `ended_not_before` wants whatever ends it to have
    happened at or after what opened it, to the instant: a message of something earlier may reach us later.
    `met_window` wants a meeting entry within so many days of the due moment. `only_ahead` leaves out a duty that
    would already be late when it opens, because a later rung of the same ladder stands. `said_again` is for what
    is owed again where an event is said again because what had answered it does not count (its fact `again`);
    nothing else is then asked anew.
    `needs` names the permission without which it cannot be done; empty where whoever owes it may, or sees that
    another does it.
    """

    code: str
    what: str
    opens_on: tuple[str, ...]
    met_by: tuple[str, ...]
    within: Threshold
    clock: str
    owed_by: str
    source: str
    confidence: str
    needs: str = ""
    starts: str = "occurred_at"
    when: Mapping[str, Any] = field(default_factory=dict)
    when_on: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    per: str = "case"
    met_per: str = ""
    met_about: tuple[str, ...] = ()
    met_when: Mapping[str, Any] = field(default_factory=dict)
    met_not_before: bool = False
    ended_not_before: bool = False
    met_window: Threshold | None = None
    renews_on: tuple[str, ...] = ()
    sooner_on: tuple[str, ...] = ()
    void_on: tuple[str, ...] = ()
    void_when: Mapping[str, Any] = field(default_factory=dict)
    within_by: Mapping[str, Threshold] = field(default_factory=dict)
    clock_by: Mapping[str, str] = field(default_factory=dict)
    by_fact: str = "level"
    only_ahead: bool = False
    said_again: bool = False
    flag: str = ""
    trigger: str = ""
    escalates_to: tuple[str, ...] = ()
    timer: int | None = None
    evidence: str = ""

    def __post_init__(self) -> None:
        if not self.met_per:
            object.__setattr__(self, "met_per", self.per)

    def opens(self, event: str, facts: Mapping[str, Any]) -> bool:
        """Whether this event with these facts opens the duty. Without the fact it starts from, it cannot."""
        return event in self.opens_on and self._asked_by(event, facts)

    def hastens(self, event: str, facts: Mapping[str, Any]) -> bool:
        """Whether this event with these facts replaces an open duty, where the new one is due earlier."""
        return event in self.sooner_on and self._asked_by(event, facts)

    def _asked_by(self, event: str, facts: Mapping[str, Any]) -> bool:
        startable = self.starts in MOMENTS or facts.get(self.starts) is not None
        asked = self.said_again or not facts.get("again")
        return startable and asked and matches(self.wanted(event), facts)

    def wanted(self, event: str) -> Mapping[str, Any]:
        """The facts that an event must have."""
        return self.when_on.get(event, self.when)

    def met(self, event: str, facts: Mapping[str, Any]) -> bool:
        """Whether this event with these facts is of the kind that meets the duty."""
        return event in self.met_by and matches(self.met_when, facts)

    def voids(self, event: str, facts: Mapping[str, Any]) -> bool:
        """Whether this event with these facts is of the kind that ends the duty undone."""
        return event in self.void_on and matches(self.void_when, facts)

    def renews(self, event: str, facts: Mapping[str, Any]) -> bool:
        """Whether this event replaces an open duty; only if it opens the next one, so that none is lost."""
        return event in self.renews_on and self.opens(event, facts)

    def figure(self, facts: Mapping[str, Any]) -> Threshold:
        """The time allowed for an entry with these facts."""
        return self.within_by.get(str(facts.get(self.by_fact)), self.within)

    def clock_for(self, facts: Mapping[str, Any]) -> str:
        """The name of the clock for an entry with these facts."""
        return self.clock_by.get(str(facts.get(self.by_fact)), self.clock)

    @property
    def stays_itself(self) -> bool:
        """Whether it comes forward with its subject, its start and its owner, not as another that starts by then.

        So it is with what is owed for each subject, and where only what was made since the start counts.
        """
        return self.per == "subject" or self.met_not_before

    @property
    def tells_level(self) -> bool:
        """Whether it, or when it is due, tells the level of risk of its case."""
        asked = {*self.when, *((self.by_fact,) if self.within_by else ())}
        asked |= {name for wanted in self.when_on.values() for name in wanted}
        of_risk = all(event.startswith("risk.") for event in self.opens_on)
        by_grade = of_risk and bool(asked & {"grade", "raised", "lowered", "below_author"})
        return by_grade or bool(asked & {"level", "interval"}) or bool({*TELLING_LEVEL} & {*self.opens_on})

    @property
    def figures(self) -> tuple[Threshold, ...]:
        """Every figure the rule may use."""
        return (self.within, *self.within_by.values(), *((self.met_window,) if self.met_window else ()))


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A thing that must be so before another may happen: a policy refuses, there is no time to count."""

    code: str
    what: str
    before: str
    owed_by: str
    source: str
    confidence: str
    figures: tuple[Threshold, ...] = ()
    timer: int | None = None


@dataclass(frozen=True, kw_only=True)
class Window:
    """A look back from the day of a new event, first and last day included; never a calendar year."""

    code: str
    what: str
    months: Threshold | None = None
    years: Threshold | None = None
    count: Threshold | None = None
    source: str
    confidence: str
    timer: int | None = None
