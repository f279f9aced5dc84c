"""What the record answers while a call is typed: section by section, the gravest first, each fact with its age.

A section is {title, grave, lines}, a line {text, at, href, note}. Every look is its own: what could not be looked up
is named on the page, and the call goes on.
"""

from dataclasses import dataclass

from django.urls import reverse

from core.access import level_for
from core.looking import Looking
from incidents import queries
from incidents.presenters import markers
from incidents.states import FlagCode, Grade
from law import clocks
from law.call_grading import grade_floor, suggest_call_grade
from people import queries as people_queries

# (name, function (cases, people, reader, at) -> sections) of the apps above; the desk fills it.
ABOVE = []


@dataclass(frozen=True)
class Typed:
    """What a call says so far that the record can be asked about."""

    people: tuple = ()
    address: object = None
    numbers: tuple = ()

    @property
    def anything(self):
        """Whether there is anything to ask about."""
        return bool(self.people or self.address or self.numbers)


def known(typed, cards_of, reader, at):
    """Return what the record knows: sections, flags as cards, a summary to be read out, and what was not checked."""
    if not typed.anything:
        return {"looked": False, "sections": [], "flags": [], "unchecked": [], "summary": ""}
    looking = Looking()
    cases = cases_known(typed, looking, reader)
    flags = looking.ask("flags", lambda: cards_of(typed.people, reader=reader, at=at), []) if typed.people else []
    own = [
        ("markers", lambda: marked(typed, reader, at)),
        ("firearms", lambda: firearms(typed, at)),
        ("escalation", lambda: raised(cases, at)),
        ("children", lambda: children(cases)),
        ("earlier reports of the people", lambda: of_people(typed, reader)),
        ("the telephone number", lambda: of_numbers(typed, reader)),
        ("earlier reports at the address", lambda: of_address(typed, reader)),
    ]
    above = [(name, lambda ask=ask: ask(cases, typed.people, reader, at)) for name, ask in ABOVE if cases]
    sections = [each for name, look in own[:3] + above + own[3:] for each in looking.ask(name, look, [])]
    sections.insert(
        sum(each["grave"] for each in sections), section("Cases", [case_line(each, reader) for each in cases])
    )
    shown = sorted((each for each in sections if each["lines"]), key=lambda each: not each["grave"])
    return {
        "looked": True,
        "sections": shown,
        "flags": flags,
        "unchecked": looking.failed,
        "summary": summary(shown, flags, looking.failed),
    }


def cases_known(typed, looking, reader):
    """Return the cases of the people chosen, then the open ones at the address or number, each with `around`."""
    cases = looking.ask("cases", lambda: queries.known_cases(typed.people, reader=reader), []) if typed.people else []
    around = looking.ask(
        "cases at the address or number",
        lambda: queries.cases_around(typed.address, typed.numbers, reader=reader),
        [],
    )
    named = {case.pk for case in cases}
    cases = [*cases, *(case for case in around if case.pk not in named)]
    for case in cases:
        case.around = case.pk not in named
    return cases


def section(title, lines, grave=False):
    """Return one section of the panel."""
    return {"title": title, "lines": lines, "grave": grave and bool(lines)}


def line(text, at=None, href="", note="", level=None):
    """Return one line of a section: a fact, how old it is, and where to read on."""
    return {"text": text, "at": at, "href": href, "note": note, "level": level}


def case_line(case, reader):
    """Return a case with its owner, and its level where the reader may know it."""
    level = level_for(case, reader)
    if case.state != "OPEN":
        return line(str(case), case.closed_at, reverse("case", args=[case.pk]), "Closed", level)
    owner = f"Owner: {case.now_owned[0].officer}" if case.now_owned else ""
    if case.around:
        owner = f"{owner}. By the address or number alone: ask who it is"
    return line(str(case), case.opened_at, reverse("case", args=[case.pk]), owner, level)


def matter_line(incident):
    """Return an earlier report."""
    text = f"{incident.number} {incident.get_kind_display()}"
    return line(text, incident.reported_at, reverse("incident", args=[incident.pk]))


def marked(typed, reader, at):
    """Return the markers on the people, the address and the numbers: what somebody must know before they go there."""
    found = people_queries.markers_for(typed.people, typed.address, typed.numbers, reader, at)
    lines = [line(markers.words(each), each.from_on, markers.way(each), markers.standing(each)) for each in found]
    return [section("Markers", lines, grave=True)]


def firearms(typed, at):
    """Return the certificates of the people and at the address."""
    found = queries.firearms(typed.people, typed.address, at)
    lines = [line(f"Certificate {each.certificate}", each.valid_from, note=until(each.valid_until)) for each in found]
    return [section("Firearms", lines, grave=True)]


def until(day):
    """Return until when something holds, in words."""
    return f"until {day:%-d %B %Y}" if day else ""


def raised(cases, at):
    """Return the escalations and third reports of the last twelve months."""
    rows = queries.raised_lately([case.pk for case in cases], clocks.london_day(at)) if cases else []
    lines = [
        line(FlagCode(row.facts["flag"]).label, row.occurred_at, reverse("incident", args=[row.subject_id]))
        for row in rows
    ]
    return [section("Raised before", lines, grave=True)]


def children(cases):
    """Return the children named in earlier reports."""
    rows = queries.children_in([case.pk for case in cases]) if cases else []
    lines = [
        line(str(row.person), row.incident.reported_at, reverse("person", args=[row.person_id]), born(row.person))
        for row in rows
    ]
    return [section("Children", lines)]


def born(person):
    """Return when a person was born, in words, as far as it is known."""
    return f"born {person.born_on:%Y}" if person.born_on else ""


def of_people(typed, reader):
    """Return the earlier reports in which any of the people was involved."""
    found = queries.earlier_matters(typed.people, reader=reader, limit=8) if typed.people else []
    return [section("Earlier reports", [matter_line(each) for each in found])]


def of_numbers(typed, reader):
    """Return who has the number, and what was reported from it."""
    if not typed.numbers:
        return []
    owners = queries.people_with_number(typed.numbers, reader=reader)
    found = queries.matters_by_number(typed.numbers, reader=reader)
    lines = [line(f"Number of {each}", href=reverse("person", args=[each.pk])) for each in owners]
    return [section("From this number", lines + [matter_line(each) for each in found])]


def of_address(typed, reader):
    """Return the earlier reports at the address."""
    found = queries.matters_at(typed.address, reader=reader)[:8] if typed.address else []
    return [section("At this address", [matter_line(each) for each in found])]


def summary(sections, flags, unchecked):
    """Return in one sentence what was found, for whoever hears the page."""
    parts = [f"{len(each['lines'])} under {each['title'].lower()}" for each in sections]
    parts += [each["title"].lower() for each in flags]
    parts += [f"not checked: {name}" for name in unchecked]
    return "Found: " + ", ".join(parts) + "." if parts else "Nothing on record."


def suggested(facts):
    """Return the grade that what was typed suggests, with the floor and every reason and its source."""
    floor = grade_floor(facts["kind"], facts["domestic"], facts["connected"])
    suggestion = suggest_call_grade(facts)
    return {
        "grade": "" if floor.needs_connection else Grade(suggestion.grade).label,
        "floor": Grade(floor.grade).label if floor.grade else "",
        "needs_connection": floor.needs_connection,
        "reasons": [*floor.reasons, *suggestion.reasons],
    }


def number_of(text):
    """Return a telephone number as it is kept, or "" for a text that is none."""
    return people_queries.number(text) or ""
