"""Playing a timeline through the services that people use, with the timeline's own dates as the clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts import services as accounts
from accounts.permissions import Role
from core import journal_queries
from custody import services as custody
from custody.states import Kind as CustodyKind
from incidents import queries as incidents_queries
from incidents import services as incidents
from incidents.services.cases import case_for_pair
from law import severity
from marac import services as marac
from marac.queries import gives_away
from marac.states import VictimTold
from people import services as people
from risk import queries as risk_queries
from risk import services as risk
from safety_plans import services as safety_plans

LONDON = ZoneInfo("Europe/London")
OPENS_MATTER = ("call", "incident", "contact", "referral", "breach", "arrest")
CHANNELS = {"call": "999", "referral": "AGENCY", "arrest": "OFFICER"}
CUSTODY = {
    "arrest": CustodyKind.ARRESTED,
    "charge": CustodyKind.CHARGED,
    "bail": CustodyKind.BAIL_GRANTED,
    "bail_variation": CustodyKind.BAIL_VARIED,
    "bail_end": CustodyKind.BAIL_ENDED,
    "sentence": CustodyKind.SENTENCED,
    "release": CustodyKind.RELEASED,
    "breach": CustodyKind.BREACHED,
    "protective_order": CustodyKind.ORDER_MADE,
}
FROM_HISTORY = "As recorded in the history of the case."
LEVELS = {"standard": "STANDARD", "low": "STANDARD", "medium": "MEDIUM", "high": "HIGH", "extreme": "HIGH"}
STAFF = {
    "operator": (Role.CONTROL, "control"),
    "supervisor": (Role.CONTROL_SUPERVISOR, "control"),
    "officer": (Role.RESPONSE, "response"),
    "sergeant": (Role.SERGEANT, "response"),
    "cru": (Role.CRU, "cru"),
    "safeguarding": (Role.SAFEGUARDING, "safeguarding"),
    "marac": (Role.MARAC, "marac"),
}


class Player:
    """One timeline, one force of its own, one clock that never runs backwards."""

    def __init__(self, timeline):
        self.timeline = timeline
        self.day = min((event.first_day for event in timeline.events if event.first_day), default=date(2000, 1, 1))
        self.at = self.noon()
        self.matters = {}
        self.cases = {}
        self.found_force()
        self.register()

    def found_force(self):
        """Set up a force with one officer for each part in the story."""
        code = f"replay-{self.timeline.id}"[:50]
        units = {code: code.title() for _, code in STAFF.values()}
        force = accounts.found_force(code=code, name=f"Replay of {self.timeline.id}"[:100], units=units)
        since = datetime(1950, 1, 1, tzinfo=LONDON)
        self.staff = {}
        for name, (role, unit) in STAFF.items():
            officer = accounts.enrol(
                username=f"{code}-{name}",
                first_name=name.title(),
                last_name="Replay",
                rank="inspector",
                email=f"{name}@example.org",
            )
            accounts.post(officer=officer, role=role, unit=force.units.get(code=unit), from_at=since)
            self.staff[name] = officer

    def register(self):
        """Register the people and how they are related."""
        by = self.staff["operator"]
        self.people = {
            ref: people.register(given_name=ref, family_name=self.timeline.id, by=by, at=self.at)
            for ref in self.timeline.people
        }
        self.refs = {str(person.pk): ref for ref, person in self.people.items()}
        for kind, of, to in self.timeline.relationships:
            people.link(kind=kind, of=self.people[of], to=self.people[to])

    def noon(self):
        """Return noon of the clock's day in London."""
        return datetime.combine(self.day, time(12), tzinfo=LONDON)

    def turn_to(self, event):
        """Move the clock to the event's first day, never back, and a minute on within the day."""
        if event.first_day and event.first_day > self.day:
            self.day = event.first_day
            self.at = self.noon()
        else:
            self.at += timedelta(minutes=1)

    def play(self):
        """Play every event; yield what each one raised, as lines."""
        last = journal_queries.latest()
        for event in self.timeline.events:
            self.turn_to(event)
            self.play_one(event)
            yield from self.lines(event, last)
            last = journal_queries.latest()

    def play_one(self, event):
        """Send one event to the services that it belongs to."""
        if event.raises_nothing:
            return self.tell(event)
        incident = self.matter(event)
        custody_kind = self.custody_kind(event)
        if custody_kind:
            self.custody(event, custody_kind)
        if event.type in ("arrest", "charge") and event.facts.get("remanded"):
            self.custody(event, CustodyKind.REMANDED)
        if event.type == "risk_assessment":
            return self.assess(event)
        if event.type == "safety_plan":
            return self.plan(event)
        if event.type == "marac":
            return self.refer(event)
        if incident is None and (custody_kind is None or severity.rank(event.facts) is not None):
            self.tell(event)
        return None

    def matter(self, event):
        """Log a new matter, and return its incident; None when the event opens none."""
        ref = event.facts.get("incident_ref")
        if ref is None or ref in self.matters or event.type not in OPENS_MATTER:
            return None
        known = [("victim", event.victim), ("suspect", event.suspect), *self.others(event)]
        rows = [
            {"role": role, "person_id": self.people[who].pk} if who else {"role": role, "unknown": True}
            for role, who in known
        ]
        incident = incidents.log_call(
            channel=CHANNELS.get(event.type, "OTHER"),
            people=rows,
            what=event.text,
            kind="BREACH" if event.type == "breach" else "DOMESTIC",
            facts=plain(event.facts) | ({"breach": True} if event.type == "breach" else {}),
            reported_at=self.at,
            by=self.staff["operator"],
            at=self.at,
        )
        self.matters[ref] = incident
        pair = incidents_queries.pairs(incident).first()
        self.cases[(event.victim, event.suspect)] = pair.case
        return incident

    def others(self, event):
        """Return the other people named in the facts, with their part."""
        also = event.facts.get("also_victim")
        if also in self.people and also not in (event.victim, event.suspect):
            return [("child" if self.timeline.people[also] == "child" else "witness", also)]
        return []

    def custody_kind(self, event):
        """Return the kind of custody event that this is, or None."""
        if event.type == "court":
            refused = event.facts.get("protective_measures") == "refused"
            return CustodyKind.ORDER_REFUSED if refused else CustodyKind.COURT_HEARD
        if event.type == "release" and event.facts.get("under_investigation"):
            return CustodyKind.RELEASED_UNDER_INVESTIGATION
        return CUSTODY.get(event.type)

    def custody(self, event, kind):
        """Record a custody, court or prison event of the suspect for this case."""
        case = self.case(event)
        details = {"note": event.text[:300]}
        if kind == CustodyKind.SENTENCED and isinstance(event.facts.get("months"), int | float):
            details |= {"months": int(event.facts["months"]), "custodial": True}
        if kind == CustodyKind.ORDER_MADE:
            details |= {"order": str(event.facts.get("order") or "order")[:60]}
        if kind == CustodyKind.CHARGED and event.facts.get("offence"):
            details |= {"offence": str(event.facts["offence"])[:200]}
        if kind == CustodyKind.BREACHED:
            details |= {"breach_of": str(event.facts.get("breach_of") or "")[:60]}
        custody.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            case_id=case.pk,
            effective_at=self.at,
            source="timeline",
            source_event_id=f"{self.timeline.id}/{event.number}/{kind}",
            details=details,
            by=self.staff["officer"],
            at=self.at,
        )

    def assess(self, event):
        """Make, sign off and where the level was changed on review, review an assessment."""
        level = LEVELS.get(str(event.facts.get("level", "")).lower())
        if level is None:
            return self.tell(event)
        case_id, reasons = self.case(event).pk, event.text or FROM_HISTORY
        holds = risk_queries.latest_signed_off(case_id) if event.facts.get("previous_level") else None
        if holds:
            return risk.review_grade(
                assessment_id=holds.pk, grade=level, reasons=reasons, by=self.staff["cru"], at=self.at
            )
        return risk.assess_from_record(
            case_id=case_id,
            level=level,
            assessed_on=self.day,
            reasons=reasons,
            author=self.staff["officer"],
            supervisor=self.staff["sergeant"],
            at=self.at,
        )

    def plan(self, event):
        """Record the measures of a safety plan, and those that were taken away."""
        return safety_plans.plan_from_record(
            case_id=self.case(event).pk,
            measures=texts(event.facts.get("measures")),
            removed=texts(event.facts.get("measures_removed")),
            on=self.day,
            by=self.staff["safeguarding"],
            at=self.at,
        )

    def refer(self, event):
        """Refer the case to MARAC on judgement."""
        case = self.case(event)
        return marac.refer_case(
            case_id=case.pk,
            # The papers name no home; the timeline keeps its own words.
            judgement_reasons=FROM_HISTORY if gives_away(event.text or "", case) else event.text or FROM_HISTORY,
            victim_told=VictimTold.NOT_REACHED,
            telling_note=FROM_HISTORY,
            by=self.staff["marac"],
            at=self.at,
        )

    def tell(self, event):
        """Keep the event as information about the case, and about its matter where it names one."""
        incident = self.matters.get(event.facts.get("incident_ref")) if not event.raises_nothing else None
        return incidents.add_information(
            case_id=self.case(event).pk,
            incident_id=incident.pk if incident else None,
            kind=event.type,
            occurred_on=self.day,
            text=event.text,
            facts=event.facts,
            by=self.staff["officer"],
            at=self.at,
        )

    def case(self, event):
        """Return the case of the event's victim and suspect, opened where there is none."""
        pair = (event.victim, event.suspect)
        if pair not in self.cases:
            victim, suspect = (self.somebody(ref, role) for ref, role in zip(pair, ("victim", "suspect"), strict=True))
            self.cases[pair] = case_for_pair(victim, suspect, by=self.staff["operator"], at=self.at)
        return self.cases[pair]

    def somebody(self, ref, role):
        """Return the person of a reference; without one, the first of the role, or a place for an unknown one."""
        first = next((each for each, part in self.timeline.people.items() if part == role), None)
        if ref or first:
            return self.people[ref or first]
        return people.register(unknown=True, by=self.staff["operator"], at=self.at)

    def lines(self, event, last):
        """Yield one line for each flag that was raised and each duty that was opened since entry `last`."""
        common = {"case": self.timeline.id, "event": event.number, "on": self.day.isoformat()}
        flags, reassess, duties = [], [], []
        for entry in journal_queries.since(last):
            if entry.event == "incidents.flag_raised":
                person = self.refs[entry.facts["person"]]
                flags.append(common | {"flag": entry.facts["flag"], "person": person})
            for duty, rule in journal_queries.opened_by(entry):
                # What only came forward with the level was raised before.
                if rule.flag and entry.event in rule.opens_on:
                    line = {"flag": rule.flag, "person": self.victim_ref(duty.case_id), "trigger": rule.trigger}
                    reassess.append(common | line)
                duties.append(
                    common | {"duty": duty.code, "owed_by": self.owner(duty), "due_at": duty.due_at.isoformat()}
                )
        yield from flags + reassess + duties

    def victim_ref(self, case_id):
        """Return the reference of a case's victim."""
        pair = next(pair for pair, case in self.cases.items() if case.pk == case_id)
        return pair[0] or next(iter(self.timeline.people))

    def owner(self, duty):
        """Return the part of the story that owes a duty."""
        return next((name for name, officer in self.staff.items() if officer.pk == duty.owner_id), duty.owed_by)


def plain(facts):
    """Return facts without the reference, which is ours."""
    return {name: value for name, value in facts.items() if name != "incident_ref"}


def texts(value):
    """Return a list of texts from a fact that may be one text, a list, or a yes."""
    if value in (None, False, ""):
        return []
    if isinstance(value, list):
        return [str(each) for each in value]
    return ["measure" if value is True else str(value)]
