"""Reads of the cover: who answers for every case, whether there was an instant without anybody, and who is away."""

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts import queries as accounts
from accounts.permissions import Permission, lacks, may
from core.journal_queries import reassigned_because
from core.models import Duty, Entry
from incidents import events
from incidents.models import Case, Offer, Ownership
from incidents.queries.cases import excluded_from, is_excluded, visible_to
from incidents.states import OfferAnswer

# For each case, from its first instant until it was closed or until now: what lies inside no period of an owner.
UNCOVERED = """
WITH periods AS (
    SELECT case_id, from_at, until_at, ended_by_closing,
           lead(from_at) OVER (PARTITION BY case_id ORDER BY from_at, until_at NULLS LAST) AS next_from,
           row_number() OVER (PARTITION BY case_id ORDER BY from_at, until_at NULLS LAST) AS place
    FROM incidents_ownership
), gaps AS (
    SELECT c.id, p.from_at - c.opened_at AS gap FROM incidents_case c JOIN periods p ON p.case_id = c.id AND p.place = 1
    UNION ALL
    SELECT case_id, next_from - until_at FROM periods WHERE next_from IS NOT NULL AND NOT ended_by_closing
    UNION ALL
    SELECT c.id, %(now)s - p.until_at FROM incidents_case c JOIN periods p ON p.case_id = c.id
    WHERE c.state = 'OPEN' AND p.next_from IS NULL AND p.until_at IS NOT NULL
    UNION ALL
    SELECT c.id, %(now)s - c.opened_at FROM incidents_case c
    WHERE NOT EXISTS (SELECT 1 FROM incidents_ownership o WHERE o.case_id = c.id)
)
SELECT coalesce(sum(extract(epoch FROM g.gap) / 60), 0) FROM gaps g JOIN incidents_case c ON c.id = g.id
WHERE g.gap > interval '0' AND (%(force)s::uuid IS NULL OR c.force_id = %(force)s::uuid)
"""


def uncovered_minutes(*, at, force_id=None):
    """Return how many minutes victims were without anybody who answers for their case, over all time. It must be 0."""
    with connection.cursor() as cursor:
        cursor.execute(UNCOVERED, {"now": at, "force": force_id and str(force_id)})
        return cursor.fetchone()[0]


def chains(*, reader, after=None, count=50):
    """Return the reader's open cases, newest first, a page at most, each with its owners as `chain`."""
    found = visible_to(reader).filter(state="OPEN").select_related("victim", "suspect", "unit")
    if after:
        found = found.filter(opened_at__lt=after)
    periods = Ownership.objects.select_related("officer").order_by("from_at")
    waiting = Offer.objects.filter(state=OfferAnswer.WAITING).select_related("to")
    return list(
        found.order_by("-opened_at", "pk").prefetch_related(
            Prefetch("ownerships", periods, to_attr="chain"), Prefetch("offers", waiting, to_attr="offered")
        )[:count]
    )


def cases_held_by(officer):
    """Return the open cases that an officer owns now, for the engine's own use."""
    owned = Ownership.objects.filter(case=OuterRef("pk"), officer=officer, until_at=None)
    return Case.objects.filter(Exists(owned), state="OPEN")


def stand_ins(case_ids, deputy, at):
    """Return {case: who answers from now on for what somebody had to do in it}.

    That is the deputy where they may know of the case, else its owner; None where it has none. A few statements,
    however many cases there are.
    """
    known = set(visible_to(deputy, at, for_good=True).filter(pk__in=case_ids).values_list("pk", flat=True))
    owned = Ownership.objects.filter(case__in=set(case_ids) - known, until_at=None).select_related("officer")
    owners = {period.case_id: period.officer for period in owned}
    return {pk: deputy if pk in known else owners.get(pk) for pk in case_ids}


def hidden_at_home(case_ids, officer, at):
    """Return those of some cases, as a set of ids, that are of an officer's own force and hidden from them."""
    ours = Case.objects.filter(pk__in=case_ids, force_id=accounts.posting_of(officer.pk, at).force_id)
    return set(ours.exclude(pk__in=visible_to(officer, at, for_good=True)).values_list("pk", flat=True))


def work_to_give_back(held, to, *, because_id, at):
    """Return those of some measures or actions, {row: case id}, that moved because of an absence and now go back.

    They go back where the role of whoever is back may complete one, and they may know of the case.
    """
    moved = set(reassigned_because(because_id).values_list("subject_id", flat=True))
    mine = {row: case_id for row, case_id in held.items() if row.pk in moved}
    if not mine or lacks(to, Permission.ACTION_COMPLETE):
        return []
    takers = stand_ins(set(mine.values()), to, at)
    return [row for row, case_id in mine.items() if takers[case_id] == to]


def in_touch(held, officer):
    """Return those of some rows, each of a case, where an officer may speak with the victim and know of the case."""
    if not held or may(officer, Permission.VICTIM_TELL):
        return []
    known = visible_to(officer).filter(pk__in=[each.case_id for each in held])
    seen = set(known.values_list("pk", flat=True))
    return [each for each in held if each.case_id in seen]


def moved_because(because_id):
    """Return the ids of the cases that moved because of one absence or posting (a list)."""
    moved = Entry.objects.filter(event=events.CASE_MOVED, facts__because=str(because_id))
    return list(moved.values_list("case_id", flat=True))


def came_to(reader, because_id):
    """Return the open cases that moved because of an absence or posting and that this reader owns now, newest first.

    Not by level: the order would tell one that is withheld.
    """
    found = cases_held_by(reader).filter(pk__in=moved_because(because_id)).filter(pk__in=visible_to(reader))
    return list(found.select_related("victim", "suspect").order_by("-opened_at", "pk"))


def offers_to_move(cases, made_to=None):
    """Return the waiting offers of these cases, and those made to an officer where one is named, locked."""
    theirs = Q(case__in=cases) | Q(to=made_to) if made_to else Q(case__in=cases)
    found = Offer.objects.filter(theirs, state=OfferAnswer.WAITING)
    return list(found.select_for_update(of=("self",)).order_by("pk"))


def gone(at):
    """Return the condition of the periods of ownership whose officer cannot be reached at a moment."""
    return Q(officer__is_active=False) | ~Q(officer__in=accounts.posted_at(at)) | Q(officer__in=accounts.away_at(at))


def open_ownerships():
    """Return the present period of ownership of each open case (a queryset)."""
    return Ownership.objects.filter(until_at=None, case__state="OPEN").select_related("case", "officer")


def without_reach(at):
    """Return the periods of ownership, of open cases, whose officer cannot be reached at a moment (a queryset)."""
    return open_ownerships().filter(gone(at))


def alarm():
    """Return the alarm that is open in the case of a period of ownership, for a subquery."""
    return Exists(Duty.objects.filter(code="COVER_CASE", case_id=OuterRef("case_id"), ended_at=None))


def unreachable_owners(at):
    """Return the periods of ownership whose officer cannot be reached and of which nobody is told now."""
    return without_reach(at).filter(~alarm()).order_by("pk")


def reachable_again(at):
    """Return the periods of ownership whose alarm is open although their officer is there and may see the case."""
    found = open_ownerships().filter(alarm()).exclude(gone(at)).order_by("pk")
    return [period for period in found if not is_excluded(period.officer, [period.case])]


def unreachable(*, reader, at):
    """Return the periods of ownership in the reader's cases whose officer cannot be reached."""
    found = without_reach(at).filter(case__in=visible_to(reader))
    return list(found.select_related("case__victim", "case__suspect").order_by("from_at")[:50])


def without_address(*, reader):
    """Return the owners of the reader's open cases to whom no notice can be sent, by name."""
    held = Ownership.objects.filter(until_at=None, case__in=visible_to(reader).filter(state="OPEN"))
    return accounts.without_address(held.values("officer_id"))


def owners_now():
    """Return the ids of everybody who owns an open case (a query), for the engine's own use."""
    return Ownership.objects.filter(until_at=None).values("officer_id")


def owned_and_excluded(officer):
    """Return the periods in which an officer owns an open case that they may not see, for the engine's own use."""
    closed = Case.objects.filter(excluded_from(officer), state="OPEN")
    return list(Ownership.objects.filter(officer=officer, until_at=None, case__in=closed).select_related("case"))


def cases_owing_excluded(officer):
    """Return the cases of others, closed ones among them, in which an officer owes something and may not see it."""
    owing = Duty.objects.filter(owner_id=officer.pk, ended_at=None).exclude(case_id=None).values("case_id")
    mine = Ownership.objects.filter(case=OuterRef("pk"), officer=officer, until_at=None)
    return list(Case.objects.filter(excluded_from(officer), ~Exists(mine), pk__in=owing))
