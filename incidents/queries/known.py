"""Reads for whoever takes a call: what is on record of numbers, of a place, of children, and of what was raised."""

from django.db.models import Q

from core.models import Entry
from incidents import events
from incidents.models import Allegation, Call, Involvement
from incidents.queries.cases import cases_of, now_owned, visible_to
from incidents.queries.incidents import incidents_visible_to
from incidents.states import FlagCode, Role
from law import clocks
from people import queries as people_queries

RAISED = (FlagCode.ESCALATION, FlagCode.THIRD_REPORT)
MOST = 8


def matters_by_number(numbers, *, reader, limit=MOST):
    """Return the incidents reported from any of these numbers, newest first."""
    called = Call.objects.filter(caller_number__in=numbers).values("incident_id")
    found = incidents_visible_to(reader).filter(pk__in=called)
    return list(found.select_related("address").order_by("-reported_at")[:limit])


def people_with_number(numbers, *, reader, limit=MOST):
    """Return the people on record with any of these numbers."""
    found = people_queries.visible_to(reader).filter(phones__number__in=numbers)
    return list(found.distinct().order_by("pk")[:limit])


def known_cases(people, *, reader, limit=10):
    """Return the cases of these people with their owners, open ones first, newest first."""
    found = cases_of(people, reader=reader).select_related("victim", "suspect")
    return sorted(found[: 3 * limit], key=lambda case: (case.state != "OPEN", -case.opened_at.timestamp()))[:limit]


def cases_around(address, numbers, *, reader, limit=MOST):
    """Return the open cases of what was reported at an address or from a number, and of whoever has it, newest first.

    Nobody need be named: a caller who says nothing is known by where they are, or by the number they ring from.
    """
    reported = Q(incident__address__in=people_queries.house_of(address)) if address else Q()
    if numbers:
        reported |= Q(incident__calls__caller_number__in=numbers)
    if not reported:
        return []
    who = [person.identity_id for person in people_with_number(numbers, reader=reader)] if numbers else []
    there = Allegation.objects.filter(reported).values("case_id")
    found = visible_to(reader).filter(
        Q(pk__in=there) | Q(victim__identity_id__in=who) | Q(suspect__identity_id__in=who), state="OPEN"
    )
    return list(found.select_related("victim", "suspect").prefetch_related(now_owned()).order_by("-opened_at")[:limit])


def children_in(case_ids):
    """Return the children named in any report of cases the reader has already been given, each once."""
    found = Involvement.objects.filter(role=Role.CHILD, incident__allegations__case_id__in=case_ids)
    rows = found.select_related("person").order_by("person_id", "-incident__reported_at").distinct("person_id")
    return list(rows.select_related("person", "incident"))


def raised_lately(case_ids, day, months=12):
    """Return the escalations and third reports raised in these cases in the months up to a day, newest first."""
    since = clocks.start_of_day(clocks.months_before(day, months))
    found = Entry.objects.filter(
        case_id__in=case_ids, event=events.FLAG_RAISED, facts__flag__in=RAISED, occurred_at__gte=since
    )
    return list(found.order_by("-occurred_at", "-pk")[:MOST])
