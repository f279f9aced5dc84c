"""The commands of MARAC, by the names that people use for them."""

from marac.services.actions import complete_action, give_action, record_outcome
from marac.services.cover import cross_actions, cross_listing, end_with_case, move_actions, move_actions_back
from marac.services.meetings import (
    list_case,
    plan_meeting,
    record_actions_sent,
    record_agenda_change_told,
    record_agenda_sent,
)
from marac.services.referring import record_idva_attempt, refer_case, withdraw_referral

__all__ = [
    "complete_action",
    "give_action",
    "list_case",
    "cross_actions",
    "cross_listing",
    "end_with_case",
    "move_actions",
    "move_actions_back",
    "plan_meeting",
    "record_actions_sent",
    "record_agenda_change_told",
    "record_agenda_sent",
    "record_idva_attempt",
    "record_outcome",
    "refer_case",
    "withdraw_referral",
]
