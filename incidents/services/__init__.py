"""The commands of calls, incidents and cases, by the names that people use for them."""

from incidents.services.acts import record_act
from incidents.services.attendance import name_children, record_attendance
from incidents.services.calls import add_information, log_call, regrade
from incidents.services.cases import (
    accept_case,
    close_case,
    offer_case,
    open_restricted_case,
    refuse_case,
    reopen_case,
    restrict_case,
    set_risk_level,
    take_over,
    withdraw_offer,
)
from incidents.services.contact import (
    check_contacts,
    confirm_safe_contact,
    heal_contacts,
    record_contact,
    record_safe_contact,
)
from incidents.services.cover import move_back, move_case, move_cases, sound_alarms
from incidents.services.drafts import discard_draft, save_draft
from incidents.services.healing import heal_flags, identities_changed
from incidents.services.resourcing import finish_incident, send_unit, stand_down_unit
from incidents.services.supervision import acknowledge_criteria
from incidents.services.unseen import tie_declared

__all__ = [
    "accept_case",
    "acknowledge_criteria",
    "add_information",
    "check_contacts",
    "close_case",
    "discard_draft",
    "confirm_safe_contact",
    "heal_contacts",
    "finish_incident",
    "heal_flags",
    "identities_changed",
    "log_call",
    "move_back",
    "move_case",
    "move_cases",
    "sound_alarms",
    "tie_declared",
    "name_children",
    "offer_case",
    "open_restricted_case",
    "record_act",
    "record_attendance",
    "record_contact",
    "record_safe_contact",
    "refuse_case",
    "regrade",
    "reopen_case",
    "restrict_case",
    "save_draft",
    "send_unit",
    "set_risk_level",
    "stand_down_unit",
    "take_over",
    "withdraw_offer",
]
