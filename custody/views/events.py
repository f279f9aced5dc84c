"""Doors of custody events for people: record, correct, withdraw, tell the victim, and the list of the force."""

from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import Permission
from core.doors import CommandView, PageView
from custody import forms, presenters, queries, services
from custody.states import Kind
from incidents import queries as incidents
from incidents.queries import moment
from law.ranks import MAY_AUTHORISE

# Kinds that have a page of their own.
ELSEWHERE = {
    Kind.ORDER_MADE: "order_record",
    Kind.SENTENCED: "sentence",
    Kind.BAIL_GRANTED: "bail_grant",
    Kind.BAIL_VARIED: "bail_vary",
    Kind.BAIL_ENDED: "bail_end",
}
PAGE = 50
LOWEST = MAY_AUTHORISE["BAIL_FIRST_PERIOD"].rank


class OnCase(CommandView):
    """A command about one case."""

    permission = Permission.CUSTODY_RECORD

    def fetch(self, case_id):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id}
        return incidents.case(case_id, reader=self.request.user)

    def after(self, result):
        """Go back to the case."""
        return self.cancel()

    def cancel(self):
        """Go back to the case."""
        return f"{reverse('case', args=[self.ids['case_id']])}#custody"


class Record(OnCase):
    """Record an event in two steps: what happened, then when and what that asks for."""

    command = services.enter_event
    form_class = forms.RecordEvent
    template_name = "custody/record.html"
    button = "Record it"
    done = "It is recorded, and what follows from it is owed."

    def get(self, request, **ids):
        """Ask what happened, or show the page of that kind."""
        self.subject = self.fetch(**ids)
        chosen = forms.ChooseKind(request.GET or None)
        if not chosen.is_bound or not chosen.is_valid():
            return self.choose(chosen)
        if page := ELSEWHERE.get(chosen.cleaned_data["kind"]):
            return redirect(page, ids["case_id"])
        return self.show(self.form(initial=self.initial()))

    def post(self, request, **ids):
        """Do the second step; without a kind, go back to the first."""
        if request.GET.get("kind") not in Kind.values:
            return redirect("custody_event", ids["case_id"])
        return super().post(request, **ids)

    def choose(self, chosen):
        """Show the first step."""
        context = {"form": chosen, "cancel": self.cancel(), "subject": self.subject, "now": self.now}
        heading = {"heading": "What happened to the suspect?", "button": "Continue"}
        return render(self.request, "custody/choose.html", context | heading, status=422 if chosen.is_bound else 200)

    @property
    def heading(self):
        """Return the kind in words."""
        return Kind(self.request.GET["kind"]).label

    def form_arguments(self):
        """Ask what this kind asks for."""
        kind = self.request.GET["kind"]
        return {"kind": kind, **presenters.asked_of(kind, queries.position(self.subject.pk), self.now)}

    def form(self, **arguments):
        """Return the form, kept for its details."""
        self.shown = super().form(**arguments)
        return self.shown

    def initial(self):
        """Start with now."""
        return {"effective_at": self.now}

    def arguments(self, cleaned):
        """Return the event."""
        return {
            **self.ids,
            "kind": self.request.GET["kind"],
            "effective_at": cleaned["effective_at"],
            "details": self.shown.details(),
        }


class OnEvent(CommandView):
    """A command about one event."""

    permission = Permission.CUSTODY_RECORD

    def fetch(self, event_id):
        """Return the event within the reader's scope."""
        self.ids = {"event_id": event_id}
        return queries.event(event_id, reader=self.request.user)

    def after(self, result):
        """Go back to the case."""
        return self.cancel()

    def cancel(self):
        """Go back to the first case of the event."""
        case = queries.cases_shown(self.subject, reader=self.request.user)[0]
        return f"{reverse('case', args=[case.pk])}#custody"

    def context(self):
        """Show what is on record; the words of what was taken back are shown no longer."""
        details = [] if self.subject.withdrawn_at else presenters.detail_rows(self.subject)
        return {"event": self.subject, "details": details}


class Correct(OnEvent):
    """Replace an event by what is right."""

    command = services.correct_event
    form_class = forms.CorrectEvent
    template_name = "custody/event.html"
    heading = "Correct this event"
    button = "Correct it"
    done = "It is corrected. What it asked for is asked for anew."

    def form_arguments(self):
        """Ask what this kind asks for; of bail's conditions only where the event named them."""
        kind, case = self.subject.kind, queries.cases_shown(self.subject, reader=self.request.user)[0]
        asked = presenters.asked_of(kind, queries.position(case.pk), self.now, self.subject.details)
        asked["with_conditions"] = "conditions" in self.subject.details or kind == Kind.ORDER_MADE
        asked["with_views"] = kind in forms.WITH_VIEWS
        if kind in forms.WITH_AUTHORITY:
            asked["officers"] = accounts.of_rank(LOWEST, reader=self.request.user, at=self.now)
        return {"kind": kind, **asked}

    def form(self, **arguments):
        """Return the form, kept for its details."""
        self.shown = super().form(**arguments)
        return self.shown

    def initial(self):
        """Start with what is on record, and with nothing of what was taken back."""
        if self.subject.withdrawn_at:
            return {}
        details = presenters.typed(queries.details_shown(self.subject))
        return (
            {"effective_at": self.subject.effective_at}
            | details
            | self.form_class.filled(self.subject.details.get("conditions", ()))
            | presenters.terms_typed(self.subject.details)
        )

    def arguments(self, cleaned):
        """Return what is right: what this page does not ask for, or does not show, stays."""
        not_shown = self.subject.details.keys() - queries.details_shown(self.subject).keys()
        typed = {name: value for name, value in self.shown.details().items() if value or name not in not_shown}
        details = self.subject.details | typed
        if not details.get("conditions") and "conditions" not in self.subject.details:
            details.pop("conditions", None)
        return {
            **self.ids,
            "effective_at": cleaned["effective_at"],
            "details": details,
            "reason": cleaned["reason"],
            **self.shown.decided(),
        }


class Withdraw(OnEvent):
    """Take back an event that did not happen."""

    command = services.withdraw_event
    form_class = forms.Reason
    template_name = "custody/event.html"
    heading = "Withdraw this event"
    button = "Withdraw it"
    done = "It is withdrawn. What it asked for is no longer owed."


class Tell(CommandView):
    """Record that the victim was told of an event."""

    permission = Permission.VICTIM_TELL
    command = services.record_victim_told
    form_class = forms.VictimTold
    template_name = "custody/told.html"
    heading = "Tell the victim"
    button = "Record it"
    done = "It is recorded."

    def fetch(self, event_id, case_id):
        """Return the event, with the case within the reader's scope."""
        self.ids = {"event_id": event_id, "case_id": case_id}
        found, self.case = queries.event_in_case(event_id, case_id, reader=self.request.user)
        return found

    def initial(self):
        """Start with now."""
        return {"told_at": self.now}

    def context(self):
        """Show what she must be told, and what was said before."""
        return {
            "event": self.subject,
            "case": self.case,
            "details": presenters.detail_rows(self.subject),
            "changed": presenters.changed_words(self.subject, self.case),
            "owed": presenters.owed_of(self.case).get(self.subject.pk, []),
            "why": presenters.why_withdrawn(self.subject),
            "reach": incidents.safe_contact(self.case, reader=self.request.user, at=self.now),
            "in_force": presenters.in_force([self.case.pk], self.now),
            "notices": [each for each in queries.notices(self.case.pk) if each.event_id == self.subject.pk],
        }

    def after(self, result):
        """Go back to the case."""
        return self.cancel()

    def cancel(self):
        """Go back to the case."""
        return f"{reverse('case', args=[self.ids['case_id']])}#custody"


class ContactOwner(OnCase):
    """Name who keeps in touch with the victim."""

    permission = Permission.VICTIM_TELL
    command = services.name_victim_contact_owner
    form_class = forms.NameContactOwner
    heading = "Who keeps in touch with the victim?"
    done = "The officer is named."

    def form_arguments(self):
        """Offer the officers of the force who may keep in touch with her."""
        return {"officers": accounts.who_may(Permission.VICTIM_TELL, reader=self.request.user, at=self.now, here=True)}


class Events(PageView):
    """The latest events of the force, with what is still owed for each."""

    permission = Permission.CUSTODY_RECORD
    template_name = "custody/events.html"

    def context(self):
        """Read a page of events within the reader's scope."""
        before = moment(self.request.GET.get("before", ""))
        found = queries.latest(reader=self.request.user, before=before, count=PAGE)
        return {
            "heading": "Custody events",
            "events": presenters.listed(found),
            "last": found[-1].received_at.isoformat() if len(found) == PAGE else None,
        }
