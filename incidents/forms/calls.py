"""The shape of what is typed while a call is taken. Nothing here decides or saves."""

from django import forms
from django.forms import BaseFormSet, formset_factory

from core.doors import CommandForm
from core.fields import Choice, Choices, LongText, MomentParts, speak_plainly
from incidents import drafting
from incidents.forms.script import ScriptFields
from incidents.forms.thrive import ThriveFields
from incidents.states import Channel, Children, Connected, Grade, IncidentKind, Role
from people import dates
from people.states import Kind, Sex

VIOLENCE = [
    ("", "Not known yet"),
    ("none", "No"),
    ("threatened", "Threatened"),
    ("used", "Used"),
    ("used_and_threatened", "Used and threatened"),
]
TICKS = [
    ("in_progress", "It is happening now"),
    ("suspect_at_scene", "The suspect is there"),
    ("injury", "Somebody is hurt"),
    ("weapon", "A weapon or object was used or shown"),
    ("strangulation", "Hands or anything around the neck, choking, smothering"),
    ("threat_to_kill", "Threat to kill"),
    ("sexual_assault", "Sexual assault"),
    ("stalking", "Following, watching, waiting"),
    ("harassment", "Unwanted calls, messages or visits"),
    ("damage", "Something was damaged"),
    ("intrusion", "Came in without leave"),
    ("children_present", "Children are there"),
    ("separation", "They have separated, or are about to"),
]


class BornText(forms.CharField):
    """A date of birth as far as it is known: 7/3/1984, 3/1984 or 1984. Gives the text, checked."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Date of birth")
        kwargs.setdefault("help_text", "As much as is known: 7/3/1984, 3/1984 or 1984")
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value):
        """Refuse what is no date of birth with the sentence that says how to give one."""
        text = super().clean(value)
        try:
            dates.read(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return text


class PersonRow(forms.Form):
    """One person in a call: chosen from the matches, or described."""

    mark_optional = False

    person_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    role = forms.ChoiceField(choices=Role)
    given_name = forms.CharField(label="First name", max_length=300, required=False)
    family_name = forms.CharField(label="Last name", max_length=300, required=False)
    born_on = BornText()
    phone = forms.CharField(label="Telephone", max_length=40, required=False)
    sex = forms.ChoiceField(label="Sex", choices=[("", "Not known"), *Sex.choices[:3]], required=False)
    relation = forms.ChoiceField(
        label="What they are to the victim",
        choices=[("", "Not known or none"), *Kind.choices],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)

    def described(self):
        """Say whether anything was given about this person."""
        cleaned = getattr(self, "cleaned_data", {})
        return any(cleaned.get(name) for name in ("person_id", "given_name", "family_name", "born_on", "phone"))


class PeopleRows(BaseFormSet):
    """The people of a call: the victim first, then the suspect, then anybody else."""

    def rows(self):
        """Return the people as the service takes them; a victim or suspect nobody described is unknown."""
        found = []
        for place, form in enumerate(self.forms):
            if form.described():
                found.append({name: value for name, value in form.cleaned_data.items() if value})
            elif place < 2:
                found.append({"role": [Role.VICTIM, Role.SUSPECT][place].value, "unknown": True})
        return found


People = formset_factory(PersonRow, formset=PeopleRows, extra=0, min_num=2, max_num=60, absolute_max=drafting.ROWS)


class LogCall(ScriptFields, ThriveFields, CommandForm):
    """A call: what, where, how, and how fast we go. Hardly anything is required, so nothing is marked optional."""

    mark_optional = False

    channel = Choice(Channel.choices, label="How did we hear?", initial=Channel.EMERGENCY)
    caller_number = forms.CharField(label="Number of the caller", max_length=40, required=False)
    dropped = forms.BooleanField(label="The call was cut off", required=False)
    address = forms.CharField(label="Address", max_length=400, required=False)
    postcode = forms.CharField(label="Postcode", max_length=12, required=False)
    what = LongText(label="What is happening?", rows=3, required=False, help_text="In the caller's own words.")
    kind = forms.ChoiceField(label="Kind", choices=IncidentKind)
    connected = Choice(
        [(code, label) for code, label in Connected.choices if code],
        label="Are the people partners, ex-partners or family?",
        required=False,
    )
    violence = Choice(VIOLENCE, label="Violence", required=False)
    facts = Choices(TICKS, label="What is known", required=False)
    children = Choice(Children.choices, label="Children", initial=Children.NOT_ASKED)
    grade = forms.ChoiceField(
        label="Grade",
        choices=[("", "Use the grade that the rules suggest"), *Grade.choices],
        required=False,
    )
    grade_note = LongText(
        label="Reason for the grade",
        rows=2,
        required=False,
        help_text="Needed when a supervisor grades domestic abuse below High.",
    )
    reported_at = MomentParts(
        label="When was it reported?", required=False, past=True, help_text="Leave empty for now."
    )

    def facts_given(self):
        """Return the facts as the service takes them."""
        found = dict.fromkeys(self.cleaned_data["facts"], True)
        if self.cleaned_data["violence"]:
            found["violence"] = self.cleaned_data["violence"]
        return found
