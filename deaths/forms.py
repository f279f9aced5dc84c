"""What is typed after a death. Nothing here decides or saves."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, Choices, DateParts, LongText, MomentParts
from deaths.states import Decision, Factor


class RecordDeath(CommandForm):
    """Who has died, when, and what is known."""

    person_id = Choice([], label="Who has died?")
    died_on = DateParts(label="On which day?", past=True, help_text="Or the day on which they were found.")
    factor = Choice(Factor.choices, label="Is domestic abuse a factor?")
    circumstances = LongText(
        label="What is known, and from whom?",
        rows=5,
        help_text="Facts only. This record says nothing about who caused it; a review asks what can be learnt.",
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = people


class FamilyContact(CommandForm):
    """Who is there for the family, and who speaks for them."""

    officer_id = OfficerChoice(label="Which officer is there for the family?")
    family = LongText(
        label="Who speaks for the family?", rows=2, help_text="Name, and who they are to the person who died."
    )
    reached = LongText(
        label="How do they wish to be reached?", rows=3, help_text="And what they asked us not to do or say."
    )

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "officer_id")


class Words(CommandForm):
    """A step, in words."""

    taken_at = MomentParts(label="When?", past=True)
    words = LongText(label="What was done, and who said so?", rows=4)


class FamilyTold(Words):
    """What the family was told."""

    of = forms.UUIDField(widget=forms.HiddenInput, required=False)


class Decided(Words):
    """What the partnership decided."""

    decision = Choice(Decision.choices, label="What did the partnership decide?")


class Why(CommandForm):
    """Why a record was a mistake."""

    words = LongText(label="How do you know, and who confirmed it?", rows=3)


class Recommend(CommandForm):
    """What is to change."""

    text = LongText(label="What is to change?", rows=4)
    owner_id = OfficerChoice(label="Who answers for it?")
    due_on = DateParts(label="Until when?")

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "owner_id")


class Questions(CommandForm):
    """Which questions of a call a recommendation put there."""

    questions = Choices((), label="Which questions of a call did it put there?", required=False)

    def __init__(self, *args, questions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = questions


class Chased(CommandForm):
    """What was found when somebody asked."""

    words = LongText(label="What has changed so far, and who says so?", rows=4)


class Done(CommandForm):
    """What shows the change."""

    evidence = LongText(label="What shows that it changed?", rows=4)
