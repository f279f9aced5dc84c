"""The shape of what is typed about calls and cases. Nothing here decides or saves."""

from django import forms

from core.choosing import OfficerChoice, OfficersChoice, offer
from core.doors import CommandForm
from core.fields import Choice, DateParts, LongText
from incidents.forms.calls import LogCall, People  # noqa: F401
from incidents.forms.handing_over import HandingOver
from incidents.states import Connected, FlagCode, Grade


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


class OfferCase(HandingOver):
    """To whom a case is offered, and what they must know."""

    to_id = OfficerChoice(label="Who do you offer it to?")

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "to_id")


class MoveCase(CommandForm):
    """To whom a case moves, and why without an offer."""

    to_id = OfficerChoice(label="Who answers for it from now on?")
    reason = LongText(label="Why does it move without an offer?", rows=3, help_text="It stays with the record.")

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "to_id")


class AcceptCase(CommandForm):
    """Saying yes needs no words."""


class Reason(CommandForm):
    """A reason, in words."""

    reason = LongText(label="Reason", rows=4, help_text="It stays with the record.")


class ReopenCase(CommandForm):
    """Why a closed case is opened again."""

    reason = LongText(
        label="Why is this case opened again?",
        rows=4,
        help_text="It stays with the record, and is read by whoever owes something in the case from now on.",
    )


class DiscardDraft(CommandForm):
    """Why a call that was begun is none."""

    reason = LongText(
        label="Why is this no call?",
        rows=3,
        help_text="For example: logged by a colleague, with the number; wrong button; training.",
    )


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

    officers = OfficersChoice(label="Who may see this case?", required=False)

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "officers")


class RecordAct(CommandForm):
    """What was done, and what proves it."""

    of = forms.UUIDField(widget=forms.HiddenInput, required=False)
    flag = forms.ChoiceField(widget=forms.HiddenInput, choices=[("", ""), *FlagCode.choices], required=False)
    note = LongText(label="What was done", rows=4)

    def __init__(self, *args, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = hint
