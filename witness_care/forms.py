"""The shape of what is typed in the care for a witness."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, Choices, DateParts, LongText, MomentParts
from custody.states import Hearing, Method
from law.witness import MEASURES
from witness_care.states import Answer, Measure, Need, Outcome, Reading, Right, Use, Wish

SAFE_HOW = "How did you make sure that it was safe?"
SAFE_HINT = "For example: the victim chose this number and time, and said that nobody else was there."
NEVER_SAFE = "Never write where the victim lives or works: some of this is read out in court."


class Spoken(CommandForm):
    """A conversation with the victim: when, by which way, what was said, and how that was safe."""

    told_at = MomentParts(label="When did you speak?", past=True)
    method = Choice(Method.choices, label="How?")
    said = LongText(label="What was said?", rows=4, help_text=NEVER_SAFE)
    safe_how = LongText(label=SAFE_HOW, rows=3, help_text=SAFE_HINT)
    exception_reason = LongText(
        label="If the victim did not name this way or this time: why was it used?", rows=2, conditional=True
    )


class NameContact(CommandForm):
    """Who cares for the witness."""

    officer_id = OfficerChoice(label="Who cares for the victim as a witness?")
    must_know = LongText(label="What must they know?", rows=4, required=False, help_text=NEVER_SAFE)

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "officer_id")


class Confirm(CommandForm):
    """Nothing but the button."""


class Reason(CommandForm):
    """A reason, in words."""

    reason = LongText(label="Why?", rows=4)


class ChangeHearing(CommandForm):
    """What the court says now."""

    hearing = Choice(Hearing.choices, label="What is the hearing for?")
    hearing_at = MomentParts(label="When is it now?")
    court = forms.CharField(label="Court", max_length=200)
    hearing_source = forms.CharField(label="Who gave the date?", max_length=200)
    as_at = DateParts(label="When was the date named?", past=True)
    note = LongText(label="Anything else?", rows=3, required=False, help_text=NEVER_SAFE)


class PrepareWitness(Spoken):
    """What was gone through before the hearing."""

    said = LongText(
        label="What did you go through, and what was said?",
        rows=6,
        help_text="The way in and the waiting room, who comes along, travel, the special measures, the statement.",
    )


class AssessNeeds(Spoken):
    """What the victim needs as a witness."""

    field_order = ("needs", "measures", "said")

    needs = Choices(Need.choices, label="What does the victim need?", required=False)
    measures = Choices(
        Measure.choices,
        label="Which special measures does the victim want?",
        required=False,
        hints={each.code: " ".join(filter(None, (each.what, each.only))) for each in MEASURES},
    )
    said = LongText(label="What does the victim say, in their own words?", rows=5, help_text=NEVER_SAFE)


class ApplyForMeasure(CommandForm):
    """The application."""

    applied_on = DateParts(label="When was it applied for?", past=True)
    court = forms.CharField(label="Court", max_length=200)


class MeasureDecision(CommandForm):
    """The court's answer."""

    granted = Choice([("yes", "Granted"), ("no", "Refused")], label="What did the court decide?")
    decided_on = DateParts(label="When?", past=True)
    reason = LongText(
        label="Why?", rows=3, conditional=True, help_text="Must be given where the court refused the measure."
    )

    def clean_granted(self):
        """Return yes or no as such."""
        return self.cleaned_data["granted"] == "yes"


class OfferStatement(Spoken):
    """The offer and the answer."""

    field_order = ("answer", "again_on", "reading", "reference")

    answer = Choice(Answer.choices, label="What did the victim answer?")
    again_on = DateParts(
        label="When shall the victim be asked again?", required=False, help_text="Where the answer is to decide later."
    )
    reading = Choice(
        [*Reading.choices, ("", "There is no statement")],
        label="How shall it be heard?",
        required=False,
    )
    reference = forms.CharField(
        label="Where is the statement kept?",
        max_length=100,
        required=False,
        help_text="Its reference, where it was made. The statement itself is never copied here.",
    )


class StatementUsed(CommandForm):
    """What became of it."""

    use = Choice(Use.choices, label="What became of the statement?")
    used_on = DateParts(label="On which day?", past=True)
    note = LongText(
        label="Why, or anything else", rows=3, conditional=True, help_text="Must be given if it was not used."
    )


class TellRight(Spoken):
    """A right, and how the victim was told of it."""

    field_order = ("right", "wish")

    right = Choice(Right.choices, label="Which right?")
    wish = Choice(Wish.choices, label="What does the victim want?")


class AskReview(CommandForm):
    """The decision that shall be looked at again."""

    decision = LongText(label="Which decision, and what does the victim say of it?", rows=5)


class DecideReview(CommandForm):
    """The outcome."""

    outcome = Choice(Outcome.choices, label="What do you decide?")
    reason = LongText(label="Why?", rows=5)
