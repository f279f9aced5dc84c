"""The shape of what is typed about evidence."""

from django import forms

from core.doors import CommandForm
from core.fields import Choices, LongText, MomentParts
from law.evidence import ALTERNATIVES, ITEMS, WORDS


class RecordEvidence(CommandForm):
    """One question for each kind of evidence."""

    mark_optional = False

    def __init__(self, *args, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [row["item"] for row in rows] or list(ITEMS)
        for item in self.asked:
            self.add(item)

    def add(self, item):
        """Ask about one kind."""
        code = item.code
        answers = [("", "Not said yet"), *((each, WORDS[each]) for each in item.status)]
        self.fields[f"status_{code}"] = forms.ChoiceField(label=item.title, choices=answers, required=False)
        self.fields[f"reference_{code}"] = forms.CharField(
            label=f"{item.title}: reference", max_length=120, required=False
        )
        if "BOOKED" in item.status:
            self.fields[f"booked_for_{code}"] = MomentParts(label=f"{item.title}: booked for", required=False)
            self.fields[f"offered_{code}"] = Choices(
                list(ALTERNATIVES.items()), label=f"{item.title}: which other ways did you offer?", required=False
            )
            self.fields[f"note_{code}"] = LongText(
                label=f"{item.title}: note",
                rows=2,
                required=False,
                help_text="Another way in your own words, and what the victim said to what you offered.",
            )

    def answers(self):
        """Return what was said, as the service takes it."""
        given = self.cleaned_data
        return [
            {
                "code": item.code,
                "status": given[f"status_{item.code}"],
                "reference": given[f"reference_{item.code}"],
                "offered": given.get(f"offered_{item.code}", []),
                "note": given.get(f"note_{item.code}", ""),
                "booked_for": given.get(f"booked_for_{item.code}"),
            }
            for item in self.asked
            if given[f"status_{item.code}"]
        ]
