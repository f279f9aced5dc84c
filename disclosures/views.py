"""Doors of the disclosure scheme for people."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView, PageView
from disclosures import forms, presenters, queries, services
from law import clocks
from law import thresholds as T

PAGE = 50


class Requests(PageView):
    """The requests of the force: open ones, or those that are closed, with or without disclosure."""

    permission = Permission.DISCLOSURE_WORK
    template_name = "disclosures/requests.html"

    def context(self):
        """Read one list within the reader's scope."""
        closed = self.request.GET.get("list") == "closed"
        found = queries.latest(reader=self.request.user, at=self.now, closed=closed)
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return {
            "heading": "Disclosures",
            "closed": closed,
            "page": page,
            "rows": presenters.rows(page, queries.owed([each.pk for each in page])),
        }


class Request(PageView):
    """One request: the people, the concern, each step with its reasons, and what can follow."""

    permission = Permission.DISCLOSURE_WORK
    template_name = "disclosures/request.html"

    def context(self, request_id):
        """Read the request for this reader; the reading is noted."""
        found = queries.open_request(request_id, reader=self.request.user, at=self.now)
        steps = queries.steps(found)
        return {
            "heading": "Request for disclosure",
            "request_row": found,
            "steps": steps,
            "links": presenters.links(found, steps),
            "again": presenters.new_decision(found, steps),
            "owed": presenters.owed(queries.owed([found.pk]).get(found.pk, ())),
        }


class Receive(CommandView):
    """Record a request in two steps: find the two people, then say what is asked."""

    permission = Permission.DISCLOSURE_WORK
    command = services.receive_request
    form_class = forms.Receive
    heading = "New request for disclosure"
    button = "Record the request"

    @property
    def done(self):
        """Say how soon the first checks are due."""
        hours = T.DVDS_CHECKS.on(clocks.london_day(self.now))
        return f"The request is recorded. First checks are due {hours} hours after it was received."

    def get(self, request, **ids):
        """Ask for the two names, then show who is found."""
        self.subject = None
        find = forms.FindPeople(request.GET if "at_risk" in request.GET else None)
        if find.is_bound and find.is_valid():
            return self.show(self.form(initial={"received_at": self.now} | self.names(find.cleaned_data)))
        context = {"form": find, "cancel": self.cancel(), "heading": self.heading, "now": self.now}
        return render(request, "disclosures/find.html", context, status=422 if find.is_bound else 200)

    def found(self):
        """Return the choices of both names: {side: [(identifier, name)]}."""
        return {
            side: queries.people_named(self.request.GET.get(side, ""), reader=self.request.user) for side in forms.SIDES
        }

    def names(self, asked):
        """Return what the form starts with of both: the name that was looked for, for whoever is on no record."""
        found, start = self.found(), {}
        for side in forms.SIDES:
            *given, family = asked[side].split()
            start |= {f"{side}_given_name": " ".join(given), f"{side}_family_name": family}
            start |= {} if found[side] else {f"{side}_id": forms.NEW}
        return start

    def form_arguments(self):
        """Offer those who were found."""
        return self.found()

    def form(self, **arguments):
        """Return the form, kept for the two people."""
        self.shown = super().form(**arguments)
        return self.shown

    def arguments(self, cleaned):
        """Return the request with its two people: those on record, and those who are registered with it."""
        people = {}
        for side in forms.SIDES:
            people[f"{side}_id"], people[f"{side}_new"] = self.shown.person(side)
        about = tuple(f"{side}_{name}" for side in forms.SIDES for name in ("id", *forms.NEW_PERSON))
        return people | {name: value for name, value in cleaned.items() if name not in about}

    def context(self):
        """Say what to do where a name was not found."""
        return {
            "lead": "Where a name was not found, check its spelling on the page before. Somebody who is not on record "
            "is registered together with the request."
        }

    def after(self, result):
        """Go to the request."""
        return reverse("disclosure", args=[result.pk])

    def cancel(self):
        """Go back to the list."""
        return reverse("disclosures")


class OnRequest(CommandView):
    """A step taken with one request."""

    permission = Permission.DISCLOSURE_WORK
    form_class = forms.Words
    template_name = "disclosures/step.html"
    done = "The step is recorded."

    def fetch(self, request_id):
        """Return the request within the reader's scope."""
        self.ids = {"request_id": request_id}
        return queries.request(request_id, reader=self.request.user)

    def initial(self):
        """Start with now."""
        return {"taken_at": self.now}

    def cancel(self):
        """Go back to the request."""
        return reverse("disclosure", args=[self.ids["request_id"]])


class Checks(OnRequest):
    """The first checks."""

    command = services.record_checks
    heading = "First checks"


class Meeting(OnRequest):
    """Face to face with the applicant."""

    command = services.record_meeting
    heading = "Face to face"


class Decide(OnRequest):
    """The panel's decision."""

    command = services.record_decision
    form_class = forms.Decide
    heading = "The panel's decision"


class Disclose(OnRequest):
    """The disclosure, in person."""

    command = services.record_disclosure
    form_class = forms.Disclose
    heading = "Disclosure in person"
    done = "The disclosure is recorded."


class NotDisclose(OnRequest):
    """Closed without disclosure."""

    command = services.record_non_disclosure
    heading = "Close without disclosure"

    def form(self, **arguments):
        """Ask why, and who confirmed it, where the panel had decided to disclose."""
        decision = queries.decision_to_disclose(self.subject)
        if decision is None:
            return forms.NotDisclose(**arguments)
        officers = queries.who_confirm(decision, reader=self.request.user, at=self.now)
        return forms.NotMade(**arguments, officers=officers)


class Withdraw(OnRequest):
    """Taken back by the applicant."""

    command = services.withdraw_request
    form_class = forms.Withdraw
    heading = "The applicant withdrew"
