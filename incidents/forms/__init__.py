"""The shape of what is typed about calls and cases. Nothing here decides or saves."""

from django import forms
from django.forms import BaseFormSet, formset_factory

from core.doors import CommandForm
from core.fields import Choice, Choices, DateParts, LongText, MomentParts
from incidents.states import Channel, Children, Connected, FlagCode, Grade, IncidentKind, Role
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


People = formset_factory(PersonRow, formset=PeopleRows, extra=0, min_num=2, max_num=60, absolute_max=61)


class LogCall(CommandForm):
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


class RecordAttendance(CommandForm):
    """Going there: when, what was done, and the children."""

    arrived_at = MomentParts(label="When did you arrive?", past=True)
    positive_action = LongText(
        label="What did you do?",
        rows=4,
        required=False,
        help_text="Arrest, separation, first aid, a safe place, evidence.",
    )
    no_arrest_reason = LongText(label="If nobody was arrested: why not?", rows=3, required=False)
    children = Choice(
        Children.choices, label="Children", help_text="'No children' is an answer; name those there are below."
    )
    children_named = LongText(
        label="Names of the children",
        rows=3,
        required=False,
        help_text="One line each, with commas: first name, last name, date of birth as far as known.",
    )

    def clean_children_named(self):
        """Read one child from each line."""
        children = []
        for line in self.cleaned_data["children_named"].splitlines():
            parts = [part.strip() for part in line.split(",")]
            if not any(parts):
                continue
            given, family, born = (parts + ["", ""])[:3]
            if any(letter.isdigit() for letter in given + family):
                raise forms.ValidationError(f"{line.strip()}: write first name, last name, date of birth, with commas.")
            try:
                dates.read(born)
            except ValueError as error:
                raise forms.ValidationError(f"{given} {family}: {error}") from None
            children.append({"given_name": given, "family_name": family, "born_on": born})
        return children


class Regrade(CommandForm):
    """Another grade, and the answer to the connection question where it was missing."""

    connected = Choice(
        [(code, label) for code, label in Connected.choices if code],
        label="Are the people partners, ex-partners or family?",
        required=False,
    )
    grade = Choice(Grade.choices, label="Grade")
    note = LongText(label="Reason", rows=3, required=False, help_text="Needed below High for domestic abuse.")


class AddInformation(CommandForm):
    """Something told to us about a case."""

    kind = Choice(
        [
            ("contact", "Contact with the victim"),
            ("partner_agency", "Told by a partner agency"),
            ("circumstances", "Circumstances have changed"),
            ("intelligence", "Other information"),
        ],
        label="What is it?",
    )
    occurred_on = DateParts(label="When did it happen?", past=True)
    text = LongText(label="What is known?", rows=5, help_text="Facts and who told us. Never a safe address.")


class OfferCase(CommandForm):
    """To whom a case is offered, and what they must know."""

    to_id = forms.ChoiceField(label="Who do you offer it to?")
    must_know = LongText(
        label="What must the next owner know?",
        rows=5,
        help_text="Risk and why, how to reach the victim safely, what is still to be done, what never to do.",
    )

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_id"].choices = [("", "Choose an officer"), *officers]


class AcceptCase(CommandForm):
    """Saying yes needs no words."""


class Reason(CommandForm):
    """A reason, in words."""

    reason = LongText(label="Reason", rows=4, help_text="It stays with the record.")


class CloseCase(Reason):
    """Why a case ends, and whether it was investigated."""

    investigated = Choice(
        [("yes", "Yes"), ("no", "No: the victim must be told why")],
        label="Was it investigated?",
        initial="yes",
    )

    def clean_investigated(self):
        """Return yes or no as such."""
        return self.cleaned_data["investigated"] == "yes"


class OpenRestricted(CommandForm):
    """Opening a restricted case with a reason."""

    case_id = forms.UUIDField(label="Case number")
    reason = LongText(
        label="Why do you need to see this case now?",
        rows=4,
        help_text="At least 20 characters. You can see it for one hour, and somebody will review this.",
    )


class RestrictCase(CommandForm):
    """Who may still see a case."""

    officers = Choices([], label="Who may see this case?", required=False)

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officers"].choices = officers


class RecordAct(CommandForm):
    """What was done, and what proves it."""

    of = forms.UUIDField(widget=forms.HiddenInput, required=False)
    flag = forms.ChoiceField(widget=forms.HiddenInput, choices=[("", ""), *FlagCode.choices], required=False)
    note = LongText(label="What was done", rows=4)

    def __init__(self, *args, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = hint
