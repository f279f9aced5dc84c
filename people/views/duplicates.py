"""Doors to the queue of records that may be one person."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView, PageView
from people import forms, presenters, queries, services


class Queue(PageView):
    """What waits for a decision, the most consequential first, and what was decided last."""

    permission = Permission.PERSON_MERGE
    template_name = "people/duplicates.html"

    def context(self):
        """Read the queue within this reader's scope."""
        reader = self.request.user
        waiting, more = queries.waiting_duplicates(reader, self.now)
        return {
            "heading": "Records that may be one person",
            "waiting": [presenters.pair_card(pair) for pair in waiting],
            "more": more,
            "decided": queries.decided_lately(reader, self.now),
        }


class Pair(PageView):
    """Two records side by side, and what to do about them."""

    permission = Permission.PERSON_MERGE
    template_name = "people/duplicate.html"

    def context(self, duplicate_id):
        """Read both people with everything that belongs to each; both readings are noted."""
        pair = queries.duplicate(duplicate_id, self.request.user, self.now)
        return {
            "heading": "Is this one person?",
            "pair": pair,
            "card": presenters.pair_card(pair),
            "sides": presenters.side_by_side(pair, self.request.user, self.now),
        }


class Decide(CommandView):
    """A decision about one pair, with both records in sight."""

    permission = Permission.PERSON_MERGE
    template_name = "people/duplicate_decide.html"

    def fetch(self, duplicate_id):
        """Return the pair in hand."""
        self.ids = {"duplicate_id": duplicate_id}
        return queries.duplicate(duplicate_id, self.request.user, self.now)

    def context(self):
        """Show both records above the form."""
        return {
            "sides": presenters.side_by_side(self.subject, self.request.user, self.now),
            "pair": self.subject,
            "card": presenters.pair_card(self.subject),
        }

    def cancel(self):
        """Lead back to the pair."""
        return reverse("duplicate", args=[self.subject.pk])

    def after(self, result):
        """Go on with the queue."""
        return reverse("duplicates")


class DecideSame(Decide):
    """Find that both records are one person."""

    command = services.decide_same
    form_class = forms.SamePerson
    heading = "These are one person"
    button = "Merge the records"
    done = "The records are now known to be one person. The decision can be undone."

    def form_arguments(self):
        """Offer both records by name."""
        return {"people": presenters.keepable(self.subject)}


class DecideDifferent(Decide):
    """Find that the records are two people."""

    command = services.decide_different
    form_class = forms.DifferentPeople
    heading = "These are two people"
    button = "Keep them apart"
    done = "The records stay apart, and the pair is not offered again unless its facts change."


class Reopen(Decide):
    """Take a decision back."""

    command = services.reopen_duplicate
    form_class = forms.ReopenDuplicate
    heading = "Undo the decision"
    button = "Undo the decision"
    done = "The pair waits for a decision again; a merge that came of it is undone."

    def after(self, result):
        """Show the pair again."""
        return self.cancel()
