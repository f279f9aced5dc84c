"""What is typed about a decision on bail: conditions, last day, authority, and the victim's views."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import DateParts, LongText, MomentParts
from custody.forms.events import NEVER_SAFE, Conditions, yes_or_no


class Bail(Conditions):
    """What every decision on bail asks: when, and what the victim said of it."""

    effective_at = MomentParts(label="When does it take effect?", past=True)
    views_sought = yes_or_no("Was the victim asked for their views?")
    victim_views = LongText(
        label="What did the victim say, or why were they not asked?",
        rows=4,
        help_text="The law asks for the victim's views wherever that is practicable.",
    )

    def clean_views_sought(self):
        """Return yes or no as such."""
        return self.cleaned_data["views_sought"] == "yes"

    def end_with(self, *names):
        """Put these inputs at the end of the page."""
        for name in names:
            self.fields[name] = self.fields.pop(name)


class Authorised(forms.Form):
    """Who authorised the length of bail."""

    authorised_by_id = OfficerChoice(
        label="Who authorised it?",
        required=False,
        help_text="A sergeant for the first three months, an inspector to six, a superintendent to nine. "
        "Leave it empty if you did.",
    )
    exceptionally_complex = forms.BooleanField(
        label="A prosecutor has designated the case as exceptionally complex",
        required=False,
        help_text="Then an assistant chief constable may let bail last twelve months. Say in the reason who did.",
    )

    def offer(self, officers):
        """Offer the officers of the force."""
        offer(self, officers, "authorised_by_id")


class GrantBail(Authorised, Bail):
    """Bail granted."""

    by_court = forms.BooleanField(label="A court granted it", required=False)
    bail_ends_on = DateParts(label="Last day of bail", required=False, help_text="Must be given for police bail.")
    note = LongText(label="Anything else?", rows=3, required=False, help_text=NEVER_SAFE)

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(officers)
        self.ask_conditions()
        self.end_with(
            "bail_ends_on",
            "by_court",
            "authorised_by_id",
            "exceptionally_complex",
            "views_sought",
            "victim_views",
            "note",
        )


class VaryBail(Bail):
    """Bail conditions changed."""

    read_at = forms.UUIDField(widget=forms.HiddenInput, required=False)
    by_court = forms.BooleanField(label="A court changed them", required=False)
    reason = LongText(label="Why are they changed?", rows=3, help_text="Say also who asked for it.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_conditions()
        self.end_with("by_court", "reason", "views_sought", "victim_views")


class ExtendBail(Authorised, Bail):
    """Police bail made longer."""

    bail_ends_on = DateParts(label="New last day of bail")
    reason = LongText(label="Why is more time needed?", rows=3)

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(officers)
        self.end_with("authorised_by_id", "exceptionally_complex", "reason", "views_sought", "victim_views")


class EndBail(CommandForm):
    """Bail ended."""

    effective_at = MomentParts(label="When did bail end?", past=True)
    reason = LongText(label="Why did it end?", rows=3)
