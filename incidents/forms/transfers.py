"""What is typed when a case goes to a force outside this house."""

from django import forms

from core.doors import CommandForm
from core.fields import Choices, LongText, MomentParts
from incidents.forms.handing_over import HandingOver


class SendTransfer(HandingOver):
    """Who is asked there, how, and what they must know."""

    also_for = "What never to do. How she is reached safely is told to the new owner in person, not here."
    force_name = forms.CharField(label="Which force does it go to?", max_length=100)
    to_name = forms.CharField(
        label="Who is asked there?", max_length=200, help_text="A person by name, never a team or a mailbox."
    )
    to_role = forms.CharField(label="What are they there?", max_length=200, help_text="Rank or role, and team.")
    reached_by = forms.CharField(
        label="How were they asked?", max_length=200, help_text="The telephone number, or the secure address."
    )


class AcceptTransfer(CommandForm):
    """Who accepted there and when, what proves it, and what stays here."""

    accepted_by = forms.CharField(label="Who accepted it there?", max_length=200)
    accepted_at = MomentParts(label="When did they accept?", past=True)
    reference = forms.CharField(label="Their reference", max_length=100)
    evidence = LongText(
        label="What proves it?", rows=3, help_text="Where their written acceptance lies, or who else heard it."
    )
    stays = Choices(
        [],
        label="What stays with us?",
        required=False,
        help_text="What is not ticked goes along, and ends here. What is ticked its owner owes on.",
    )

    def __init__(self, *args, owed=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stays"].choices = owed
        if not owed:
            del self.fields["stays"]
