"""The shape of what is typed about accounts."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from accounts.permissions import Role
from accounts.states import AbsenceKind
from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, MomentParts


class SignIn(AuthenticationForm):
    """User name and password; the same sentence for every failure."""

    error_messages = {
        "invalid_login": "The user name or the password is not right. Check both and try again.",
        "inactive": "The user name or the password is not right. Check both and try again.",
    }


class WithDeputy(CommandForm):
    """A form that may name a deputy, who gets everything that the officer holds."""

    deputy_id = OfficerChoice(
        label="Who stands in?",
        required=False,
        help_text="They get every case, duty, offer and measure at this moment, and are told. What their role may not "
        "do goes to somebody who may. Needed when any is held; else leave it empty.",
    )

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "deputy_id")

    def clean_deputy_id(self):
        """Nobody is nobody."""
        return self.cleaned_data["deputy_id"] or None


class GrantPosting(WithDeputy):
    """A role and a unit, and who takes what the officer holds when they are transferred."""

    field_order = ["role", "unit_id", "deputy_id"]

    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *Role.choices])
    unit_id = forms.ChoiceField(label="Unit")

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [("", "Choose a unit"), *units]


class EndPosting(WithDeputy):
    """Who takes what the officer holds."""


class RecordAbsence(WithDeputy):
    """Why somebody is away, from when, until when, and who stands in."""

    field_order = ["kind", "from_at", "until_at", "deputy_id"]
    kind = Choice(AbsenceKind.choices, label="Why?")
    from_at = MomentParts(label="From when?")
    until_at = MomentParts(label="Until when?", required=False, help_text="Leave empty where nobody knows yet.")


class NameDeputy(WithDeputy):
    """Who stands in from now on."""


class Nothing(CommandForm):
    """A yes without words."""


class Address(CommandForm):
    """Where an officer is told that something waits."""

    email = forms.CharField(
        label="Work e-mail address",
        max_length=254,
        required=False,
        help_text="Only that something waits is ever sent there, never a name. Leave it empty where there is none.",
    )
