"""The commands of witness care, by the names that people use for them."""

from witness_care.services.contact import (
    accept_contact,
    case_given,
    contacts_held,
    cross_contact,
    move_contacts,
    move_contacts_back,
    name_contact,
    refuse_contact,
    withdraw_contact_offer,
)
from witness_care.services.hearings import change_hearing, prepare_witness, vacate_hearing
from witness_care.services.needs import (
    apply_for_measure,
    assess_needs,
    drop_measure,
    record_measure_decision,
    tell_measure,
)
from witness_care.services.rights import ask_review, decide_review, tell_review, tell_right
from witness_care.services.statement import offer_statement, record_statement_use

__all__ = [
    "accept_contact",
    "apply_for_measure",
    "ask_review",
    "assess_needs",
    "case_given",
    "change_hearing",
    "contacts_held",
    "cross_contact",
    "decide_review",
    "drop_measure",
    "move_contacts",
    "move_contacts_back",
    "name_contact",
    "offer_statement",
    "prepare_witness",
    "record_measure_decision",
    "record_statement_use",
    "refuse_contact",
    "tell_measure",
    "tell_review",
    "tell_right",
    "vacate_hearing",
    "withdraw_contact_offer",
]
