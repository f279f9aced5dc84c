"""Doors of cases and hand-overs for people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from accounts import queries as accounts_queries
from accounts.permissions import Permission
from core.doors import CommandView, PageView
from core.errors import Absent
from core.numbers import identifier
from incidents import forms, presenters, queries, services
from incidents.acts import ACTS
from incidents.states import Level
from law.handover import read_aloud


class Cases(PageView):
    """The cases this reader may know of, newest first."""

    permission = Permission.CASE_READ
    template_name = "incidents/cases.html"

    def context(self):
        """Read a page of cases, filtered by level or owner."""
        level = self.request.GET.get("level")
        level = level if level in Level.values and level else None
        mine = self.request.GET.get("mine") == "1"
        after = queries.moment(self.request.GET.get("after", ""))
        found = list(
            queries.cases(
                reader=self.request.user,
                level=level,
                owner=self.request.user.pk if mine else None,
                open_only=self.request.GET.get("closed") != "1",
                after=after,
            )
        )
        return {
            "heading": "Cases",
            "cases": found,
            "level": level,
            "mine": mine,
            "last": found[-1].opened_at.isoformat() if len(found) == queries.PAGE else None,
            "may_open_restricted": self.request.user.may(Permission.CASE_READ) is None,
        }


class OnCase(CommandView):
    """A command about one case."""

    template_name = "incidents/on_case.html"

    def fetch(self, case_id):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id}
        return queries.case(case_id, reader=self.request.user)

    def after(self, result):
        """Go back to the case."""
        return reverse("case", args=[self.ids["case_id"]])

    def cancel(self):
        """Go back to the case."""
        return reverse("case", args=[self.ids["case_id"]])


class AddInformation(OnCase):
    """Add what was told about a case."""

    permission = Permission.INFORMATION_ADD
    command = services.add_information
    form_class = forms.AddInformation
    heading = "Add information"
    done = "The information is added."


class OfferCase(OnCase):
    """Offer the case to another officer."""

    permission = Permission.CASE_OFFER
    command = services.offer_case
    form_class = forms.OfferCase
    heading = "Offer this case"
    button = "Offer the case"
    done = "The case is offered. You own it until it is accepted."
    template_name = "incidents/offer_case.html"

    def get(self, request, **ids):
        """Where an offer waits already, lead to who was asked, and to withdrawing it."""
        case = self.fetch(**ids)
        if queries.waiting_offer(case.pk) or queries.waiting_transfer(case.pk):
            messages.info(request, "This case is offered already. See below to whom, and withdraw that first.")
            return redirect(f"{self.cancel()}#owner")
        return super().get(request, **ids)

    def form_arguments(self):
        """Offer it only to those who can accept."""
        reader = self.request.user
        return {"officers": accounts_queries.who_may(Permission.CASE_ACCEPT, reader=reader, at=self.now, but=reader)}

    def context(self):
        """Lead on to the other forces of this house."""
        return {
            "elsewhere": [each for each in accounts_queries.forces() if each.pk != self.subject.force_id],
            "refused": queries.refused_offer(self.subject.pk),
            "in_force": presenters.in_force([self.subject.pk], self.now),
            "owed": queries.owed_in(self.subject.pk, reader=self.request.user),
        }


class CloseCase(OnCase):
    """Close the case."""

    permission = Permission.CASE_CLOSE
    command = services.close_case
    form_class = forms.CloseCase
    heading = "Close this case"
    button = "Close the case"
    done = "The case is closed."

    def context(self):
        """Say before anybody tries what keeps the case open."""
        reviewed, owed = services.how_ready(self.subject.pk, self.now, reader=self.request.user)
        return {"runs": services.still_runs(self.subject.pk, self.now), "unreviewed": not reviewed, "still_owed": owed}


class ReopenCase(OnCase):
    """Reopen the case."""

    permission = Permission.CASE_CLOSE
    command = services.reopen_case
    form_class = forms.ReopenCase
    heading = "Reopen this case"
    button = "Reopen the case"
    done = "The case is open, and you own it."


class RestrictCase(OnCase):
    """Restrict the case to named officers."""

    permission = Permission.CASE_RESTRICT
    command = services.restrict_case
    form_class = forms.RestrictCase
    heading = "Restrict this case"
    button = "Restrict the case"
    done = "Only the officers named can see this case now."

    def form_arguments(self):
        """Name anybody else in the force who may read cases."""
        reader = self.request.user
        return {"officers": accounts_queries.who_may(Permission.CASE_READ, reader=reader, at=self.now, but=reader)}


class OpenRestricted(CommandView):
    """Open a restricted case with a reason."""

    permission = Permission.CASE_READ
    command = services.open_restricted_case
    form_class = forms.OpenRestricted
    heading = "Open a restricted case"
    button = "Open the case"
    done = "You can see this case for one hour. Your reason will be reviewed."

    def after(self, result):
        """Show the case."""
        return reverse("case", args=[result.pk])

    def cancel(self):
        """Go back to the cases."""
        return reverse("cases")


class OnOffer(CommandView):
    """An answer to an offer."""

    def fetch(self, offer_id):
        """Return the offer, with its case within the reader's scope."""
        self.ids = {"offer_id": offer_id}
        return queries.offer(offer_id, reader=self.request.user)

    def context(self):
        """Say which case it is about."""
        return {"lead": f"{self.subject.case.victim} and {self.subject.case.suspect}"}

    def after(self, result):
        """Go where 'Cancel' leads."""
        return self.cancel()

    def cancel(self):
        """Go to the case; who is of another force, and may not know of it before they accept, to their work list."""
        known = queries.visible_to(self.request.user).filter(pk=self.subject.case_id).exists()
        return reverse("case", args=[self.subject.case_id]) if known else reverse("work")


class AcceptCase(OnOffer):
    """Accept an offered case."""

    permission = Permission.CASE_ACCEPT
    command = services.accept_case
    form_class = forms.AcceptCase
    template_name = "incidents/accept.html"
    heading = "Accept this case"
    button = "Accept the case"
    done = "You own this case now."

    def context(self):
        """Show what the next owner must know, what was left open, and how the victim is reached."""
        case = self.subject.case
        crossing = case.force_id != self.request.user.posting.force_id
        owed = queries.owed_in(case.pk, reader=self.request.user)
        return {
            "case": case,
            "crossing": crossing,
            "in_force": presenters.in_force([case.pk], self.now),
            "owed": [row for row in owed if row[0].subject_id != self.subject.pk],
            "checklist": read_aloud(self.subject.checklist),
            "reach": queries.safe_contact(case, reader=self.request.user, at=self.now),
        }


class RefuseCase(OnOffer):
    """Refuse an offered case."""

    permission = Permission.CASE_ACCEPT
    command = services.refuse_case
    form_class = forms.Reason
    heading = "Refuse this case"
    button = "Refuse the case"
    done = "You refused the case. It stays with its owner."


class WithdrawOffer(OnOffer):
    """Take an offer back."""

    permission = Permission.CASE_OFFER
    command = services.withdraw_offer
    form_class = forms.AcceptCase
    heading = "Withdraw the offer"
    button = "Withdraw the offer"
    done = "The offer is withdrawn. You own the case."


class RecordAct(OnCase):
    """Record a small act that meets a duty."""

    permission = Permission.CASE_READ
    command = services.record_act
    form_class = forms.RecordAct
    button = "Record it"
    done = "It is recorded, and the duty is done."

    @staticmethod
    def permission_of(act, **ids):
        """Return what this very act asks for."""
        return ACTS[act].permission

    def fetch(self, case_id, act):
        """Return the case, if there is such an act and this reader may do it."""
        if act not in ACTS:
            raise Absent()
        if reason := self.request.user.may(ACTS[act].permission):
            raise PermissionDenied(reason)
        self.heading = ACTS[act].heading
        case = super().fetch(case_id)
        self.ids = {"case_id": case_id, "act": act}
        return case

    def initial(self):
        """Carry the duty's subject through the form."""
        return {"of": identifier(self.request.GET.get("of", "")), "flag": self.request.GET.get("flag", "")}

    def context(self):
        """Show why an offer of the case was refused, to whoever keeps it."""
        return {"refused": queries.refused_offer(self.subject.pk)} if self.ids["act"] == "keep-case" else {}

    def form_arguments(self):
        """Say what the note must say."""
        return {"hint": ACTS[self.ids["act"]].note}
