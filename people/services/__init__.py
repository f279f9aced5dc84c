"""Every write about people: registering, linking, merging, finding duplicates, safe addresses."""

from people.indexing import count_names, index_names
from people.normal import phone, postcode
from people.policies import NEVER_ONE
from people.services.contact import keep_safe_contact
from people.services.duplicates import (
    decide_different,
    decide_same,
    look_again,
    look_for_duplicates,
    look_in_time,
    reopen_duplicate,
    search_duplicates,
)
from people.services.links import link, link_people
from people.services.markers import AFTER_MARKER, confirm_marker, end_marker, set_marker
from people.services.merges import AFTER_BRINGING, AFTER_IDENTITY_CHANGE, AFTER_PARTING, merge_people, unmerge_people
from people.services.persons import add_alias, add_phone, add_residence, place, register, register_person
from people.services.safe import AFTER_SAFE_ADDRESS, record_safe_address
from people.services.ties import AFTER_TIE, declare_tie

__all__ = [
    "AFTER_BRINGING",
    "AFTER_IDENTITY_CHANGE",
    "AFTER_MARKER",
    "AFTER_PARTING",
    "AFTER_SAFE_ADDRESS",
    "AFTER_TIE",
    "NEVER_ONE",
    "add_alias",
    "add_phone",
    "add_residence",
    "confirm_marker",
    "count_names",
    "decide_different",
    "decide_same",
    "end_marker",
    "declare_tie",
    "index_names",
    "keep_safe_contact",
    "link",
    "link_people",
    "look_again",
    "look_for_duplicates",
    "look_in_time",
    "merge_people",
    "phone",
    "postcode",
    "place",
    "record_safe_address",
    "register",
    "register_person",
    "reopen_duplicate",
    "search_duplicates",
    "set_marker",
    "unmerge_people",
]
