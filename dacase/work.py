"""The home page: what is mine, what is due, what is late, for the role that signed in."""

from contextlib import nullcontext
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q

from accounts import queries as accounts
from accounts.permissions import Permission, scope_of
from core import journal_queries
from core.doors import SIGNED_IN, PageView
from core.models import Duty
from core.sql import planned_once
from dacase import story
from disclosures import queries as disclosures
from incidents import queries as incidents
from law import clocks as law_clocks
from risk.presenters import circumstances
from risk.queries import questions

SHOWN = 100
SOON = timedelta(hours=24)
NO_CASE, NOT_YOURS = "In no case", "In a case that is not yours yet"
LISTS = {
    "mine": "Mine",
    "team": "My team's",
    "told": "Late, and I was told",
}


def duties_of(reader, which, hidden=None):
    """Return the open duties of one list within the reader's scope: own, the team's, or escalated to them.

    `hidden` is what `hidden_from` found, where the caller asked before.
    """
    return without(on_list(reader, which), which, hidden_from(reader) if hidden is None else hidden)


def first_of(reader, which, count, hidden=None):
    """Return the first so many duties of one list, by due time.

    The team's stand in two places of an index, each in its order: those of the unit, and those of no unit. Where
    `hidden` is not known it is asked only if one of the first is about such a thing.
    """
    found, order = without(on_list(reader, which), which, hidden or {}), ("due_at", "id")
    # Who may know of a case is what is dear to plan; who may know of none is not asked about any.
    knows = scope_of(reader, Permission.CASE_READ) is not None
    if which == "team" and knows:
        near = found.filter(unit_id=reader.posting.unit_id).order_by(*order)[:count]
        found = near.union(found.filter(unit_id=None).order_by(*order)[:count], all=True)
    with planned_once() if knows else nullcontext():
        rows = list(found.order_by(*order)[:count])
    if hidden is None and any(row.subject_type in kept_from_some() for row in rows):
        return first_of(reader, which, count, hidden_from(reader))
    return rows


def on_list(reader, which):
    """Return the open duties of one list in cases that the reader may know of.

    A duty without a case has no force of its own: it is the team's where somebody of the reader's force owes it.
    """
    posting = reader.posting
    if which == "mine":
        return in_sight(reader).filter(owner_id=reader.pk)
    if which == "told":
        return in_sight(reader).filter(escalated_to_id=reader.pk)
    if posting is None:
        return Duty.objects.none()
    ours = Q(owner_id__in=accounts.ever_posted_in(posting.force_id))
    near = Q(unit_id=None) | Q(unit_id=posting.unit_id)
    return in_sight(reader, alone=ours).filter(near, role=posting.role)


def in_sight(reader, *, alone=None, for_good=False):
    """Return the open duties of cases that the reader may know of, and those without a case that are as `alone`.

    `for_good` leaves out cases that a reason opened to them for an hour.
    """
    # Asked of each duty by the key of its case: a list of all cases would grow with the force.
    mine = incidents.visible_to(reader, for_good=for_good)
    visible = Q(case_id=None) & (alone or Q()) | Exists(mine.filter(pk=OuterRef("case_id")))
    # A case that an officer of another force offers is not theirs yet, and answering it is.
    offers = incidents.offers_from_elsewhere(reader).filter(pk=OuterRef("subject_id"))
    visible |= Q(Exists(offers), code="ACCEPT_CASE", owner_id=reader.pk)
    return Duty.objects.filter(visible, ended_at=None).exclude(journal_queries.kept_with_level(reader))


def known_duties(reader, *, for_good=False):
    """Return the open duties of the cases that a reader may know of, and of no case, about nothing hidden from them."""
    return journal_queries.known_to(reader, in_sight(reader, for_good=for_good))


def hidden_requests(duties, reader):
    """Return the requests for disclosure that these duties are about and of which this reader may know nothing."""
    asked = set(duties.filter(subject_type=disclosures.SUBJECT).values_list("subject_id", flat=True))
    known = disclosures.visible_to(reader).filter(pk__in=asked).values_list("pk", flat=True) if asked else ()
    return asked - set(known)


def kept_from_some():
    """Return {what a duty may be about: function (reader) -> those that the reader may know of}."""
    return {**journal_queries.KNOWN, disclosures.SUBJECT: disclosures.visible_to}


def hidden_from(reader):
    """Return {what duties are about: those of which this reader may know nothing}, of all that is on their lists.

    Who may know of it is dear even to plan, so it is asked only where there are such duties.
    """
    posting, known, asked = reader.posting, kept_from_some(), {}
    lists = Q(owner_id=reader.pk) | Q(escalated_to_id=reader.pk)
    if posting:
        lists |= Q(Q(unit_id=None) | Q(unit_id=posting.unit_id), role=posting.role)
    found = Duty.objects.filter(lists, ended_at=None, subject_type__in=known)
    for subject_type, pk in found.values_list("subject_type", "subject_id").distinct():
        asked.setdefault(subject_type, set()).add(pk)
    return {
        subject_type: pks - set(known[subject_type](reader).filter(pk__in=pks).values_list("pk", flat=True))
        for subject_type, pks in asked.items()
    }


def without(duties, which, hidden):
    """Return duties without those about what is hidden; a request for disclosure stays with whoever owes it."""
    for subject_type, pks in hidden.items():
        if pks and (which == "team" or subject_type != disclosures.SUBJECT):
            duties = duties.exclude(subject_type=subject_type, subject_id__in=pks)
    return duties


def counts(reader, at, hidden=None):
    """Return {list: (all, due within a day, late)} in two queries: of what is theirs, and of the team's."""
    hidden = hidden_from(reader) if hidden is None else hidden
    own = {"mine": Q(owner_id=reader.pk), "told": Q(escalated_to_id=reader.pk)}
    theirs = without(in_sight(reader).filter(own["mine"] | own["told"]), "mine", hidden)
    found = theirs.aggregate(
        **{f"{which}_{name}": count for which, of in own.items() for name, count in counted(at, of).items()}
    )
    team = duties_of(reader, "team", hidden).aggregate(**counted(at))
    own_counts = {which: {name: found[f"{which}_{name}"] for name in counted(at)} for which in own}
    return {which: own_counts.get(which, team) for which in LISTS}


def counted(at, of=None):
    """Return the three counts of a list: all, due within a day, late."""
    of = of or Q()
    return {
        "total": Count("pk", filter=of),
        "soon": Count("pk", filter=of & Q(due_at__gte=at, due_at__lt=at + SOON)),
        "late": Count("pk", filter=of & Q(due_at__lt=at)),
    }


class Work(PageView):
    """The work list."""

    permission = SIGNED_IN
    template_name = "work.html"

    def context(self):
        """Read one list, late first, and count them all."""
        reader = self.request.user
        if reader.posting is None:
            return {"heading": "Work list", "no_posting": True}
        which = self.request.GET.get("list")
        which = which if which in LISTS else "mine"
        hidden = hidden_from(reader)
        duties = first_of(reader, which, SHOWN + 1, hidden)
        clocks = story.clocks(duties[:SHOWN], reader)
        titles = incidents.titles({duty["case_id"] for duty in clocks}, reader=reader)
        return {
            "heading": "Work list",
            "which": which,
            "lists": LISTS,
            "counts": counts(reader, self.now, hidden),
            "late": grouped((duty for duty in clocks if duty["due_at"] < self.now), titles),
            "later": grouped((duty for duty in clocks if duty["due_at"] >= self.now), titles),
            "more": len(duties) > SHOWN,
            "offers": incidents.offers_to(reader),
            "interval_notice": circumstances.interval_notice(reader),
            "new_questions": questions.new_to(reader, law_clocks.london_day(self.now)),
            "not_acknowledged": questions.count_not_acknowledged(reader, law_clocks.london_day(self.now)),
        }


def grouped(clocks, titles):
    """Return duties by their case, the case with the most urgent one first: [{"case", "heading", "duties"}].

    What is in no case the reader may open stands under a heading of its own: under none it would read as part of
    the case above it.
    """
    groups = {}
    for duty in clocks:
        groups.setdefault(duty["case_id"], []).append(duty)
    return [
        {"case": titles.get(case_id), "heading": NOT_YOURS if case_id else NO_CASE, "duties": duties}
        for case_id, duties in groups.items()
    ]


class Counts(PageView):
    """The live counts of the work list, on their own."""

    permission = SIGNED_IN
    template_name = "work_counts.html"

    def context(self):
        """Count each list."""
        return {"lists": LISTS, "counts": counts(self.request.user, self.now)}
