"""What is typed about children and schools. Nothing here decides or saves."""

from django import forms

from children.states import (
    CONCERNS,
    SOCIAL_CARE,
    Affected,
    How,
    NoneKnown,
    Related,
    Schooling,
    Where,
)
from core.doors import CommandForm
from core.fields import Choice, Choices, DateParts, LongText, MomentParts
from core.words import read_through

NO_ADDRESS = (
    "No address, no postcode, and no adult's name, not even a first name or a nickname. A nickname that is neither in "
    "common use nor on record cannot be found for you: read it once more."
)


class AddChild(CommandForm):
    """One more child."""

    unborn = forms.BooleanField(label="The child is not born yet", required=False)
    given_name = forms.CharField(label="First name", max_length=300, required=False)
    family_name = forms.CharField(label="Last name", max_length=300)
    born_on = forms.CharField(
        label="Date of birth", max_length=20, required=False, help_text="As far as known: 2017-03-07, 2017-03 or 2017."
    )


class PlaceChild(CommandForm):
    """The part a child had, and where they are taught."""

    where = Choice(Where.choices, label="Where was the child?")
    affected = Choice(Affected.choices, label="Did the child see, hear or feel it?")
    related = Choice(
        Related.choices,
        label="To whom is the child related?",
        help_text="Their parent, somebody with parental responsibility, or a relative.",
    )
    said = LongText(
        label="What did the child say?", rows=3, required=False, help_text="In their own words. " + NO_ADDRESS
    )
    schooling = Choice(Schooling.choices, label="Where is the child taught?")
    school_id = forms.ChoiceField(label="School", required=False)
    concerns = Choices(CONCERNS, label="What is known of the child?", required=False)

    def __init__(self, *args, schools=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school_id"].choices = [("", "No school"), *schools]

    def clean_school_id(self):
        """Return the school, or None."""
        return self.cleaned_data["school_id"] or None


class NoChild(CommandForm):
    """There is none after all."""

    how_known = Choice(NoneKnown.choices, label="How is it known?")


class Telling(CommandForm):
    """Who was told, how and when."""

    to_whom = forms.CharField(
        label="Who was told?", max_length=200, help_text="Name and part. Never a parent or a pupil."
    )
    how = Choice(How.choices, label="How?")
    told_at = MomentParts(label="When?", past=True)
    words = LongText(label="What was told beside the lines above?", rows=4, help_text=NO_ADDRESS)
    read_through = read_through()


class TellSocialCare(Telling):
    """A notification or a referral."""

    field_order = ["command_id", "kind", "to_whom", "how", "told_at", "words", "why_less", "read_through"]
    kind = Choice([(kind.value, kind.label) for kind in SOCIAL_CARE], label="What was it?")
    words = LongText(label="What was told?", rows=4, help_text=NO_ADDRESS)
    why_less = LongText(
        label="If the criteria ask for a referral and this is a notification: why is it enough?",
        rows=3,
        conditional=True,
    )


class Receipt(CommandForm):
    """Somebody has it."""

    received_from = forms.CharField(
        label="Who has it?", max_length=200, help_text="A person. A reply by a machine is none."
    )
    received_at = MomentParts(label="Since when?", past=True)


class Lead(CommandForm):
    """Who leads on safeguarding in a school."""

    lead = forms.CharField(label="Designated safeguarding lead", max_length=200)
    lead_contact = forms.CharField(label="Direct number or secure address", max_length=200)


class DayOff(CommandForm):
    """A day on which a school is closed."""

    on = DateParts(label="Which day?")
    why = forms.CharField(label="Why?", max_length=200, help_text="An inset day, snow, an election.")
    whole_area = forms.BooleanField(label="Every school of this area is closed", required=False)
