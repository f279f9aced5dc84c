"""Doors of the orders register."""

from accounts.permissions import Permission
from core.doors import PageView
from custody import forms, presenters, queries, services
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
