"""What is typed about a disclosure. Nothing here decides or saves."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, LongText, MomentParts, speak_plainly
from core.words import read_through
from disclosures.states import Applicant, Decision, Route, ToWhom, WhyNot

# What is asked of somebody who is not on record yet.
NEW_PERSON = {
    "given_name": lambda: forms.CharField(label="First name, if not on record", max_length=300, required=False),
    "family_name": lambda: forms.CharField(label="Last name, if not on record", max_length=300, required=False),
    "born_on": lambda: forms.CharField(
        label="Date of birth, if not on record",
        max_length=20,
        required=False,
        help_text="For example, 7/3/1984. The year alone will do.",
    ),
}


class FindPeople(forms.Form):
    """The first step: who is at risk, and from whom."""

    at_risk = forms.CharField(label="Name of the person at risk", max_length=120)
    subject = forms.CharField(label="Name of the person who may be a danger", max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)


# The choice of somebody who is on no record yet.
NEW = "NEW"
SIDES = {"at_risk": "The person at risk", "subject": "The person who may be a danger"}


class Receive(CommandForm):
    """The second step: who of those found it is, or somebody new, and what is asked."""

    groups = [(words, [f"{side}_{name}" for name in ("id", *NEW_PERSON)]) for side, words in SIDES.items()]
    groups.append(
        ("The request", ["route", "applicant", "applicant_name", "applicant_contact", "concern", "received_at"])
    )

    at_risk_id = Choice([], label="Person at risk")
    subject_id = Choice([], label="Person who may be a danger")
    route = Choice(Route.choices, label="How did it begin?")
    applicant = Choice(Applicant.choices, label="Who applied?")
    applicant_name = forms.CharField(label="Name of whoever applied", max_length=200, required=False)
    applicant_contact = LongText(label="How can they be reached safely?", rows=2, required=False)
    concern = LongText(label="What gives concern?", rows=4)
    received_at = MomentParts(label="When was it received?", past=True)

    def __init__(self, *args, at_risk=(), subject=(), **kwargs):
        super().__init__(*args, **kwargs)
        for side, found in (("at_risk", at_risk), ("subject", subject)):
            label = "Somebody else, who is not on record" if found else "Nobody of this name is on record"
            self.fields[f"{side}_id"].choices = [*found, (NEW, label)]
            self.fields |= {f"{side}_{name}": field() for name, field in NEW_PERSON.items()}
        self.order_fields(name for _, names in self.groups for name in names)
        speak_plainly(self)

    def person(self, side):
        """Return (identifier, None) of whoever was chosen, or (None, what is known of somebody new)."""
        if self.cleaned_data[f"{side}_id"] != NEW:
            return self.cleaned_data[f"{side}_id"], None
        return None, {name: self.cleaned_data[f"{side}_{name}"] for name in NEW_PERSON}


class Words(CommandForm):
    """A step, in words."""

    taken_at = MomentParts(label="When?", past=True)
    words = LongText(label="What was done and found?", rows=5)


class NotDisclose(Words):
    """The end without a disclosure."""

    field_order = ("taken_at", "words", "read_through")

    words = LongText(label="Why is nothing disclosed, and what was the applicant told in person?", rows=5)
    read_through = read_through()


class NotMade(NotDisclose):
    """The end without the disclosure on which the panel decided."""

    field_order = ("taken_at", "why_not", "words", "confirmed_by_id", "read_through")

    why_not = Choice(WhyNot.choices, label="Why was the disclosure not made?")
    words = LongText(label="What was tried and when, what was said, and what was done for their safety?", rows=5)
    confirmed_by_id = OfficerChoice(
        label="Who confirmed it?",
        help_text="A supervisor, or somebody who works on disclosures: neither you nor whoever recorded the decision.",
    )

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "confirmed_by_id")


class Withdraw(Words):
    """The applicant's own wish."""

    words = LongText(label="What did the applicant say, and how do you know that it is their own wish?", rows=5)


class Decide(Words):
    """The panel's decision."""

    field_order = ("taken_at", "decision", "words", "panel")

    words = LongText(label="Why? Necessary, proportionate, and safe for whom?", rows=5)
    decision = Choice(Decision.choices, label="What was decided?")
    panel = LongText(label="Who decided?", rows=3, help_text="Name and agency of each member, one on a line.")


class Disclose(Words):
    """The disclosure itself."""

    field_order = ("taken_at", "to_whom", "words", "in_person", "nothing_written", "safe_how", "read_through")

    to_whom = Choice(ToWhom.choices, label="Who was told?")
    words = LongText(label="What was said, and what was agreed for their safety?", rows=5)
    in_person = forms.BooleanField(label="It was said in person", required=False)
    nothing_written = forms.BooleanField(label="Nothing was handed over in writing", required=False)
    safe_how = LongText(label="How did you make sure that it was safe?", rows=3)
    read_through = read_through()
