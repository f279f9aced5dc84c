"""Reads of counter-allegations: both cases within the reader's scope, or neither."""

from django.db.models import F, Q

from core.errors import Absent
from incidents.models import Allegation, Case, CounterAllegation
from incidents.queries.cases import visible_to


def turned_round(case_row):
    """Return the case in which victim and suspect have changed places, any record of them, or None."""
    found = Case.objects.filter(
        victim__identity_id=case_row.suspect.identity_id, suspect__identity_id=case_row.victim.identity_id
    )
    return found.select_for_update(of=("self",)).select_related("victim", "suspect").order_by("opened_at").first()


def counter(counter_id, *, reader):
    """Return a counter-allegation of which the reader may know both cases, or raise Absent."""
    visible = visible_to(reader).values("pk")
    found = CounterAllegation.objects.filter(pk=counter_id, first__in=visible, second__in=visible)
    found = found.select_related("first__victim", "first__suspect", "second__victim", "second__suspect").first()
    if found is None:
        raise Absent()
    return found


def counter_for_change(counter_id, *, reader):
    """Return one within the reader's scope, locked with both cases, in order."""
    found = counter(counter_id, reader=reader)
    cases = Case.objects.select_for_update().filter(pk__in=[found.first_id, found.second_id]).order_by("pk")
    by_id = {case.pk: case for case in cases}
    locked = CounterAllegation.objects.select_for_update().get(pk=found.pk)
    locked.first, locked.second = by_id[found.first_id], by_id[found.second_id]
    return locked


def counter_of(case_row, *, reader):
    """Return the counter-allegation of a case, or None where there is none or the other case is not for this reader."""
    if case_row.counter_case_id is None:
        return None
    found = CounterAllegation.objects.filter(Q(first=case_row) | Q(second=case_row))
    visible = visible_to(reader).values("pk")
    return found.filter(first__in=visible, second__in=visible).prefetch_related("decisions__signed_by").first()


def decisions_of(counter_row):
    """Return every decision, newest first."""
    found = counter_row.decisions.select_related("signed_by", "checked_by")
    return list(found.order_by("-signed_at", "-pk"))


def unlabelled(incident_ids):
    """Return those incidents whose reports label nobody now: each accuses the other, or it is the aggressor's own."""
    found = Allegation.objects.filter(incident__in=incident_ids, case__unlabelled_from__lte=F("reported_on"))
    return set(found.values_list("incident_id", flat=True))
