"""The shape of what is typed about MARAC. Nothing here decides or saves."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, DateParts, LongText, MomentParts
from core.words import read_through
from marac.states import ANSWERS, Agency, Consent

ROWS = 4
READ = (
    "I have read every word of it. It gives away nobody's home, number, school or place of work, by a description or "
    "in any other way"
)
PARTS = ("what", "agency", "owner_id", "due_on")


class Refer(CommandForm):
    """A referral: the reasons of judgement, and what the victim knows."""

    groups = [
        ("Why", ["judgement_reasons"]),
        ("The victim", ["victim_told", "consent", "telling_note"]),
        ("The IDVA", ["idva_told_at"]),
    ]
    judgement_reasons = LongText(
        label="What concerns you?",
        rows=5,
        required=False,
        help_text="Needed where no count speaks for a referral; useful always. Fear, isolation, honour, barriers of "
        "language or immigration. Never a safe address.",
    )
    victim_told = Choice([(each.value, each.label) for each in ANSWERS], label="Was the victim told of this referral?")
    consent = Choice(
        Consent.choices,
        label="Does the victim agree?",
        initial=Consent.NOT_ASKED,
        help_text="Agreement is wanted. It is not required where the risk justifies sharing.",
    )
    telling_note = LongText(
        label="If not told, or not agreed: why, and why share all the same?", rows=3, required=False
    )
    idva_told_at = MomentParts(
        label="When was the IDVA told?",
        required=False,
        past=True,
        help_text="The IDVA is told at the same time. Leave empty only if that is still to be done.",
    )


class Reason(CommandForm):
    """A reason, in words."""

    reason = LongText(label="Why?", rows=4, help_text="It stays with the record.")


class IdvaAttempt(CommandForm):
    """One attempt to reach the victim."""

    attempted_at = MomentParts(label="When did the IDVA try?", past=True)
    method = forms.CharField(label="How?", max_length=100, help_text="The safe method: for example a call at work.")
    reached = Choice([("True", "Yes"), ("False", "No")], label="Was the victim reached?")
    note = LongText(label="Anything to add", rows=3, required=False)

    def clean_reached(self):
        """Return the answer as yes or no."""
        return self.cleaned_data["reached"] == "True"


class NewMeeting(CommandForm):
    """A meeting: when, where, and who chairs it."""

    held_on = DateParts(label="Day of the meeting")
    place = forms.CharField(label="Place", max_length=200)
    chair = forms.CharField(
        label="Chair", max_length=100, help_text="By post, for example detective inspector, safeguarding."
    )


class ListCase(CommandForm):
    """For which meeting a case is listed."""

    meeting_id = forms.ChoiceField(label="Meeting")

    def __init__(self, *args, meetings=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting_id"].choices = [("", "Choose a meeting"), *meetings]


class Sent(CommandForm):
    """To whom papers went."""

    sent_to = LongText(label="To which agencies was it sent?", rows=4)
    read_through = read_through(READ)


class ChangeTold(CommandForm):
    """Who was told that a case has left the agenda."""

    sent_to = LongText(
        label="Which agencies were told?",
        rows=4,
        help_text="Compare the agenda that was sent with the agenda as it is now. If no agency had it yet, say so.",
    )


class GiveAction(CommandForm):
    """One action: what, which agency, who answers for it, by when."""

    what = LongText(label="What is to be done?", rows=3)
    agency = forms.ChoiceField(label="Agency", choices=[("", "Choose an agency"), *Agency.choices])
    owner_id = OfficerChoice(
        label="Officer who answers for it", help_text="For a partner's action: who sees that it is done."
    )
    due_on = DateParts(label="By when?")

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "owner_id")


class Outcome(CommandForm):
    """What the meeting made of a case, with room for the first actions; more can be added afterwards."""

    summary = LongText(label="The risk as the meeting saw it, and what was decided", rows=8)

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = []
        for number in range(1, ROWS + 1):
            names = [f"{part}_{number}" for part in PARTS]
            self.fields |= dict(zip(names, action_fields(), strict=True))
            self.groups.append((f"Action {number}", names))
        offer(self, officers, *(f"owner_id_{number}" for number in range(1, ROWS + 1)))

    def clean(self):
        """Read the rows that are filled; a row begun and not finished is told by its missing parts."""
        cleaned = super().clean()
        rows = []
        for number in range(1, ROWS + 1):
            row = {part: cleaned.pop(f"{part}_{number}", None) for part in PARTS}
            if any(row.values()):
                rows.append(row)
                self.ask_for_rest(number, row)
        return cleaned | {"actions": rows}

    def ask_for_rest(self, number, row):
        """Add an error to each empty part of a row that was begun."""
        for part, value in row.items():
            name = f"{part}_{number}"
            if not value and name not in self.errors:
                self.add_error(name, f"Action {number} is not complete: {MISSING[part]}.")


# What is said of a part of an action that is missing.
MISSING = {
    "what": "say what is to be done",
    "agency": "choose the agency",
    "owner_id": "name the officer who answers for it",
    "due_on": "give the day by which it is done",
}


def action_fields():
    """Return the four fields of one action's row, none of them required by itself."""
    return (
        LongText(label="What is to be done?", rows=2, required=False),
        forms.ChoiceField(label="Agency", choices=[("", "No action"), *Agency.choices], required=False),
        OfficerChoice(label="Officer who answers for it", required=False),
        DateParts(label="By when?", required=False),
    )


class ActionDone(CommandForm):
    """What came of an action."""

    outcome = LongText(label="What was done, and what came of it?", rows=4)
