"""The commands of custody, bail, court and prison, by the names that people use for them."""

from custody.services.addresses import (
    close_address_look,
    heal_addresses,
    seek_in_cases,
    seek_in_cases_of,
    seek_in_new_case,
    tell_address_known,
)
from custody.services.answering import answer_matter, case_opened, leave_questions, place_event
from custody.services.bail import end_bail, extend_bail, grant_bail, vary_bail
from custody.services.cover import (
    case_given,
    contact_owners_held,
    cross_contact_owner,
    move_contact_owners,
    move_contact_owners_back,
    watch_contact_owners,
)
from custody.services.feeds import set_feed_rhythm, watch_feeds
from custody.services.healing import heal_reassessments
from custody.services.lapsing import watch_bail, watch_orders
from custody.services.messages import correct_by_number, settle_message, withdraw_by_number
from custody.services.orders import record_order, vary_order
from custody.services.putting_right import correct_event, withdraw_event
from custody.services.recording import enter_event, record_breach, record_event, record_release
from custody.services.sentencing import record_sentence
from custody.services.telling import name_victim_contact_owner, record_victim_told

__all__ = [
    "close_address_look",
    "seek_in_cases",
    "seek_in_cases_of",
    "seek_in_new_case",
    "tell_address_known",
    "correct_by_number",
    "settle_message",
    "withdraw_by_number",
    "answer_matter",
    "leave_questions",
    "place_event",
    "case_given",
    "case_opened",
    "contact_owners_held",
    "correct_event",
    "end_bail",
    "enter_event",
    "extend_bail",
    "grant_bail",
    "heal_addresses",
    "heal_reassessments",
    "cross_contact_owner",
    "move_contact_owners",
    "move_contact_owners_back",
    "name_victim_contact_owner",
    "record_breach",
    "record_event",
    "record_order",
    "record_release",
    "record_sentence",
    "record_victim_told",
    "set_feed_rhythm",
    "vary_bail",
    "vary_order",
    "watch_contact_owners",
    "watch_bail",
    "watch_feeds",
    "watch_orders",
    "withdraw_event",
]
