"""The story of a case: each entry's sentence, each duty's clock, and the way to what is owed."""

from urllib.parse import urlsplit

from django.urls import resolve, reverse

from accounts import presenters as accounts_presenters
from accounts import queries as accounts
from accounts.permissions import Permission
from children import presenters as children
from core import journal_queries
from core.access import levels_kept_from
from core.doors import SIGNED_IN
from core.duties import ESCALATED, GONE_ALONG, NO_LONGER_OWED, OWED_AGAIN, REASSIGNED, SEEN
from core.sentences import in_sentence
from custody import presenters as custody
from deaths import presenters as deaths
from deaths import queries as deaths_queries
from disclosures import presenters as disclosures
from incidents import presenters as incidents
from incidents.queries import INCIDENT
from law.duties import BY_CODE
from marac import presenters as marac
from oversight import presenters as oversight
from people import presenters as people
from regular import presenters as regular
from risk import presenters as risk
from safety_plans import presenters as safety_plans
from witness_care import presenters as witness_care

APPS = (
    accounts_presenters,
    people,
    incidents,
    deaths,
    risk,
    children,
    custody,
    disclosures,
    witness_care,
    safety_plans,
    marac,
    regular,
    oversight,
)


def owed(facts):
    """Return what was owed, in words; where it would tell a withheld level, that it is withheld."""
    return in_sentence(BY_CODE[facts["duty"]].what if "duty" in facts else journal_queries.KEPT_WORDS)


# Why a supervisor was told of a duty, by whether its entry is early and whether it is told again; else it is late.
WHY_TOLD = {
    (True, False): "Its owner cannot be reached",
    (False, True): "Late, and whoever was told cannot be reached",
}
OWN = {
    ESCALATED: lambda facts: (
        f"{WHY_TOLD.get(('early' in facts, 'again' in facts), 'Late')}: {owed(facts)}. A supervisor was told."
    ),
    REASSIGNED: lambda facts: "Duty given to another officer.",
    SEEN: lambda facts: "An officer has seen what left their list by the act of others.",
    NO_LONGER_OWED: lambda facts: f"No longer owed, since the victim has died: {owed(facts)}.",
    OWED_AGAIN: lambda facts: f"Owed again, since a death was recorded by mistake: {owed(facts)}.",
    GONE_ALONG: lambda facts: f"Went along to the other force: {owed(facts)}.",
}
SENTENCES = OWN | {event: words for app in APPS for event, words in app.SENTENCES.items()}
NAMES = {subject: names for app in APPS for subject, names in getattr(app, "NAMES", {}).items()}
NAMED = {subject: codes for app in APPS for subject, codes in getattr(app, "NAMED", {}).items()}
WAYS = {event: way for app in APPS for event, way in app.WAYS.items()}


def sentence(entry):
    """Return what an entry says, in one sentence; an event without words of its own keeps its name."""
    return said(entry.event, entry.facts)


def said(event, facts):
    """Return an event with these facts in one sentence."""
    words = SENTENCES.get(event)
    return words(facts) if words else event


def sentence_for(entry, reader):
    """Return what an entry says to a reader: where the level of its case is withheld from them, no grade."""
    if entry.event in risk.WITHOUT_GRADE and entry.case_id in levels_kept_from(reader):
        return f"{risk.WITHOUT_GRADE[entry.event]} Its grade is withheld until your own read is in."
    kept = journal_queries.kept_facts(entry, reader)
    return said(entry.event, {name: value for name, value in entry.facts.items() if name not in kept})


def way(duty):
    """Return the page on which this duty can be done, or the case's page, or None."""
    rule = BY_CODE.get(duty.code)
    for event in rule.met_by if rule else ():
        if event in WAYS:
            return WAYS[event](duty)
    return None


def way_for(duty, reader):
    """Return the way to do a duty where this reader may go it, else None: a link never leads to a no."""
    href = None if duty.ended_at else way(duty)
    if href is None:
        return None
    found = resolve(urlsplit(href).path)
    view = found.func.view_class
    permission = view.permission_of(**found.kwargs) if hasattr(view, "permission_of") else view.permission
    return href if permission == SIGNED_IN or reader.may(permission) is None else None


def look_for(duty, reader):
    """Return the page of the incident that a duty is about, for whoever may read it and not do the duty, else None."""
    about = duty.subject_type == INCIDENT and not duty.ended_at
    return reverse("incident", args=[duty.subject_id]) if about and reader.may(Permission.CASE_READ) is None else None


def clocks(duties, reader):
    """Return duties as clocks for the page: what, owner, due, why, and where this reader can do it."""
    duties = list(duties)
    names = accounts.names(pk for duty in duties for pk in (duty.owner_id, duty.escalated_to_id) if pk)
    titles = titles_of(duties)
    return [clock(duty, names, reader, titles.get(duty.subject_id)) for duty in duties]


def titles_of(duties):
    """Return {subject: its title} of what these duties are about, where its kind has one; a query for each kind."""
    found = {}
    for subject_type, titles in NAMES.items():
        codes = NAMED.get(subject_type)
        of_kind = [duty for duty in duties if duty.subject_type == subject_type and (not codes or duty.code in codes)]
        if about := {duty.subject_id for duty in of_kind}:
            found |= titles(about)
    return found


def clock(duty, names, reader, title=None):
    """Return one duty as a clock; `title` names what it is about."""
    rule = BY_CODE.get(duty.code)
    told = duty.level and names.get(duty.escalated_to_id)
    kept = journal_queries.tells_kept_level(duty, reader)
    href = way_for(duty, reader)
    what = rule.what if rule else duty.code
    return {
        "id": duty.pk,
        "what": journal_queries.KEPT_WORDS if kept else what + (f": {title}" if title else ""),
        "owner": names.get(duty.owner_id, "Nobody known") + (f"; {told} was told of it" if told else ""),
        "started_at": duty.started_at,
        "due_at": duty.due_at,
        "code": "" if kept else duty.code,
        "source": rule.source if rule else "",
        "basis": duty.basis,
        "href": href,
        "look": None if href else look_for(duty, reader),
        "ended_at": duty.ended_at,
        "ended_words": duty.get_ended_as_display(),
        "case_id": duty.case_id,
    }


def owed_again(case, reader):
    """Return what a death recorded by mistake had ended and is owed to a victim again: what, due, where it is done."""
    return clocks(deaths_queries.owed_again(case, reader), reader)


def reopened(case, clocks):
    """Return why a case, as its title, was opened again, where any of these clocks runs since then; else None."""
    since = case and case["reopened_at"]
    return case["reopen_reason"] if since and any(each.get("started_at") == since for each in clocks) else None


def grouped(clocks):
    """Return clocks with those that one page answers made one, the earliest due first; `also` holds the others."""
    groups = {}
    for each in clocks:
        groups.setdefault(each["href"] or each["id"], []).append(each)
    return [{**first, "also": others} for first, *others in groups.values()]


def timeline(case_id, reader, latest=None):
    """Return the entries of a case as the page shows them to this reader, newest first.

    With `latest` only so many, and without the lines that say a duty went up: its clock says so.
    """
    entries = list(journal_queries.entries(case_id, reader=reader))
    if latest:
        entries = [entry for entry in entries if entry.event != ESCALATED][-latest:]
    names = accounts.names(entry.by_id for entry in entries)
    return [
        {
            "title": sentence_for(entry, reader),
            "at": entry.occurred_at,
            "by": names.get(entry.by_id, "the system"),
            "recorded_at": entry.recorded_at,
        }
        for entry in reversed(entries)
    ]
