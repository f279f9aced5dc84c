"""The shape of what is typed about accounts."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from accounts.permissions import Role
from core.doors import CommandForm


class SignIn(AuthenticationForm):
    """User name and password; the same sentence for every failure."""

    error_messages = {
        "invalid_login": "The user name or the password is not right. Check both and try again.",
        "inactive": "The user name or the password is not right. Check both and try again.",
    }


class GrantPosting(CommandForm):
    """A role and a unit."""

    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *Role.choices])
    unit_id = forms.ChoiceField(label="Unit")

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [("", "Choose a unit"), *units]


class EndPosting(CommandForm):
    """Ending needs no words."""
