"""The questions of an assessment as a form: the first set, the further ones, the children, and what was seen."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText, speak_plainly
from incidents.states import Children
from law.questionnaires import UNKNOWN
from people import child_lines
from risk.states import Source, Value

PARTS = (("value", "answer"), ("comment", "comment"), ("source", "source"))
IN_WORDS = (Value.WRITTEN.value, *UNKNOWN)


class Answers(CommandForm):
    """Every question of one instrument, the children, and what the officer saw. Nothing is required in a draft."""

    mark_optional = False
    lock_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    children = Choice(
        [
            (Children.NONE.value, "There are no children"),
            (Children.LISTED.value, "Children are named below, or in the case already"),
        ],
        label="Are there children in either household?",
        help_text="None is an answer; silence is not.",
        required=False,
    )
    children_named = LongText(
        label="Children who are not named in the case yet",
        rows=3,
        required=False,
        help_text="One line each, with commas: first name, last name, date of birth as far as known.",
    )
    observations = LongText(
        label="What else you saw or know",
        rows=4,
        required=False,
        help_text="Disability, language, care needs; work or interests that give access to weapons; the home.",
    )

    def __init__(self, *args, question_set, further=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.question_sets, self.further = (question_set, *further), further
        for each in self.question_sets:
            scale = [(value, Value(value).label) for value in each.scale]
            for item in each.items:
                self.ask(item, scale)
        for each in further:
            self.fields[f"left_out_{each.code}"] = LongText(
                label="If these cannot be asked now: why?", rows=2, max_length=1000, required=False
            )
        speak_plainly(self)

    def ask(self, item, scale):
        """Add the three inputs of one question: the answer, what was said, and from whom it comes."""
        if item.answer == "text":
            scale = [(value, Value(value).label) for value in IN_WORDS]
        self.fields[f"answer_{item.code}"] = Choice(
            scale, label=f"{item.number}. {item.text}", help_text=help_for(item), inline=True, required=False
        )
        self.fields[f"answer_{item.code}"].label_size = "s"
        self.fields[f"comment_{item.code}"] = forms.CharField(
            label=f"Comment on question {item.number}",
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
            max_length=4000,
        )
        self.fields[f"source_{item.code}"] = forms.ChoiceField(
            label=f"Where the answer to question {item.number} comes from",
            choices=Source,
            required=False,
        )

    def answers(self):
        """Return the answers as the service takes them."""
        return {
            item.code: {
                part: self.cleaned_data[f"{field}_{item.code}"]
                for part, field in PARTS
                if self.was_sent(f"{field}_{item.code}")
            }
            for each in self.question_sets
            for item in each.items
        }

    def left_out(self):
        """Return why each further set cannot be asked, where somebody says so."""
        return {
            each.code: self.cleaned_data[f"left_out_{each.code}"]
            for each in self.further
            if self.was_sent(f"left_out_{each.code}")
        }

    def was_sent(self, name):
        """Say whether an input came with the form; a device that kept it by itself does not send it again."""
        return name in self.data

    def clean_children_named(self):
        """Read one child from each line."""
        try:
            return child_lines.read(self.cleaned_data["children_named"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


def help_for(item):
    """Return the help of a question, which says so where it is a critical one."""
    return " ".join(part for part in (item.help, "A critical question." if item.critical else "") if part)
