"""Doors to markers: set one, confirm it, end it."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView
from people import forms, presenters, queries, services
from people.views.persons import AboutPerson


class SetMarker(AboutPerson):
    """Set a marker on a person, or on an address or a number of theirs."""

    permission = Permission.MARKER_SET
    command = services.set_marker
    form_class = forms.SetMarker
    heading = "Set a marker"
    button = "Set the marker"
    done = "The marker is set. You owe its review by the day that you gave."

    def form_arguments(self):
        """Offer the person and what is recorded of them."""
        return {"things": presenters.markable(self.subject, self.request.user, self.now)}

    def arguments(self, cleaned):
        """Say about what the marker is, as the command takes it."""
        kind_of_thing, _, which = cleaned.pop("about").partition(":")
        name = {"person": "person_id", "address": "address_id", "phone": "number"}[kind_of_thing]
        return {name: which, **cleaned}


class OnMarker(CommandView):
    """A command about one marker, with what it says in sight."""

    permission = Permission.MARKER_SET
    template_name = "people/marker.html"

    def fetch(self, marker_id):
        """Return the marker in hand."""
        self.ids = {"marker_id": marker_id}
        return queries.marker(marker_id, self.request.user, self.now)

    def cancel(self):
        """Lead back to the person, or to the search where it is about none."""
        marker = self.subject
        return reverse("person", args=[marker.person_id]) if marker.person_id else reverse("people_search")

    def context(self):
        """Show what the marker says."""
        return {"rows": presenters.marker_rows(self.subject), "marker": self.subject}


class ConfirmMarker(OnMarker):
    """Confirm that a marker is still right."""

    command = services.confirm_marker
    form_class = forms.ConfirmMarker
    heading = "Is this marker still right?"
    button = "Confirm the marker"
    done = "The marker is confirmed, and you answer for it."

    def initial(self):
        """Start from the reason that stands."""
        return {"reason": self.subject.reason}


class EndMarker(OnMarker):
    """End a marker."""

    command = services.end_marker
    form_class = forms.EndMarker
    heading = "End the marker"
    button = "End the marker"
    done = "The marker is ended and is shown no more."
