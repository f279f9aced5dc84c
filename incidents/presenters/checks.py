"""Words for the checks of a call, and what the house itself knows of each: an answer to begin with, no more."""

from django.urls import reverse

from incidents import events, queries
from incidents.presenters import markers
from incidents.presenters.firearms import certificate_words
from incidents.states import CheckResult, Children, Role
from law.checks import LIST, TITLES

# Functions (cases, at) -> {check code: [sentences]}: what the apps above know of the suspects. The desk fills it.
ABOVE = []
SHOWN = 5
BY_CODE = {check.code: check for check in LIST.checks}

SENTENCES = {
    events.CHECKS_LISTED: lambda facts: "Checks listed: the call is domestic.",
    events.CHECK_ANSWERED: lambda facts: f"Check made: {title(facts['code'])}. {CheckResult(facts['result']).label}.",
    events.CHECKS_DONE: lambda facts: "Every check is answered.",
    events.CHECKS_RELAYED: lambda facts: f"Passed on to the unit: {', '.join(map(title, facts['codes']))}.",
    events.CHECK_OFFERED: lambda facts: f"Check handed to another officer: {title(facts['code'])}.",
    events.CHECK_ACCEPTED: lambda facts: f"Check taken over: {title(facts['code'])}.",
    events.CHECK_REFUSED: lambda facts: f"Check not taken over: {title(facts['code'])}.",
}
WAYS = {
    events.CHECKS_DONE: lambda duty: reverse("checks", args=[duty.subject_id]),
    events.CHECK_ACCEPTED: lambda duty: reverse("check_accept", args=[duty.subject_id]),
    events.CHECK_ANSWERED: lambda duty: reverse("check", args=[duty.subject_id]),
}


def title(code):
    """Return what a check is called; one of an older list keeps its code."""
    return TITLES.get(code, code)


def line(text, href=""):
    """Return one thing that is known, with the way to it."""
    return {"text": text, "href": href}


def known(incident, *, pairs, reader, at):
    """Return {check code: lines} of what the house knows for those checks that it can begin to answer.

    `pairs` are those of the incident that this reader may know of. Under "MARKERS" are the markers themselves and under
    "EARLIER" the earlier reports; each is a line of its check too.
    """
    rows = incident.involvements.all()
    people = [row.person for row in rows if row.role in (Role.VICTIM, Role.SUSPECT) and not row.person.unknown]
    identities = [person.identity_id for person in people]
    certificates = queries.firearms([person.pk for person in people], incident.address, at)
    found = {
        "FIREARMS": [line(certificate_words(each, each.here)) for each in certificates],
        "LOCAL": [],
        "EARLIER": [earlier(each) for each in queries.earlier_here(incident, identities, reader=reader, limit=SHOWN)],
        "CHILDREN": children(incident, pairs),
        "ORDERS": [],
        "BAIL": [],
        "MARKERS": markers.of_incident(incident, reader=reader, at=at),
    }
    for each in found["MARKERS"]:
        told = f"{markers.words(each)}. {markers.standing(each)}."
        found["FIREARMS" if markers.is_weapon(each) else "LOCAL"].append(line(told, markers.way(each)))
    found["LOCAL"] += found["EARLIER"]
    suspected = queries.open_cases_against(identities, reader=reader)
    for ask in ABOVE:
        for code, sentences in ask(suspected, at).items():
            found[code] += [line(sentence) for sentence in sentences]
    return found


def earlier(incident):
    """Return an earlier report as one thing that is known."""
    words = f"{incident.get_kind_display()}, {incident.reported_at:%-d %b %Y}"
    return line(words, reverse("incident", args=[incident.pk]))


def children(incident, pairs):
    """Return the children named in this incident or in the earlier ones of its cases."""
    cases = [pair.case_id for pair in pairs]
    named = {row.person_id: row.person for row in queries.children_of(*cases)}
    lines = [line(str(person), reverse("person", args=[pk])) for pk, person in named.items()]
    if not lines and incident.children == Children.LISTED:
        return [line("Children are there, and none is named yet")]
    return lines


def rows(incident, *, pairs, reader, at):
    """Return the checks of an incident as the pages show them, what can kill first."""
    return shown(incident, known(incident, pairs=pairs, reader=reader, at=at))


def shown(incident, knows):
    """Return the checks with what is known of each."""
    return [
        {
            "check": check,
            "title": title(check.code),
            "look_for": BY_CODE[check.code].look_for if check.code in BY_CODE else "",
            "known": knows.get(check.code),
            "seen": check.done_at.isoformat() if check.done_at else "",
            "holder": str(check.owner) if check.owner else "Control room",
        }
        for check in queries.checks_of(incident)
    ]


def panel(incident):
    """Return the checks for the incident's page: how many wait, and each answer."""
    found = shown(incident, {})
    return {
        "rows": found,
        "waiting": sum(not row["check"].result for row in found),
        "unrelayed": sum(bool(row["check"].result and not row["check"].relayed_at) for row in found),
    }
