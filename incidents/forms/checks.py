"""The shape of what is typed about the checks of a call."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, LongText
from incidents.states import CheckResult

ANSWERS = [(code, label) for code, label in CheckResult.choices if code]
NOTE = "What was found, or why the check could not be made."


class AnswerChecks(CommandForm):
    """One question for each check: what it gave, and in words where that is not nothing."""

    mark_optional = False

    def __init__(self, *args, checks=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.checks = [row["check"].code for row in checks]
        for row in checks:
            code = row["check"].code
            self.fields[f"result_{code}"] = Choice(
                ANSWERS, label=f"{row['title']}: what it gave", required=False, inline=True
            )
            self.fields[f"note_{code}"] = LongText(label=NOTE, rows=2, required=False)
            self.fields[f"seen_{code}"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=row["seen"])

    def clean(self):
        """Refuse words without an answer: they would be lost."""
        for code in self.checks:
            if self.cleaned_data.get(f"note_{code}", "").strip() and not self.cleaned_data.get(f"result_{code}"):
                self.add_error(f"result_{code}", "Say what this check gave; the words below stand alone.")
        return self.cleaned_data

    def answers(self):
        """Return the answers that were given, as the service takes them."""
        given = self.cleaned_data
        return [
            {
                "code": code,
                "result": given[f"result_{code}"],
                "note": given[f"note_{code}"],
                "seen": given[f"seen_{code}"],
            }
            for code in self.checks
            if given[f"result_{code}"]
        ]


class RelayChecks(CommandForm):
    """To whom the answers were passed on."""

    to = forms.CharField(label="Which unit or officer did you tell?", max_length=120)


class OfferCheck(CommandForm):
    """To whom a check is handed."""

    to_id = OfficerChoice(label="Who is to make this check?")

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "to_id")
