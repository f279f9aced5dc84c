"""Reads of incidents and of what was told."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from accounts.permissions import Permission, scope_of
from core.errors import Absent
from incidents import flags
from incidents.models import (
    Allegation,
    Attendance,
    Call,
    GradeDecision,
    Incident,
    Information,
    Involvement,
)
from incidents.queries.cases import closed_to_some, hidden_from, unhidden, visible_to
from incidents.states import Role
from law import clocks
from people import queries as people_queries

# What an entry or a duty about an incident names as its subject.
INCIDENT = Incident._meta.label_lower


def incidents_visible_to(reader, at=None):
    """Return the incidents of the reader's force, less those that only hidden cases know, and those of their cases.

    A case that came from another force brings the incidents that this one took.
    """
    if scope_of(reader, Permission.CASE_READ) is None:
        return Incident.objects.none()
    here = Allegation.objects.filter(incident=OuterRef("pk"))
    free = ~Exists(here.filter(case__isnull=False))
    own = Q(force_id=reader.posting.force_id) & (Exists(here.filter(case__in=unhidden(reader, at))) | free)
    return Incident.objects.filter(own | Exists(here.filter(case__in=visible_to(reader, at))))


def incident(incident_id, *, reader):
    """Return one incident with what its page shows, or raise Absent."""
    return one(
        incident_id,
        incidents_visible_to(reader)
        .select_related("thrive", "script", "draft")
        .prefetch_related(
            Prefetch("attendances", Attendance.objects.select_related("officer")),
            Prefetch("calls", Call.objects.select_related("taken_by")),
            Prefetch(
                "grade_decisions", GradeDecision.objects.select_related("decided_by").order_by("decided_at", "pk")
            ),
        ),
    )


def incident_with_people(incident_id, *, reader):
    """Return one incident with who is in it and no more, or raise Absent."""
    return one(incident_id, incidents_visible_to(reader))


def one(incident_id, visible):
    """Return one of the visible incidents with its place and people, or raise Absent."""
    found = (
        visible.select_related("address", "force", "grade_approved_by")
        .prefetch_related(Prefetch("involvements", Involvement.objects.select_related("person").order_by("role", "pk")))
        .filter(pk=incident_id)
        .first()
    )
    if found is None:
        raise Absent()
    return found


def incident_for_change(incident_id, *, reader):
    """Return one incident within the reader's scope, locked."""
    if not incidents_visible_to(reader).filter(pk=incident_id).exists():
        raise Absent()
    return Incident.objects.select_for_update().get(pk=incident_id)


def incidents_of(case_id):
    """Return the incidents of a case the reader has already been given, newest first."""
    return (
        Incident.objects.filter(allegations__case_id=case_id)
        .select_related("address")
        .distinct()
        .order_by("-reported_at")
    )


def latest_incident(case_id):
    """Return the newest incident of a case, or None."""
    return incidents_of(case_id).first()


def information_of(case_id):
    """Return what else was told about a case, newest first."""
    return Information.objects.filter(case_id=case_id).select_related("added_by").order_by("-occurred_on", "-pk")


def children_of(*case_ids):
    """Return the children named in the incidents of a case, or of several."""
    return (
        Involvement.objects.filter(role=Role.CHILD, incident__allegations__case_id__in=case_ids)
        .select_related("person")
        .distinct("person_id")
    )


def children_since(case_id):
    """Return [(child, when they were first named)] of a case: the time of the earliest report that names each."""
    named = Involvement.objects.filter(role=Role.CHILD, incident__allegations__case_id=case_id).select_related("person")
    first = named.order_by("person_id", "incident__reported_at").distinct("person_id")
    return [(row.person, row.since) for row in first.annotate(since=F("incident__reported_at"))]


def reports_around(case_row, children, day, months, *, reader):
    """Return those of the matters around children of which the reader may know, newest first, as a list."""
    found = around(incidents_visible_to(reader), case_row, children, day, months)
    return list(found.order_by("-reported_at"))


def count_around(case_row, children, day, months):
    """Count the matters around children, whoever may know of them: what follows for a child hangs on no reader."""
    return around(Incident.objects.filter(force_id=case_row.force_id), case_row, children, day, months).count()


def around(incidents, case_row, children, day, months):
    """Return those of some incidents in the months up to and including a day that are of a case or name its children.

    Domestic matters only.
    """
    named = Involvement.objects.filter(role=Role.CHILD, person__identity__records__in=children).values("incident")
    of_case = Allegation.objects.filter(case=case_row).values("incident")
    found = incidents.filter(Q(pk__in=named) | Q(pk__in=of_case), domestic=True)
    return found.filter(reported_on__range=(clocks.months_before(day, months), day))


def earlier_matters(people, *, reader, before=None, limit=20):
    """Return earlier incidents in which any of these people was involved, newest first."""
    who = flags.identities(people)
    found = incidents_visible_to(reader).filter(
        Exists(Involvement.objects.filter(incident=OuterRef("pk"), person__identity_id__in=who))
    )
    if before:
        found = found.filter(reported_at__lt=before)
    return found.select_related("address").order_by("-reported_at")[:limit]


def events_in_window(case_row, day, months=12):
    """Count the matters of a case reported in the months up to and including `day`."""
    return (
        Allegation.objects.filter(case=case_row, reported_on__range=(clocks.months_before(day, months), day))
        .values("incident_id")
        .distinct()
        .count()
    )


def pairs(incident_row):
    """Return the allegations of an incident with their cases."""
    return incident_row.allegations.select_related("case", "victim", "suspect").order_by("pk")


def visible_pairs(incident_row, *, reader):
    """Return the pairs of an incident whose case this reader may know of."""
    return pairs(incident_row).filter(Q(case=None) | Q(case__in=visible_to(reader)))


def case_ids_of(incident_row):
    """Return the identifiers of the cases that an incident belongs to."""
    return list(incident_row.allegations.exclude(case=None).order_by("pk").values_list("case_id", flat=True).distinct())


def levels_of(incident_row):
    """Return (case id, the level that holds in it) for the cases that an incident belongs to."""
    found = incident_row.allegations.exclude(case=None).order_by("case_id").distinct()
    return list(found.values_list("case_id", "case__risk_level"))


def earlier_here(incident_row, identities, *, reader, limit):
    """Return the newest other incidents at the place of this one or of any of these identities, in one query."""
    of_them = Involvement.objects.filter(person__identity__in=identities).values("incident")
    here = Q(address__in=people_queries.house_of(incident_row.address)) if incident_row.address_id else Q(pk__in=[])
    found = incidents_visible_to(reader).filter(Q(pk__in=of_them) | here).exclude(pk=incident_row.pk)
    return list(found.order_by("-reported_at")[:limit])


def matters_at(address, *, reader):
    """Return the incidents at the house of an address, newest first."""
    there = people_queries.house_of(address)
    return incidents_visible_to(reader).filter(address__in=there).select_related("address").order_by("-reported_at")


def firearms(people, address, at):
    """Return the firearm certificates of these people or at this address, in force on the day."""
    return list(people_queries.firearms(people, address, clocks.london_day(at)))


def person(person_id, *, reader):
    """Return a person whom the reader may know of, or raise Absent."""
    return people_queries.person(person_id, reader=reader)


def lookalikes(person_row, *, reader):
    """Return up to five other records that may be this person, best first."""
    found = people_queries.find(
        given_name=person_row.given_name,
        family_name=person_row.family_name,
        born_on=person_row.born_on,
        reader=reader,
        limit=6,
    )
    return [match for match in found if match.person.identity_id != person_row.identity_id][:5]


def people_hidden_from(reader, at):
    """Return the condition on a person that is true of those known only through cases hidden from this reader.

    Whoever is known through another report as well stays to be found: a call taker must see a repeat.
    """
    reported = Involvement.objects.filter(person__identity=OuterRef("identity"))
    closed = reported.filter(incident__allegations__case__in=hidden_from(reader, at))
    return Q(Exists(closed)) & ~Q(Exists(reported.filter(incident__in=incidents_visible_to(reader, at))))


def records_hidden_from(record_ids, reader, at):
    """Return those of some records of people that only cases hidden from this reader name, as a set of ids."""
    named = Involvement.objects.filter(person__in=record_ids, incident__allegations__case__in=hidden_from(reader, at))
    elsewhere = Involvement.objects.filter(person=OuterRef("person"), incident__in=incidents_visible_to(reader, at))
    return set(named.filter(~Exists(elsewhere)).values_list("person_id", flat=True))


def people_in_question(reader):
    """Return every part in a case that may be hidden from this reader (a queryset)."""
    return Involvement.objects.filter(incident__allegations__case__in=closed_to_some(reader))


def calls_taken(*, month_before, kinds=(), reader):
    """Return (incident, case, who took the call) of domestic calls in the month before a day, once an incident.

    Only what the reader may know of; `kinds` leaves out other kinds of call.
    """
    begins = clocks.start_of_day(clocks.months_before(month_before, 1))
    found = Call.objects.filter(
        received_at__gte=begins,
        received_at__lt=clocks.start_of_day(month_before),
        incident__domestic=True,
        incident__in=incidents_visible_to(reader),
        incident__allegations__case__in=visible_to(reader),
    )
    if kinds:
        found = found.filter(incident__kind__in=kinds)
    rows = found.order_by("incident_id", "received_at", "incident__allegations__case_id")
    return rows.distinct("incident_id").values_list("incident_id", "incident__allegations__case_id", "taken_by_id")


def places_of(case_id):
    """Return the texts of the addresses to which the reports of a case belong."""
    found = Incident.objects.filter(allegations__case_id=case_id).exclude(address=None)
    return list(found.values_list("address__text", flat=True).distinct())
