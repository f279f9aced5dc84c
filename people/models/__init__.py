"""People, the names they are filed under, and what was found about who is who."""

from people.models.markers import Marker
from people.models.merges import DuplicateSearch, Merge, PossibleDuplicate
from people.models.names import NameCount, NameKey, PersonName
from people.models.persons import (
    Address,
    Alias,
    Firearm,
    Person,
    Phone,
    Relationship,
    Residence,
    SafeAddress,
)
from people.models.safe_contact import SafeChannel, SafeContact, SafeTime
from people.models.ties import OfficerTie

__all__ = [
    "Address",
    "Alias",
    "DuplicateSearch",
    "Firearm",
    "Marker",
    "Merge",
    "NameCount",
    "NameKey",
    "OfficerTie",
    "Person",
    "PersonName",
    "Phone",
    "PossibleDuplicate",
    "Relationship",
    "Residence",
    "SafeAddress",
    "SafeChannel",
    "SafeContact",
    "SafeTime",
]
