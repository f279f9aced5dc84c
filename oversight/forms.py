"""The shape of what is typed when the house looks back."""

from core.doors import CommandForm
from core.fields import Choice, LongText
from law.quality import BY_CODE, THEMES

YES_NO = [("YES", "Yes"), ("NO", "No"), ("NOT_APPLICABLE", "Does not apply")]


class DrawSample(CommandForm):
    """The theme of a month."""

    theme = Choice([], label="Which theme?")

    def __init__(self, *args, track, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [(theme.code, theme.title) for theme in THEMES if theme.track == track]


class ScoreCheck(CommandForm):
    """The questions of a theme, one answer each."""

    def __init__(self, *args, theme, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = BY_CODE[theme].questions
        for question in self.questions:
            self.fields[question.code] = Choice(YES_NO, label=question.text)
        self.fields["note"] = LongText(
            label="What should the person know?", rows=4, required=False, help_text="What was good first."
        )

    def answers(self):
        """Return the answers by the codes of the questions."""
        return {question.code: self.cleaned_data[question.code] for question in self.questions}


class ReadFeedback(CommandForm):
    """What the person says to it."""

    reply = LongText(label="What do you say to it?", rows=3, required=False)
