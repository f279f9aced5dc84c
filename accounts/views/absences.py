"""Doors of being away, coming back and leaving for good."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.urls import reverse

from accounts import forms, presenters, queries, services
from accounts.permissions import Permission, Scope, scope_of
from accounts.views import HandsOver, deputies
from core.choosing import fitting
from core.doors import SIGNED_IN, CommandView, PageView


class Absences(PageView):
    """Who of the force is away or will be, and who stands in."""

    permission = Permission.ABSENCE_RECORD
    template_name = "accounts/absences.html"

    def context(self):
        """List the absences, and those on duty of whom this reader may say that they are away."""
        posting = self.request.user.posting
        force_id = posting.force_id
        own = posting.unit_id if scope_of(self.request.user, self.permission) == Scope.OWN_UNIT else None
        within = set(queries.officers_in_force(force_id, at=self.now, unit_id=own).values_list("pk", flat=True))
        absences = list(queries.absences(force_id, at=self.now))
        elsewhere = presenters.elsewhere([each.pk for each in absences])
        officers = queries.choices(queries.on_duty(force_id, at=self.now, unit_id=own), at=self.now)
        q = self.request.GET.get("q", "")
        return {
            "q": q,
            "page": Paginator(fitting(q, officers), queries.PAGE).get_page(self.request.GET.get("page")),
            "heading": "Who is away",
            "absences": [
                (each, elsewhere.get(each.pk, ()), each.officer_id in within or each.officer_id == self.request.user.pk)
                for each in absences
            ],
            "own_unit": own and posting.unit,
        }


class OnAbsences(CommandView):
    """A command that leads back to who is away."""

    permission = Permission.ABSENCE_RECORD

    def after(self, result):
        """Go back to the list."""
        return self.cancel()

    def cancel(self):
        """Go back to the list."""
        return reverse("absences")


class RecordAbsence(HandsOver, OnAbsences):
    """Record that an officer is or will be away."""

    command = services.record_absence
    form_class = forms.RecordAbsence
    heading = "Record an absence"
    button = "Record the absence"
    done = "The absence is recorded."

    def fetch(self, officer_id):
        """Return the officer of the reader's force."""
        self.ids = {"officer_id": officer_id}
        return queries.officer_of_force(officer_id, reader=self.request.user, at=self.now)

    def initial(self):
        """Start with now."""
        return {"from_at": self.now}

    def form_arguments(self):
        """Offer who may stand in."""
        return {"officers": deputies(self, self.subject.pk)}


class OnAbsence(OnAbsences):
    """A command about one absence."""

    def fetch(self, absence_id):
        """Return the absence of an officer of the reader's force."""
        self.ids = {"absence_id": absence_id}
        return queries.absence(absence_id, reader=self.request.user)

    def context(self):
        """Say who is away."""
        return {"lead": str(self.subject.officer)}


class NameDeputy(HandsOver, OnAbsence):
    """Name another deputy."""

    command = services.name_deputy
    form_class = forms.NameDeputy
    heading = "Who stands in?"
    done = "The deputy is named."

    def form_arguments(self):
        """Offer who may stand in."""
        return {"officers": deputies(self, self.subject.officer_id)}


class Return(OnAbsence):
    """Record that an officer is back."""

    command = services.return_from_absence
    form_class = forms.Nothing
    heading = "This officer is back"
    button = "Give the cases back"
    done = "The officer is back, and owns again what had moved."

    def after(self, result):
        """Say how much came back."""
        for sentence in presenters.received(result.pk, self.now):
            messages.info(self.request, sentence)
        return self.cancel()


class Acknowledge(CommandView):
    """Say that one has looked at what one now answers for."""

    permission = SIGNED_IN
    command = services.acknowledge_cover
    template_name = "accounts/given.html"
    form_class = forms.Nothing
    heading = "You answer for what another officer held"
    button = "I have looked at it"
    done = "It is recorded."

    def fetch(self, subject_id):
        """Return what it is about, where something was given to this very reader."""
        self.ids = {"subject_id": subject_id}
        return queries.given_to(self.request.user.pk, subject_id)

    def context(self):
        """Say whose it was, which cases came, and what to do."""
        return {
            "came": presenters.came(self.subject, self.request.user),
            "elsewhere": presenters.elsewhere([self.subject.pk]).get(self.subject.pk, ()),
        }

    def cancel(self):
        """Go to the work list."""
        return reverse("work")


class Deactivate(HandsOver):
    """Close the account of somebody who has left."""

    permission = Permission.POSTING_GRANT
    command = services.deactivate_officer
    form_class = forms.EndPosting
    heading = "Close this account"
    button = "Close the account"
    done = "The account is closed."

    def fetch(self, officer_id):
        """Return the officer of the reader's force."""
        self.ids = {"officer_id": officer_id}
        return queries.officer_of_force(officer_id, reader=self.request.user, at=self.now)

    def form_arguments(self):
        """Offer who may stand in."""
        return {"officers": deputies(self, self.subject.pk)}

    def cancel(self):
        """Go back to the postings."""
        return reverse("postings")


class Address(OnAbsences):
    """Record where an officer is told that something waits."""

    command = services.record_address
    form_class = forms.Address
    heading = "E-mail address"
    done = "The address is recorded."

    def fetch(self, officer_id):
        """Return an officer of the force."""
        self.ids = {"officer_id": officer_id}
        return queries.officer_of_force(officer_id, reader=self.request.user, at=self.now)

    def context(self):
        """Say whose it is."""
        return {"lead": str(self.subject)}

    def initial(self):
        """Start with the address there is."""
        return {"email": self.subject.email}
