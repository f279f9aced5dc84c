"""The home page: what is mine, what is due, what is late, for the role that signed in."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q

from accounts import queries as accounts
from core import journal_queries
from core.doors import SIGNED_IN, PageView
from core.models import Duty
from dacase import story
from disclosures import queries as disclosures
from incidents import queries as incidents
from law import clocks as law_clocks
from risk.queries import questions

SHOWN = 100
SOON = timedelta(hours=24)
LISTS = {
    "mine": "Mine",
    "team": "My team's",
    "told": "Late, and I was told",
}


def duties_of(reader, which):
    """Return the open duties of one list within the reader's scope: own, the team's, or escalated to them.

    A duty without a case has no force of its own: it is the team's where somebody of the reader's force owes it.
    """
    posting = reader.posting
    found = known_duties(reader)
    if which == "mine":
        return found.filter(owner_id=reader.pk)
    if which == "told":
        return found.filter(escalated_to_id=reader.pk)
    if posting is None:
        return found.none()
    ours = Q(owner_id__in=accounts.ever_posted_in(posting.force_id))
    near = Q(unit_id=None) | Q(unit_id=posting.unit_id)
    found = found.filter(ours, near, role=posting.role)
    return found.exclude(subject_id__in=hidden_requests(found, reader))


def known_duties(reader, *, for_good=False):
    """Return the open duties of the cases that a reader may know of, and of no case, about nothing hidden from them.

    `for_good` leaves out cases that a reason opened to them for an hour.
    """
    # Asked of each duty by the key of its case: a list of all cases would grow with the force.
    mine = incidents.visible_to(reader, for_good=for_good)
    visible = Q(case_id=None) | Exists(mine.filter(pk=OuterRef("case_id")))
    # A case that an officer of another force offers is not theirs yet, and answering it is.
    visible |= Q(code="ACCEPT_CASE", owner_id=reader.pk, subject_id__in=incidents.offers_to(reader).values("pk"))
    return journal_queries.known_to(reader, Duty.objects.filter(visible, ended_at=None))


def hidden_requests(duties, reader):
    """Return the requests for disclosure that these duties are about and of which this reader may know nothing.

    Who may know of people is dear even to plan, so it is asked only where there are such duties.
    """
    asked = set(duties.filter(subject_type=disclosures.SUBJECT).values_list("subject_id", flat=True))
    known = disclosures.visible_to(reader).filter(pk__in=asked).values_list("pk", flat=True) if asked else ()
    return asked - set(known)


def counts(reader, at):
    """Return {list: (all, due within a day, late)} in one query a list."""
    return {
        which: duties_of(reader, which).aggregate(
            total=Count("pk"),
            soon=Count("pk", filter=Q(due_at__gte=at, due_at__lt=at + SOON)),
            late=Count("pk", filter=Q(due_at__lt=at)),
        )
        for which in LISTS
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
        duties = list(duties_of(reader, which).order_by("due_at", "pk")[: SHOWN + 1])
        clocks = story.clocks(duties[:SHOWN], reader)
        return {
            "heading": "Work list",
            "which": which,
            "lists": LISTS,
            "counts": counts(reader, self.now),
            "late": grouped((duty for duty in clocks if duty["due_at"] < self.now), reader),
            "later": grouped((duty for duty in clocks if duty["due_at"] >= self.now), reader),
            "more": len(duties) > SHOWN,
            "offers": incidents.offers_to(reader),
            "new_questions": questions.new_to(reader, law_clocks.london_day(self.now)),
        }


def grouped(clocks, reader):
    """Return duties by their case, the case with the most urgent one first: [{"case", "duties"}]."""
    groups = {}
    for duty in clocks:
        groups.setdefault(duty["case_id"], []).append(duty)
    titles = incidents.titles(groups, reader=reader)
    return [{"case": titles.get(case_id), "duties": duties} for case_id, duties in groups.items()]


class Counts(PageView):
    """The live counts of the work list, on their own."""

    permission = SIGNED_IN
    template_name = "work_counts.html"

    def context(self):
        """Count each list."""
        return {"lists": LISTS, "counts": counts(self.request.user, self.now)}
