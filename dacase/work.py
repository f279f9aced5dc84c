"""The home page: what is mine, what is due, what is late, for the role that signed in."""

from contextlib import nullcontext
from datetime import timedelta
from itertools import groupby

from django import forms
from django.db.models import Count, Q, Value
from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import Permission, scope_of
from core.doors import SIGNED_IN, CommandForm, CommandView, PageView
from core.models import Duty
from core.numbers import identifier
from core.sql import planned_once
from dacase import ended, story
from dacase.sight import hidden_from, in_sight, kept_from_some, without
from incidents import queries as incidents
from law import clocks as law_clocks
from risk.presenters import circumstances
from risk.queries import questions

SHOWN = 100
SOON = timedelta(hours=24)
NO_CASE, NOT_YOURS = "In no case", "In a case that is not yours"
NAMES_NOTHING = "This names nothing that was shown. Read the list again and press the button below it."
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
    two_places = which == "team" and knows
    if two_places:
        near = found.filter(unit_id=reader.posting.unit_id).order_by(*order)[:count]
        found = near.union(found.filter(unit_id=None).order_by(*order)[:count], all=True)
    # To plan that anew costs more than to ask for a plan that is kept.
    with planned_once() if two_places else nullcontext():
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


def counts(reader, at, hidden=None):
    """Return {list: (all, due within a day, late)} and how many others ended, in two queries: own, and the team's."""
    hidden = hidden_from(reader) if hidden is None else hidden
    own = {"mine": Q(owner_id=reader.pk), "told": Q(escalated_to_id=reader.pk)}
    asked = {(which, name): count for which, of in own.items() for name, count in counted(at, of).items()}
    theirs = without(in_sight(reader).filter(own["mine"] | own["told"]), "mine", hidden)
    found = counted_together(theirs, ended.unseen_by(reader, hidden), list(asked.values()))
    team = duties_of(reader, "team", hidden).aggregate(**counted(at))
    of_each = dict(zip(asked, found["theirs"], strict=True))
    own_counts = {which: {name: of_each[which, name] for name in counted(at)} for which in own}
    return {which: own_counts.get(which, team) for which in LISTS} | {"ended": found["ended"][0]}


def counted_together(theirs, over, asked):
    """Return {"theirs": what is asked of some duties, "ended": how many others there are, as often} in one query."""
    names = [f"count_{number}" for number in range(len(asked))]
    rows = theirs.order_by().values(of=Value("theirs")).annotate(**dict(zip(names, asked, strict=True)))
    others = over.order_by().values(of=Value("ended")).annotate(**dict.fromkeys(names, Count("pk")))
    none = dict.fromkeys(("theirs", "ended"), [0] * len(asked))
    return none | {row["of"]: [row[name] for name in names] for row in rows.union(others, all=True)}


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
    return [under(titles, case_id, duties) for case_id, duties in groups.items()]


def under(titles, case_id, duties):
    """Return duties of one case under its names, or of none, or one that is not to be named, under such a heading."""
    case, duties = titles.get(case_id), list(duties)
    heading = NOT_YOURS if case_id else NO_CASE
    return {"case": case, "heading": heading, "duties": duties, "reopened": story.reopened(case, duties)}


class Counts(PageView):
    """The live counts of the work list, on their own."""

    permission = SIGNED_IN
    template_name = "work_counts.html"

    def context(self):
        """Count each list."""
        which = self.request.GET.get("list")
        return {"lists": LISTS, "counts": counts(self.request.user, self.now), "which": which}


class SeenForm(CommandForm):
    """What was shown."""

    unseen = forms.CharField(widget=forms.HiddenInput, max_length=40 * ended.SHOWN, required=False)

    def clean(self):
        """Return the identifiers, or say that none were sent."""
        found = [identifier(each) for each in self.cleaned_data.get("unseen", "").split()]
        if not found or None in found:
            raise forms.ValidationError(NAMES_NOTHING)
        return self.cleaned_data | {"unseen": found}


class DoneByOthers(CommandView):
    """What left the reader's lists by somebody else's act, and the button that says that it was seen."""

    permission = SIGNED_IN
    command = ended.say_seen
    form_class = SeenForm
    template_name = "work_ended.html"
    heading = "Work list: done by others"
    button = "I have seen these"
    done = "What you saw is off the list."

    def fetch(self):
        """Read the first of them."""
        self.ids, reader = {}, self.request.user
        self.hidden = hidden_from(reader)
        return ended.first_unseen(reader, ended.SHOWN + 1, self.hidden)

    def initial(self):
        """Name what is shown, and nothing that leaves them later."""
        return {"unseen": " ".join(str(row.pk) for row in self.subject[: ended.SHOWN])}

    def show(self, form, status=200, **extra):
        """Show the list as it is now, whatever was sent."""
        wrong = " ".join(error for errors in form.errors.values() for error in errors)
        fresh = self.form(initial=self.initial())
        return super().show(fresh, status, refused=wrong, **extra)

    def context(self):
        """Put what stands together in time and case under the names of the case."""
        reader = self.request.user
        if reader.posting is None:
            return {"no_posting": True}
        rows = ended.together(ended.told(self.subject[: ended.SHOWN], reader))
        titles = incidents.titles({row["case_id"] for row in rows}, reader=reader)
        return {
            "which": "ended",
            "lists": LISTS,
            "counts": counts(reader, self.now, self.hidden),
            "groups": [under(titles, *each) for each in groupby(rows, lambda row: row["case_id"] or row["elsewhere"])],
            "more": len(self.subject) > ended.SHOWN,
        }

    def cancel(self):
        """Stay on the list."""
        return reverse("done_by_others")
