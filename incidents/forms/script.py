"""The questions of a call as inputs, from whichever version the page carries."""

from django import forms
from django.utils import timezone

from core.fields import Choice
from law import call_script, clocks
from law.questionnaires import NoQuestionSet

ANSWERS = [("YES", "Yes"), ("NO", "No"), ("DONT_KNOW", "Not known")]


class ScriptFields(forms.Form):
    """Mixin: one input for each question; one left alone was not asked."""

    script_version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        version = self.data.get("script_version", "") if self.is_bound else ""
        try:
            self.script = call_script.script(clocks.london_day(timezone.now()), version)
        except NoQuestionSet:
            self.script = call_script.script(clocks.london_day(timezone.now()))
        self.fields["script_version"].initial = self.script.version
        for item in self.script.items:
            self.fields[f"script_{item.code}"] = input_for(item)

    def questions(self):
        """Return [(group, [(item, bound input)])] in the order of the questions."""
        groups = {}
        for item in self.script.items:
            groups.setdefault(item.group, []).append((item, self[f"script_{item.code}"]))
        return list(groups.items())

    def script_given(self):
        """Return the version and the answers as the service takes them."""
        answers = {item.code: self.cleaned_data[f"script_{item.code}"] for item in self.script.items}
        return {"version": self.script.version, "answers": {code: value for code, value in answers.items() if value}}


def input_for(item):
    """Return the input for one question, with why it is asked where a death taught it."""
    learned = f"Asked because: {item.learned_from}." if item.learned_from else ""
    told = " ".join(filter(None, (item.help, learned)))
    if item.answer == "text":
        return forms.CharField(label=item.text, help_text=told, required=False, max_length=call_script.MOST)
    return Choice(ANSWERS, label=item.text, help_text=told, required=False, inline=True)
