"""What is typed about an order, and what the register is asked for."""

from django import forms

from core.fields import Choice, DateParts, LongText, MomentParts, speak_plainly
from custody.forms.events import NEVER_SAFE, Conditions, yes_or_no
from custody.states import ORDERS_OF_COURT, Order

SOON = (("7", "in 7 days"), ("28", "in 28 days"), ("", "At any time"))


class RecordOrder(Conditions):
    """A court made an order."""

    order = Choice([(each.value, each.label) for each in ORDERS_OF_COURT], label="Which order?")
    court = forms.CharField(label="Court", max_length=200)
    effective_at = MomentParts(label="When was it made?", past=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_conditions()
        self.fields |= {
            "from_on": DateParts(label="In force from", required=False, help_text="Leave empty if from that day on."),
            "expires_on": DateParts(
                label="Last day of the order", required=False, help_text="Leave empty where it has no end."
            ),
            "power_of_arrest": forms.BooleanField(label="A power of arrest is attached", required=False),
            "views_sought": yes_or_no("Was the victim asked for their views?"),
            "victim_views": LongText(label="What did the victim say, or why were they not asked?", rows=4),
            "note": LongText(label="Anything else?", rows=3, required=False, help_text=NEVER_SAFE),
        }
        speak_plainly(self)

    def clean_views_sought(self):
        """Return yes or no as such."""
        return self.cleaned_data["views_sought"] == "yes"


class VaryOrder(Conditions):
    """A court varied an order that stands."""

    court = forms.CharField(label="Court", max_length=200)
    effective_at = MomentParts(label="When was it varied?", past=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_conditions()
        self.fields |= {
            "expires_on": DateParts(
                label="New last day", required=False, help_text="Leave empty where the last day stays as it is."
            ),
            "no_last_day": forms.BooleanField(label="The order has no end any more", required=False),
            "reason": LongText(label="Why was it varied?", rows=3, help_text="Say also who asked for it."),
            "views_sought": yes_or_no("Was the victim asked for their views?"),
            "victim_views": LongText(label="What did the victim say, or why were they not asked?", rows=4),
        }
        speak_plainly(self)

    def clean_views_sought(self):
        """Return yes or no as such."""
        return self.cleaned_data["views_sought"] == "yes"


class OrderFilter(forms.Form):
    """Which orders to show."""

    expiring = forms.ChoiceField(label="Running out", choices=SOON, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *Order.choices], required=False)

    def chosen(self):
        """Return (kind, days or None); what cannot be used counts as not asked."""
        self.is_valid()
        found = self.cleaned_data
        return found.get("kind", ""), int(found["expiring"]) if found.get("expiring") else None
