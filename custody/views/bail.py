"""Doors of bail for people."""

from accounts import queries as accounts
from accounts.permissions import Permission
from core.errors import Stale
from custody import forms, presenters, queries, services
from custody.states import Status
from custody.views.events import LOWEST, OnCase


class OnBail(OnCase):
    """A decision on the bail of a case, with the bail in force beside it."""

    permission = Permission.CUSTODY_RECORD
    template_name = "custody/bail.html"
    # Whether bail goes on after this, so that who may extend it is of use.
    lasts = True

    def fetch(self, case_id):
        """Return the case, and keep where its suspect stands."""
        case = super().fetch(case_id)
        self.position = queries.position(case.pk)
        return case

    def initial(self):
        """Start with now."""
        return {"effective_at": self.now}

    def form(self, **arguments):
        """Return the form, kept for its conditions."""
        self.shown = super().form(**arguments)
        return self.shown

    def arguments(self, cleaned):
        """Return the decision, with its conditions where the page asks for them."""
        kept = {name: value for name, value in cleaned.items() if not name.startswith("condition_")}
        if "authorised_by_id" in kept:
            kept["authorised_by_id"] = kept["authorised_by_id"] or None
        if len(kept) < len(cleaned):
            kept["conditions"] = self.shown.conditions()
        return {**self.ids, **kept}

    def context(self):
        """Show where the suspect stands now."""
        return {
            "position": self.position,
            "steps": presenters.bail_steps(queries.events_of(self.subject.pk), self.position) if self.lasts else (),
            "before": [presenters.condition_words(each) for each in self.position.conditions],
        }


class Grant(OnBail):
    """Record that bail was granted."""

    command = services.grant_bail
    form_class = forms.GrantBail
    heading = "Bail granted"
    button = "Record bail"
    done = "Bail is recorded. Tell the victim."

    def form_arguments(self):
        """Offer the officers who may have authorised it."""
        return {"officers": accounts.of_rank(LOWEST, reader=self.request.user, at=self.now)}


class Vary(OnBail):
    """Record that bail conditions were changed: those in force and the new ones side by side."""

    command = services.vary_bail
    form_class = forms.VaryBail
    template_name = "custody/vary.html"
    heading = "Change bail conditions"
    button = "Record the change"
    done = "The change is recorded. Tell the victim, reassess the risk and review the plan."

    def initial(self):
        """Start with the conditions in force, and remember by which event they stand; court bail the court changes."""
        kept = self.form_class.filled(self.position.conditions)
        by_court = self.position.status == Status.CHARGED_COURT_BAIL
        return super().initial() | {"read_at": self.position.bail_event_id, "by_court": by_court} | kept

    def show(self, form, status=200, **extra):
        """Let what was typed be saved over newer conditions, once the officer has seen both."""
        if isinstance(extra.get("refusal"), Stale):
            form.data = form.data.copy()
            form.data["read_at"] = str(self.position.bail_event_id)
        return super().show(form, status, **extra)


class Extend(OnBail):
    """Record that police bail lasts longer."""

    command = services.extend_bail
    form_class = forms.ExtendBail
    heading = "Extend bail"
    button = "Record the extension"
    done = "The extension is recorded. Tell the victim."

    def form_arguments(self):
        """Offer the officers who may have authorised it."""
        return {"officers": accounts.of_rank(LOWEST, reader=self.request.user, at=self.now)}


class End(OnBail):
    """Record that bail has ended."""

    lasts = False
    command = services.end_bail
    form_class = forms.EndBail
    heading = "Bail ended"
    button = "Record the end"
    done = "The end of bail is recorded. Tell the victim."
