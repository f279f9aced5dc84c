"""The shape of what is typed about the end of an incident."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText


class QuestionQualifier(CommandForm):
    """A reason against each element of the definition."""

    age = LongText(label="Age: how old was each of them on that day, and how do you know?", rows=2)
    connection = LongText(label="Connection: what are they to each other, and how do you know?", rows=2)
    behaviour = LongText(label="Behaviour: what happened, and why is it none of those named?", rows=3)


class DecideQualifier(CommandForm):
    """The second person's answer."""

    removed = Choice(
        [("no", "It stays domestic abuse"), ("yes", "It is no domestic abuse")], label="What do you decide?"
    )
    reason = LongText(label="Why?", rows=3)

    def clean_removed(self):
        """Return yes or no as such."""
        return self.cleaned_data["removed"] == "yes"


class RecordCrime(CommandForm):
    """A crime number with its offence, or why there is none."""

    number = forms.CharField(label="Crime number", max_length=60, required=False)
    offence_code = forms.ChoiceField(
        label="Offence", required=False, help_text="Type its first letters to find it. These were offences on that day."
    )
    offence = forms.CharField(label="If it is not on the list: the offence in words", max_length=120, required=False)
    why_not_listed = LongText(label="Why does no offence of the list fit?", rows=2, required=False)
    no_crime_reason = LongText(label="If no crime was recorded: why not?", rows=3, required=False)

    def __init__(self, *args, offences=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offence_code"].choices = [("", "Choose an offence"), *offences]
