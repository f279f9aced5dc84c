"""What is typed about a disclosure. Nothing here decides or saves."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText, MomentParts, speak_plainly
from disclosures.states import Applicant, Decision, Route, ToWhom


class FindPeople(forms.Form):
    """The first step: who is at risk, and from whom."""

    at_risk = forms.CharField(label="Name of the person at risk", max_length=120)
    subject = forms.CharField(label="Name of the person who may be a danger", max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)


class Receive(CommandForm):
    """The second step: what is asked."""

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
        self.fields["at_risk_id"].choices = at_risk
        self.fields["subject_id"].choices = subject


class Words(CommandForm):
    """A step, in words."""

    taken_at = MomentParts(label="When?", past=True)
    words = LongText(label="What was done and found?", rows=5)


class NotDisclose(Words):
    """The end without a disclosure."""

    words = LongText(label="Why is nothing disclosed, and what was the applicant told in person?", rows=5)


class Withdraw(Words):
    """The applicant's own wish."""

    words = LongText(label="What did the applicant say, and how do you know that it is their own wish?", rows=5)


class Decide(Words):
    """The panel's decision."""

    words = LongText(label="Why? Necessary, proportionate, and safe for whom?", rows=5)
    decision = Choice(Decision.choices, label="What was decided?")
    panel = LongText(label="Who decided?", rows=3, help_text="Name and agency of each member, one on a line.")


class Disclose(Words):
    """The disclosure itself."""

    to_whom = Choice(ToWhom.choices, label="Who was told?")
    in_person = forms.BooleanField(label="It was said in person", required=False)
    nothing_written = forms.BooleanField(label="Nothing was handed over in writing", required=False)
    safe_how = LongText(label="How did you make sure that it was safe?", rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "What was said, and what was agreed for their safety?"
