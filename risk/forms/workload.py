"""What a reader may change of a plan before it is simulated."""

from django import forms

from core.sentences import speak_plainly
from risk.workload.plans import MOST_A_DAY


class Workload(forms.Form):
    """A plan that ships, with own volumes, sampling and reviewers."""

    mark_optional = False

    plan = forms.ChoiceField(label="Plan")
    reviewers = forms.IntegerField(
        label="Reviewers at their desks", min_value=1, max_value=100, help_text="In every hour that the plan staffs."
    )
    high = forms.FloatField(label="High, a day", min_value=0, max_value=MOST_A_DAY)
    medium = forms.FloatField(label="Medium, a day", min_value=0, max_value=MOST_A_DAY)
    child = forms.FloatField(label="Standard with children, a day", min_value=0, max_value=MOST_A_DAY)
    standard = forms.FloatField(label="Standard, a day", min_value=0, max_value=MOST_A_DAY)
    sampled = forms.FloatField(
        label="Standard reviewed, of a hundred", min_value=0, max_value=100, help_text="Drawn at random."
    )

    def __init__(self, *args, plans=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [(str(number), plan.name) for number, plan in enumerate(plans)]
        speak_plainly(self)
