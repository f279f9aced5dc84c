"""The shape of what is typed about risk. Nothing here decides or saves."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, DateParts, LongText, MomentParts, speak_plainly
from law.thresholds import DOWNGRADE_LONGEST
from risk.forms.answering import Answers
from risk.states import GRADE_MEANS, OTHER, Grade

MOST_RECOMMENDED = 5
GRADES = [(code, Grade(code).label) for code in GRADE_MEANS]

TWO_LOWER = "Nobody lowers a level alone: a lower one is proposed to a second person, and until then the level stays."


class StartAssessment(CommandForm):
    """Which questions, and who asked them."""

    instrument = Choice([], label="Which questions?")
    for_officer_id = OfficerChoice(
        label="Typed for another officer?",
        required=False,
        help_text="Leave it empty where you ask the questions yourself. When an officer telephones the "
        "answers, that officer is the author and confirms them later.",
    )

    def __init__(self, *args, instruments=(), officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = instruments
        offer(self, officers, "for_officer_id")


class Correct(Answers):
    """What was signed off, to be put right: every answer, the grade, and why."""

    grade = Choice(GRADES, label="Your grade", hints=GRADE_MEANS)
    grade_reasons = LongText(
        label="Why this grade?",
        rows=4,
        required=False,
        help_text="Needed where your grade is not the one that the answers suggest.",
    )
    reason = LongText(
        label="What was wrong, and how do you know?",
        rows=3,
        help_text="The sign-off ends with this correction, and a supervisor reads both.",
    )


class DeclareConflict(CommandForm):
    """Who in the case is close to the officer."""

    reason = LongText(
        label="Who is close to you, and how?",
        rows=3,
        help_text="Kinship, friendship, a shared home, work for them. Another officer decides from now.",
    )


class SubmitAssessment(CommandForm):
    """The author's grade, and when the questions were asked."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    grade = Choice(GRADES, label="Your grade", hints=GRADE_MEANS)
    grade_reasons = LongText(
        label="Why this grade?",
        rows=4,
        required=False,
        help_text="Needed where your grade is not the one that the answers suggest.",
    )
    assessed_at = MomentParts(
        label="When did you ask the questions?",
        past=True,
        day_will_do=True,
        help_text="For example, 27 3 2026 at 14:05. Leave the time empty where nobody knows the hour.",
    )


class SignOff(CommandForm):
    """The supervisor's grade for exactly the content that is shown."""

    content_hash = forms.CharField(widget=forms.HiddenInput)
    grade = Choice(
        GRADES,
        label="Grade",
        hints=GRADE_MEANS,
        help_text="Where the author said High, nobody lowers it alone. Otherwise a lower one than the author's holds "
        f"for {DOWNGRADE_LONGEST.latest.value} days at most, and a specialist looks at it.",
    )
    note = LongText(label="Note", rows=3, required=False, help_text="Needed when you change the author's grade.")


class SendBack(CommandForm):
    """Why an assessment goes back to its author."""

    content_hash = forms.CharField(widget=forms.HiddenInput)
    reason = LongText(label="What is missing or wrong?", rows=4, help_text="The author reads this and answers it.")


class SetAside(CommandForm):
    """Why a draft is given up."""

    reason = LongText(label="Why?", rows=3, help_text="For example: begun days ago, and the answers are old.")


class Confirm(CommandForm):
    """Confirming needs no words."""


class ConfirmInPlace(CommandForm):
    """Against what somebody checked answers that they did not ask for."""

    checked = LongText(
        label="Against what did you check the answers?",
        rows=3,
        help_text="Such as the officer's notebook, or a recording. Where there is nothing, assess the risk anew.",
    )


class Disown(CommandForm):
    """Why typed answers are not those of the officer."""

    reason = LongText(label="What is not as you gave it?", rows=4, help_text="Whoever typed it reads this.")


class ReviewGrade(CommandForm):
    """The level after a second look, why, and what should be done."""

    grade = Choice(GRADES, label="Level after your review", hints=GRADE_MEANS, help_text=TWO_LOWER)
    reasons = LongText(label="What did you look at, and why this level?", rows=5)

    def __init__(self, *args, menu=(), officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = []
        for number in range(1, MOST_RECOMMENDED + 1):
            self.add_recommendation(number, menu)
        offer(self, officers, *(f"owner_{number}" for number in range(1, MOST_RECOMMENDED + 1)))
        speak_plainly(self)

    def add_recommendation(self, number, menu):
        """Add the four inputs of one recommended measure."""
        fields = {
            f"measure_{number}": forms.ChoiceField(
                label="Measure", choices=[("", "None"), *menu, (OTHER, "Something else")], required=False
            ),
            f"what_{number}": forms.CharField(label="What exactly", max_length=1000, required=False),
            f"owner_{number}": OfficerChoice(
                label="Who might do it", required=False, help_text="Leave it empty, and the owner of the case decides."
            ),
            f"due_on_{number}": DateParts(label="Needed by", required=False),
        }
        self.fields.update(fields)
        self.groups.append((f"Recommended measure {number}", list(fields)))

    def clean(self):
        """Name the row in which something is missing."""
        cleaned = super().clean()
        for number in range(1, MOST_RECOMMENDED + 1):
            measure, what, owner, due = (
                cleaned.get(f"{name}_{number}") for name in ("measure", "what", "owner", "due_on")
            )
            if (what or owner or due) and not measure:
                self.add_error(f"measure_{number}", "Choose the measure, or empty this row.")
            if measure and not due and f"due_on_{number}" not in self.errors:
                self.add_error(f"due_on_{number}", "Say by which day this measure is needed.")
            if measure == OTHER and not what:
                self.add_error(f"what_{number}", "Say what is to be done.")
        return cleaned

    def recommendations(self):
        """Return the rows that were filled in, as the service takes them."""
        cleaned = self.cleaned_data
        return [
            {
                "measure": cleaned[f"measure_{number}"],
                "what": cleaned[f"what_{number}"],
                "owner_id": cleaned[f"owner_{number}"] or None,
                "due_on": cleaned[f"due_on_{number}"],
            }
            for number in range(1, MOST_RECOMMENDED + 1)
            if cleaned[f"measure_{number}"]
        ]


__all__ = [
    "Answers",
    "Confirm",
    "Correct",
    "DeclareConflict",
    "ReviewGrade",
    "SendBack",
    "SetAside",
    "SignOff",
    "StartAssessment",
    "SubmitAssessment",
]
