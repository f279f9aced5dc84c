"""Doors to a protected address that stands in what was written of a suspect: look at it, and tell the victim."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView
from core.errors import Stale
from custody import forms, presenters, queries, services
from incidents import queries as incidents


class OnLook(CommandView):
    """A command about one look."""

    permission = Permission.SAFE_ADDRESS_SEE

    def fetch(self, look_id):
        """Return the look within the reader's scope."""
        self.ids = {"look_id": look_id}
        return queries.look(look_id, reader=self.request.user)

    def context(self):
        """Show the address, which is noted, and each event with the words in which it stands."""
        case, reader = self.subject.case, self.request.user
        kept = queries.kept_in(self.subject, reader=reader, at=self.now)
        return {
            "look": self.subject,
            "case": case,
            "kept": kept,
            "rows": queries.found_in(self.subject, [each for each, _ in kept if each]),
            "may_correct": reader.may(Permission.CUSTODY_RECORD, case) is None,
            "here": {each.pk for each in queries.events_in(case)},
        }

    def cancel(self):
        """Go back to the case."""
        return f"{reverse('case', args=[self.subject.case_id])}#custody"


class CloseLook(OnLook):
    """Say what came of a look."""

    command = services.close_address_look
    form_class = forms.CloseAddressLook
    template_name = "custody/address_look.html"
    heading = "An address that is kept safe"
    done = "It is recorded what you did."

    def initial(self):
        """Remember how much is on the screen."""
        return {"seen": len(queries.named_in(self.subject))}

    def show(self, form, status=200, **extra):
        """Let it be closed once what was found meanwhile has been on the screen as well."""
        if isinstance(extra.get("refusal"), Stale):
            form.data = form.data.copy()
            form.data["seen"] = str(len(queries.named_in(self.subject)))
        return super().show(form, status, **extra)


class TellKnown(OnLook):
    """Record that the victim was told that the suspect knows the address."""

    command = services.tell_address_known
    form_class = forms.AddressKnown
    template_name = "custody/address_told.html"
    heading = "Tell the victim that the suspect knows the address"
    button = "Record it"
    done = "It is recorded."

    def initial(self):
        """Start with now."""
        return {"told_at": self.now}

    def context(self):
        """Show how the victim is reached safely as well, and what was said so far."""
        case = self.subject.case
        return super().context() | {
            "reach": incidents.safe_contact(case, reader=self.request.user, at=self.now),
            "in_force": presenters.in_force([case.pk], self.now),
            "tellings": self.subject.tellings.select_related("told_by").order_by("told_at", "pk"),
        }
