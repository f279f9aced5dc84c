"""Reads of counter-allegations: both cases within the reader's scope, or neither."""

from django.db.models import Exists, F, Min, OuterRef, Q

from core.errors import Absent
from core.models import Duty
from incidents import flags
from incidents.models import Allegation, Case, CounterAllegation
from incidents.queries.cases import unhidden, visible_to
from law import clocks
from law.thresholds import ALL as FIGURES

# What the duties and entries of a counter-allegation are about.
COUNTER = CounterAllegation._meta.label_lower


def turned_round(case_row):
    """Return the case in which victim and suspect have changed places, any record of them, or None.

    None too where the two are linked already by other records of theirs.
    """
    if case_row.victim.identity_id == case_row.suspect.identity_id:
        return None
    found = between(case_row.suspect, case_row.victim).select_for_update(of=("self",))
    found = found.select_related("victim", "suspect").order_by("opened_at", "pk").first()
    linked = Q(counter_case__isnull=False)
    if found is None or any(
        between(*pair).filter(linked).exists()
        for pair in ((case_row.victim, case_row.suspect), (case_row.suspect, case_row.victim))
    ):
        return None
    return found


def between(victim, suspect):
    """Return the cases of a victim and a suspect, any record of them."""
    return Case.objects.filter(victim__identity_id=victim.identity_id, suspect__identity_id=suspect.identity_id)


def accused_back(cases, day):
    """Return those of some cases whose suspect is, in a report that has no case of its own, the victim of the victim.

    Such reports come with the history of another system. One that is too old to label anybody is left alone.
    """
    since = clocks.months_before(day, 12 * FIGURES["SERIAL_YEARS"].on(day))
    back = Allegation.objects.filter(
        case=None,
        victim_identity_id=OuterRef("suspect__identity_id"),
        suspect_identity_id=OuterRef("victim__identity_id"),
        reported_on__gte=since,
    )
    return (
        of_two(cases.filter(Exists(back), counter_case=None))
        .select_related("victim", "suspect")
        .order_by("opened_at", "pk")
    )


def not_linked(people=None):
    """Return the cases, of some people or everybody, that another case turns round and that no link names yet."""
    round_again = Case.objects.filter(
        counter_case=None,
        victim__identity_id=OuterRef("suspect__identity_id"),
        suspect__identity_id=OuterRef("victim__identity_id"),
    )
    found = of_two(Case.objects.filter(Exists(round_again), concerning(people), counter_case=None))
    return found.select_related("victim", "suspect").order_by("opened_at", "pk")


def of_two(cases):
    """Return those of some cases whose two people were not, rightly or wrongly, found to be one."""
    return cases.exclude(victim__identity_id=F("suspect__identity_id"))


def open_of(people=None):
    """Return the open cases of some people or everybody."""
    return Case.objects.filter(concerning(people), state="OPEN")


def concerning(people):
    """Return the condition of the cases in which any record of these people is; of all where there are none given."""
    if people is None:
        return Q()
    who = flags.identities(people)
    return Q(victim__identity_id__in=who) | Q(suspect__identity_id__in=who)


def no_longer_turned_round():
    """Return the links of cases whose people turned out not to be the same two."""
    found = CounterAllegation.objects.filter(ended_at=None)
    found = found.exclude(first__victim__identity=F("second__suspect__identity")) | found.exclude(
        first__suspect__identity=F("second__victim__identity")
    )
    return found.select_for_update(of=("self",)).select_related("first", "second").order_by("pk")


def began_on(case_row, other, day):
    """Return the day from which both sides had accused; of a side of which nothing is written yet, it is `day`."""
    firsts = [
        Allegation.objects.filter(
            victim_identity_id=each.victim.identity_id, suspect_identity_id=each.suspect.identity_id
        ).aggregate(first=Min("reported_on"))["first"]
        for each in (case_row, other)
    ]
    return max(first or day for first in firsts)


def counters_visible_to(reader, at=None):
    """Return the counter-allegations of which a reader may know both cases (a queryset).

    One of them is of the reader's own force and neither is hidden. The other may be of another force of this house:
    each side must be able to weigh both, or nobody could sign.
    """
    sides = ("first_id", "second_id")
    own = [Exists(visible_to(reader, at).filter(pk=OuterRef(side))) for side in sides]
    known = (Exists(unhidden(reader, at).filter(pk=OuterRef(side))) for side in sides)
    return CounterAllegation.objects.filter(own[0] | own[1], *known)


def side_of(counter_row, reader):
    """Return the case of two who accuse each other that is of the reader's own force; the older where both are."""
    first, second = counter_row.first, counter_row.second
    return first if first.force_id == reader.posting.force_id else second


def other_sides(counter_ids):
    """Return {(counter-allegation, case): the other case of the two}, by identifiers, for the engine's own use."""
    found = CounterAllegation.objects.filter(pk__in=counter_ids).values_list("pk", "first_id", "second_id")
    return {pair: other for pk, one, two in found for pair, other in (((pk, one), two), ((pk, two), one))}


def owed_by_two(case_ids):
    """Return what is owed about two who accuse each other in any of these cases, on both sides, each with `counter`."""
    found = CounterAllegation.objects.filter(Q(first__in=case_ids) | Q(second__in=case_ids), ended_at=None)
    by_id = {each.pk: each for each in found.select_related("first", "second")}
    owed = Duty.objects.filter(subject_id__in=by_id, subject_type=COUNTER, ended_at=None)
    owed = list(owed.select_related("opened_by").order_by("pk")) if by_id else []
    for duty in owed:
        duty.counter = by_id[duty.subject_id]
    return owed


def counter(counter_id, *, reader):
    """Return a counter-allegation of which the reader may know both cases, or raise Absent."""
    found = counters_visible_to(reader).filter(pk=counter_id)
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
    found = counters_visible_to(reader).filter(Q(first=case_row) | Q(second=case_row), ended_at=None)
    return found.prefetch_related("decisions__signed_by").first()


def decisions_of(counter_row):
    """Return every decision, newest first."""
    found = counter_row.decisions.select_related("signed_by", "checked_by")
    return list(found.order_by("-signed_at", "-pk"))
