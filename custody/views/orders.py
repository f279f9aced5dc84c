"""Doors of the orders register."""

from accounts.permissions import Permission
from core.doors import PageView
from core.errors import Absent
from custody import forms, presenters, queries, services
from custody.states import Order
from custody.views.bail import OnBail


class Orders(PageView):
    """The orders and notices that stand, the first to run out first."""

    permission = Permission.CASE_READ
    template_name = "custody/orders.html"

    def context(self):
        """Read the register for this reader, filtered by kind and by how soon an order runs out."""
        chosen = forms.OrderFilter(self.request.GET)
        kind, within = chosen.chosen()
        rows = queries.register(reader=self.request.user, at=self.now, kind=kind, within_days=within)
        return {
            "heading": "Orders",
            "form": chosen,
            "filtered": bool(kind or within is not None),
            "rows": presenters.order_rows(queries.with_breaches(rows[: presenters.MOST_ORDERS]), self.now),
            "more": max(len(rows) - presenters.MOST_ORDERS, 0),
        }


class RecordOrder(OnBail):
    """Record that a court made an order."""

    command = services.record_order
    form_class = forms.RecordOrder
    template_name = "custody/record.html"
    heading = "Protective order made"
    button = "Record the order"
    done = "The order is recorded. Tell the victim."


class VaryOrder(OnBail):
    """Record that a court varied an order: its terms as they stand and the new ones side by side."""

    command = services.vary_order
    form_class = forms.VaryOrder
    template_name = "custody/vary_order.html"
    heading = "Order varied"
    button = "Record the variation"
    done = "The variation is recorded. Tell the victim, reassess the risk and review the plan."

    def fetch(self, case_id, order):
        """Return the case, and keep the order of this kind that stands."""
        case = super().fetch(case_id)
        found = [each for each in self.position.orders if each["order"] == order.upper()]
        if not found:
            raise Absent()
        self.standing = found[-1]
        self.ids["order"] = self.standing["order"]
        return case

    def initial(self):
        """Start with the terms that stand."""
        kept = self.form_class.filled(self.standing["conditions"])
        return super().initial() | kept

    def context(self):
        """Show the order as it stands."""
        return {
            "label": Order(self.standing["order"]).label,
            "last": presenters.order_last_day(self.standing),
            "before": [presenters.condition_words(each) for each in self.standing["conditions"]],
        }
