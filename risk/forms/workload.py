"""What a reader may change of a plan before it is simulated."""

from django import forms

from core.sentences import speak_plainly
from risk.workload.plans import MOST_A_DAY

PER_HUNDRED = 100
PARTS = {
    "per_day": ("New cases a day", MOST_A_DAY),
    "sampled": ("Reviewed, of a hundred", PER_HUNDRED),
    "reassess_days": ("Days until assessed anew", 366),
    "open_days": ("Days that a case stays open", 3660),
}
"""What may be changed of each kind of assessment: its label, and the most it may be."""


class Workload(forms.Form):
    """The numbers of a plan that ships, to be changed: for each kind of assessment, and how many review."""

    mark_optional = False

    plan = forms.TypedChoiceField(coerce=int, widget=forms.HiddenInput)
    reviewers = forms.IntegerField(
        label="Reviewers at their desks", min_value=1, max_value=100, help_text="In every hour that the plan staffs."
    )

    def __init__(self, *args, plans, plan, **kwargs):
        """Take every plan, and the one whose kinds of assessment are asked for."""
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [(number, each.name) for number, each in enumerate(plans)]
        self.streams = plan.streams
        for stream in self.streams:
            for part, (words, most) in PARTS.items():
                self.fields[name(stream, part)] = forms.FloatField(
                    label=f"{stream.words}: {words[0].lower()}{words[1:]}", min_value=0, max_value=most
                )
        speak_plainly(self)
        for stream in self.streams:
            for part, (words, _) in PARTS.items():
                self.fields[name(stream, part)].label = words

    def groups(self):
        """Return [(words, fields)], one for each kind of assessment."""
        return [(each.words, [self[name(each, part)] for part in PARTS]) for each in self.streams]

    def numbers(self, stream):
        """Return what was typed of one kind of assessment: {part: number}, shares from 0 to 1."""
        typed = {part: self.cleaned_data[name(stream, part)] for part in PARTS}
        return typed | {"sampled": typed["sampled"] / PER_HUNDRED}

    def clean(self):
        """Refuse an interval for cases that do not stay open: it would come to nothing, and nobody would notice."""
        for stream in self.streams:
            interval, stays = (self.cleaned_data.get(name(stream, part)) for part in ("reassess_days", "open_days"))
            if interval and stays is not None and stays < interval:
                self.add_error(
                    name(stream, "open_days"),
                    f"{stream.words}: such a case is closed before it is assessed anew. Give a longer time that it "
                    "stays open, or 0 as the interval.",
                )


def name(stream, part):
    """Return the name of the input for one part of one kind of assessment."""
    return f"{stream.code.lower()}_{part}"


def typed(plan, number):
    """Return the inputs that stand for a plan."""
    found = {"plan": number, "reviewers": max(plan.staffing.by_hour)}
    for stream in plan.streams:
        parts = {part: getattr(stream, part) for part in PARTS}
        parts |= {
            "sampled": f"{round(PER_HUNDRED * stream.sampled, 1):g}",
            "per_day": f"{round(stream.per_day, 2):g}",
        }
        found |= {name(stream, part): value for part, value in parts.items()}
    return found
