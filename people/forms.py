"""The shapes of what is typed about people."""

import uuid

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, DateParts, LongText
from people import dates
from people.states import Kind, MarkerKind, TieKind


def born_text(text):
    """Return the text of a date of birth to look for unchanged, or raise the sentence that says how to give one."""
    try:
        dates.heard(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from None
    return text


class Search(forms.Form):
    """What is known of somebody who may be on record."""

    q = forms.CharField(label="Name", max_length=600, required=False, help_text="First and last name, in any order.")
    born_on = forms.CharField(
        label="Date of birth",
        max_length=20,
        required=False,
        help_text="For example, 7/3/1984. The year alone will do.",
    )
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    postcode = forms.CharField(label="Postcode", max_length=12, required=False)
    address = forms.CharField(label="Address", max_length=400, required=False)

    def clean_born_on(self):
        """Take a date as far as it is known."""
        return born_text(self.cleaned_data["born_on"])


class OtherPerson(CommandForm):
    """One of the people found to be like this one, or another whose reference is at hand."""

    other_id = forms.UUIDField(label="Reference of the other person", required=False)
    choice = forms.ChoiceField(label="Who is it?", required=False, widget=forms.RadioSelect)

    def __init__(self, *args, alike=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [*alike, ("", "Another person, by reference")]
        for name in ("choice", "other_id"):
            # One of the two is given.
            self.fields[name].conditional = True
        if not alike:
            self.fields["choice"].widget = forms.HiddenInput()

    def clean(self):
        """Give the person chosen, whichever way, as `other_id`."""
        cleaned = super().clean()
        chosen = cleaned.pop("choice", "")
        if chosen:
            cleaned["other_id"] = chosen
        elif not cleaned.get("other_id") and "other_id" not in self.errors:
            self.add_error("other_id", "Choose a person, or give the reference from the address of their page.")
        return cleaned


class MergePeople(OtherPerson):
    """The record that is the same person, and why we think so."""

    field_order = ["choice", "other_id", "reason"]
    reason = LongText(label="Why are they the same person?", rows=3, max_length=2000)


class UnmergePeople(CommandForm):
    """Why the records are not one person after all."""

    reason = LongText(label="Why are they not the same person?", rows=3, max_length=2000)


class SamePerson(CommandForm):
    """Under which record the person is known from now on, and why we think that both are one."""

    keep = Choice([], label="Which record should the person be known by?")
    reason = LongText(label="Why are they the same person?", rows=3, max_length=2000)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = people


class DifferentPeople(CommandForm):
    """Why the two records are two people."""

    reason = LongText(
        label="Why are they two people?",
        rows=3,
        max_length=2000,
        help_text="The pair is not offered again unless what is known of one of them changes.",
    )


class ReopenDuplicate(CommandForm):
    """Why a decision is taken back."""

    reason = LongText(label="Why is the decision taken back?", rows=3, max_length=2000)


class SetMarker(CommandForm):
    """About what the marker is, what it warns of, why, and until when."""

    about = Choice([], label="What is the marker about?")
    kind = Choice(MarkerKind.choices, label="What must others know?")
    reason = LongText(
        label="What is known, and how?",
        rows=4,
        max_length=2000,
        help_text="For somebody who has never met them and has half a minute.",
    )
    expires_on = DateParts(label="When must it be looked at again?", help_text="Within twelve months.")

    def __init__(self, *args, things=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = things


class ConfirmMarker(CommandForm):
    """What is known now, and until when it stands."""

    reason = LongText(label="What is known, and how?", rows=4, max_length=2000)
    expires_on = DateParts(label="When must it be looked at again?", help_text="Within twelve months.")


class EndMarker(CommandForm):
    """Why a marker is ended."""

    reason = LongText(label="Why is it not right, or not right any more?", rows=3, max_length=2000)


class LinkPeople(OtherPerson):
    """What one person is to the other, and since when."""

    field_order = ["choice", "other_id", "kind", "from_on", "until_on"]
    kind = Choice(Kind.choices, label="What are they to this person?")
    from_on = DateParts(label="Since", required=False, past=True)
    until_on = DateParts(label="Until", required=False)


class SafeAddress(CommandForm):
    """A refuge or other protected address."""

    text = LongText(
        label="Protected address",
        rows=4,
        max_length=1000,
        help_text="Only those who protect the person see it. It is in no letter, list, search or export.",
    )


class DeclareTie(CommandForm):
    """How an officer is near to a person."""

    kind = Choice(TieKind.choices, label="How do you know this person?")
    officer_id = OfficerChoice(label="For whom?", required=False, help_text="Leave it empty to say this of yourself.")

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "officer_id")
        if not officers:
            self.fields["officer_id"].widget = forms.HiddenInput()

    def clean_officer_id(self):
        """Return the officer named, or None for oneself."""
        named = self.cleaned_data["officer_id"]
        return uuid.UUID(named) if named else None
