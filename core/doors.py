"""Doors for people: from a form to a command and back to the screen. A door never decides."""

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from core.errors import AlreadyDone, Refused
from core.sentences import speak_plainly

# For pages that every signed-in person may open, and for those that nobody needs to sign in for.
SIGNED_IN = "signed in"
OPEN = "open"


class CommandForm(forms.Form):
    """A form that knows which command it is: sent twice, it is done once."""

    command_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["command_id"].initial = uuid.uuid4
        speak_plainly(self)

    def clean_command_id(self):
        """Give a form that lost its identifier a new one: done once is better than not at all."""
        return self.cleaned_data["command_id"] or uuid.uuid4()


class Door(LoginRequiredMixin, View):
    """A page. `permission` says who may open it; a refusal is a sentence on a 403 page."""

    permission = None

    def dispatch(self, request, *args, **kwargs):
        if self.permission == OPEN:
            return View.dispatch(self, request, *args, **kwargs)
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if self.permission != SIGNED_IN and (reason := request.user.may(self.permission)):
            raise PermissionDenied(reason)
        self.now = timezone.now()
        return View.dispatch(self, request, *args, **kwargs)


class PageView(Door):
    """A page to read: `template_name`, and `context(**ids)` that reads with the request's reader."""

    template_name = None

    def get(self, request, **ids):
        """Show the page."""
        return render(request, self.template_name, self.context(**ids) | {"now": self.now})

    def context(self, **ids):
        """Return what the template shows."""
        return {}


class CommandView(Door):
    """A form and its command. Subclasses name `permission`, `command`, `form_class` and say where to go next."""

    command = None
    form_class = None
    template_name = "command.html"
    heading = ""
    button = "Save"
    done = "Saved."

    def get(self, request, **ids):
        """Show the empty form, with the record it is about."""
        self.subject = self.fetch(**ids)
        return self.show(self.form(initial=self.initial()))

    def post(self, request, **ids):
        """Do the command; on refusal show the same form with the sentence and everything typed."""
        self.subject = self.fetch(**ids)
        form = self.form(data=request.POST, files=request.FILES or None)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            result = type(self).command(
                by=request.user,
                at=self.now,
                command_id=form.cleaned_data.pop("command_id"),
                **self.arguments(form.cleaned_data),
            )
        except AlreadyDone as already:
            messages.info(request, "This was already done; here is the result.")
            return redirect(self.after_repeat(already.entry))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            return self.show(form, status=409, refusal=refusal)
        messages.success(request, self.done)
        return redirect(self.after(result))

    def fetch(self, **ids):
        """Return the record in hand within the reader's scope; keep the ids."""
        self.ids = ids
        return None

    def initial(self):
        """Return what the empty form starts with."""
        return {}

    def form_arguments(self):
        """Return what the form class needs besides the data, such as choices."""
        return {}

    def form(self, **arguments):
        """Return the form."""
        return self.form_class(**arguments, **self.form_arguments())

    def arguments(self, cleaned):
        """Return the command's keywords from the ids in the path and the form."""
        return {**self.ids, **cleaned}

    def after(self, result):
        """Return the page to show when it is done."""
        return self.cancel()

    def after_repeat(self, entry):
        """Return the page to show when it had been done before."""
        return self.cancel()

    def cancel(self):
        """Return the page that 'Cancel' leads to."""
        return "/"

    def context(self):
        """Return what the template shows beside the form."""
        return {}

    def show(self, form, status=200, **extra):
        """Render the form's page."""
        context = {
            "form": form,
            "heading": self.heading,
            "button": self.button,
            "cancel": self.cancel(),
            "subject": self.subject,
            "now": self.now,
        }
        return render(self.request, self.template_name, context | self.context() | extra, status=status)
