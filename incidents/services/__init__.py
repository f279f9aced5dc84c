"""The commands of calls, incidents and cases, by the names that people use for them."""

from incidents.services.acts import record_act
from incidents.services.aggressor import check_aggressor, sign_aggressor
from incidents.services.allocation import allocate_investigation
from incidents.services.attendance import name_children, record_attendance
from incidents.services.calls import add_information, log_call
from incidents.services.cases import (
    accept_case,
    close_case,
    how_ready,
    note_death,
    note_victim_died,
    offer_case,
    open_restricted_case,
    refuse_case,
    reopen,
    reopen_case,
    restrict_case,
    set_risk_level,
    set_victim_died,
    still_runs,
    take_over,
    withdraw_offer,
)
from incidents.services.checks import accept_check, answer_checks, offer_check, refuse_check, relay_checks
from incidents.services.closing import decide_qualifier, question_qualifier, record_crime, reopen_incident
from incidents.services.contact import (
    check_contacts,
    check_way,
    confirm_safe_contact,
    heal_contacts,
    record_contact,
    record_safe_contact,
)
from incidents.services.cover import move_back, move_case, move_cases, sound_alarms
from incidents.services.drafts import discard_draft, save_draft
from incidents.services.evidence import acknowledge_brief, record_evidence
from incidents.services.firearms import (
    acknowledge_firearms,
    notice_firearms,
    record_firearms_outcome,
    refer_firearms,
    review_firearms,
)
from incidents.services.grading import history_before, regrade
from incidents.services.healing import heal_flags, identities_changed
from incidents.services.investigating import (
    investigations_held,
    move_investigations,
    move_investigations_back,
    watch_investigators,
)
from incidents.services.resourcing import finish_incident, send_unit, stand_down_unit
from incidents.services.rural import set_rural_places
from incidents.services.supervision import acknowledge_criteria
from incidents.services.transfers import (
    accept_transfer,
    finish_transfer,
    refuse_transfer,
    send_transfer,
    withdraw_transfer,
)
from incidents.services.unseen import tie_declared

__all__ = [
    "note_death",
    "note_victim_died",
    "set_victim_died",
    "accept_transfer",
    "finish_transfer",
    "refuse_transfer",
    "send_transfer",
    "withdraw_transfer",
    "allocate_investigation",
    "accept_case",
    "acknowledge_criteria",
    "check_contacts",
    "check_way",
    "accept_check",
    "acknowledge_brief",
    "acknowledge_firearms",
    "add_information",
    "answer_checks",
    "close_case",
    "discard_draft",
    "confirm_safe_contact",
    "heal_contacts",
    "finish_incident",
    "heal_flags",
    "history_before",
    "identities_changed",
    "log_call",
    "move_back",
    "move_case",
    "move_cases",
    "sound_alarms",
    "investigations_held",
    "move_investigations",
    "move_investigations_back",
    "watch_investigators",
    "tie_declared",
    "name_children",
    "notice_firearms",
    "offer_case",
    "offer_check",
    "open_restricted_case",
    "record_act",
    "record_attendance",
    "record_contact",
    "record_safe_contact",
    "check_aggressor",
    "sign_aggressor",
    "decide_qualifier",
    "question_qualifier",
    "record_crime",
    "reopen_incident",
    "record_evidence",
    "record_firearms_outcome",
    "refer_firearms",
    "refuse_case",
    "refuse_check",
    "regrade",
    "relay_checks",
    "reopen",
    "reopen_case",
    "restrict_case",
    "save_draft",
    "send_unit",
    "review_firearms",
    "set_risk_level",
    "set_rural_places",
    "stand_down_unit",
    "how_ready",
    "still_runs",
    "take_over",
    "withdraw_offer",
]
