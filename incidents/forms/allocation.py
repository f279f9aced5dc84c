"""The shape of what is typed when an investigation is allocated."""

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, LongText
from law.allocation import ROUTES


class AllocateInvestigation(CommandForm):
    """Who investigates, and why where it is not what is suggested."""

    route = Choice(list(ROUTES.items()), label="Who investigates?")
    investigator_id = OfficerChoice(label="Which officer, if it is known?", required=False)
    reason = LongText(label="Why, where it is not what is suggested?", rows=4, conditional=True)

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "investigator_id")
