"""The shape of what is typed about safety plans. Nothing here decides or saves."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, DateParts, LongText
from law import measures as menu
from safety_plans.states import OTHER, Agreement, EvidenceKind, Outcome

MENU = [("", "Choose a measure"), *((each.code, each.title) for each in menu.ALL), (OTHER, "Something else")]
NEVER_AN_ADDRESS = "Never write a safe address here."


class Wishes(CommandForm):
    """What the victim wants."""

    victim_wishes = LongText(
        label="What does the victim want?",
        rows=5,
        help_text=f"In the victim's own words as far as you can, or why it is not known. {NEVER_AN_ADDRESS}",
    )


class WithOwner(CommandForm):
    """A form that names an officer of the force."""

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [("", "Choose an officer"), *officers]


class Propose(WithOwner):
    """A measure: what, who answers for it, by when, and whether the victim agrees."""

    code = forms.ChoiceField(label="Which measure?", choices=MENU)
    what = LongText(
        label="Details",
        rows=3,
        conditional=True,
        help_text=f"What exactly, where, with whom. Needed for something that is not on the list. {NEVER_AN_ADDRESS}",
    )
    owner_id = forms.ChoiceField(label="Who will do it?", help_text="They accept it, or decline it with a reason.")
    due_on = DateParts(label="By when?")
    victim_agrees = Choice(Agreement.choices, label="Does the victim agree?", initial=Agreement.NOT_ASKED_YET)


class ProposeAgain(WithOwner):
    """Another owner for a declined measure, or another day."""

    owner_id = forms.ChoiceField(label="Who will do it?")
    due_on = DateParts(label="By when?")


ASKED = [("", "Leave as it is"), ("YES", "Yes"), ("NO", "No")]


class Accept(CommandForm):
    """Saying yes, with the victim's answer where it is known by now."""

    victim_agrees = Choice(ASKED, label="Does the victim agree?", required=False)


class Reason(CommandForm):
    """A reason, in words."""

    reason = LongText(label="Why?", rows=4, help_text="It stays with the record.")


class Done(CommandForm):
    """What proves that a measure is in place."""

    evidence_kind = Choice(EvidenceKind.choices[:4], label="What kind of proof is there?")
    evidence = LongText(
        label="What proves it?", rows=4, help_text=f"What you saw, tested or were told, and when. {NEVER_AN_ADDRESS}"
    )
    reference = forms.CharField(
        label="Reference", max_length=200, required=False, help_text="Number of a document, photograph or job, if any."
    )
    victim_agrees = Choice(ASKED, label="Does the victim agree?", required=False)


class Check(CommandForm):
    """What somebody else found."""

    in_place = Choice([("yes", "Yes"), ("no", "No: it is owed again")], label="Is it in place?", inline=True)
    note = LongText(label="What did you look at, and what did you find?", rows=4, help_text=NEVER_AN_ADDRESS)

    def clean_in_place(self):
        """Return yes or no as such."""
        return self.cleaned_data["in_place"] == "yes"


class Agree(CommandForm):
    """Agreeing the plan: the victim's wishes, and the reason where it holds less than the menu asks."""

    victim_wishes = LongText(
        label="What does the victim want?", rows=5, help_text=f"Or why it is not known. {NEVER_AN_ADDRESS}"
    )
    deviation_reason = LongText(
        label="If something is missing: why is the plan right without it?", rows=4, conditional=True
    )


class Review(CommandForm):
    """Looking at the plan again."""

    what_changed = LongText(
        label="What has changed since the last look?", rows=5, help_text="Say so too when nothing has."
    )
    outcome = Choice(
        Outcome.choices,
        label="What now?",
        hints={"CLOSE": "Every measure is done or removed, and the case may be closed."},
    )
    next_steps = LongText(
        label="What happens next?", rows=4, conditional=True, help_text="Needed when the plan goes on."
    )
