"""Doors of reaching the victim."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.permissions import Permission
from core.access import levels_kept_from
from core.doors import PageView
from incidents import presenters, queries, services
from incidents.forms import contact as forms
from incidents.views.cases import OnCase

NO_PART = "You have no part in this case now, so how the victim is reached is not shown to you. Ask its owner."


class Contact(PageView):
    """How the victim is reached safely, and every attempt so far."""

    permission = Permission.CASE_READ
    template_name = "incidents/contact.html"

    def context(self, case_id):
        """Read the safe ways as far as this reader may know them, and the log."""
        reader = self.request.user
        case = queries.case(case_id, reader=reader)
        waits = case.state == "OPEN" or queries.tell_of_closing(case, reader)
        may_tell = waits and reader.may(Permission.VICTIM_TELL, case) is None
        return {
            "heading": "Contact with the victim",
            "case": case,
            "reach": queries.safe_contact(case, reader=reader, at=self.now),
            "log": presenters.contact_log(case.pk),
            "last": queries.last_reached(case.pk),
            "out_of_touch": queries.out_of_touch(case, self.now, reader),
            "withheld": case.pk in levels_kept_from(reader),
            "may_tell": may_tell,
            "still_owed": presenters.still_owed(case, reader),
        }


class OnContact(OnCase):
    """A command about reaching the victim of a case, with the safe ways above the form."""

    template_name = "incidents/contact_form.html"

    def fetch(self, case_id):
        """Return the case within the reader's scope, and keep how its victim is reached."""
        found = super().fetch(case_id)
        self.reach = queries.safe_contact(found, reader=self.request.user, at=self.now)
        return found

    def context(self):
        """Show how the victim is reached safely, on this very page."""
        still_owed = presenters.still_owed(self.subject, self.request.user)
        return {"case": self.subject, "reach": self.reach, "still_owed": still_owed}

    def after(self, result):
        """Show the contact with the victim."""
        return self.cancel()

    def cancel(self):
        """Go back to the contact with the victim."""
        return reverse("contact", args=[self.ids["case_id"]])


class RecordContact(OnContact):
    """Record an attempt to reach the victim."""

    permission = Permission.VICTIM_TELL
    command = services.record_contact
    form_class = forms.RecordContact
    heading = "Record an attempt to reach the victim"
    button = "Record it"
    done = "It is recorded."

    def initial(self):
        """Start with now."""
        return {"tried_at": self.now}

    def form_arguments(self):
        """Ask whether she was told that there is no investigation only where that is owed."""
        return {"tell_of_closing": queries.tell_of_closing(self.subject, self.request.user)}


class OnSafeContact(OnContact):
    """A command about the safe ways themselves: only for those who may know them."""

    permission = Permission.SAFE_CONTACT_SEE

    def fetch(self, case_id):
        """Return the case, or say why this reader may not know how its victim is reached."""
        found = super().fetch(case_id)
        if getattr(self.reach, "withheld", False):
            raise PermissionDenied(NO_PART)
        return found

    def seen(self):
        """Return the version on the screen."""
        return self.reach.contact.version if self.reach else 0


class RecordSafeContact(OnSafeContact):
    """Record how the victim can be reached safely."""

    command = services.record_safe_contact
    form_class = forms.RecordSafeContact
    heading = "How can the victim be reached safely?"
    done = "The safe way of contact is recorded."

    def context(self):
        """Say what saving means: it makes all of it fresh."""
        lead = "As the victim says it now. What you save counts as confirmed by the victim today."
        return super().context() | {"lead": lead}

    def initial(self):
        """Start with what is known, without the ways that must not be used any more: whoever saves says them anew."""
        if not self.reach:
            return {"seen": 0}
        known = {name: words for name, words in self.reach.words.items() if name not in self.reach.protected}
        known |= {each.kind.lower(): each.to for each, unsafe in self.reach.channels if unsafe is None}
        return known | forms.span_values(self.reach.spans) | {"seen": self.seen()}


class ConfirmSafeContact(OnSafeContact):
    """Record that the victim confirmed what is known."""

    command = services.confirm_safe_contact
    form_class = forms.ConfirmSafeContact
    heading = "The victim confirms all of this"
    button = "Record that it was confirmed now"
    done = "It is confirmed."

    def initial(self):
        """Name the version on the screen."""
        return {"seen": self.seen()}
