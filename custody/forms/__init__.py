"""The shape of what is typed about custody, court and prison. Nothing here decides or saves."""

from custody.forms.addresses import AddressKnown, CloseAddressLook
from custody.forms.bail import EndBail, ExtendBail, GrantBail, VaryBail
from custody.forms.events import KINDS, WITH_AUTHORITY, WITH_VIEWS, ChooseKind, CorrectEvent, Reason, RecordEvent
from custody.forms.feeds import SetFeed
from custody.forms.matters import AnswerMatter, PlaceEvent, SettleMessage
from custody.forms.orders import OrderFilter, RecordOrder, VaryOrder
from custody.forms.telling import NameContactOwner, RecordSentence, VictimTold

__all__ = [
    "KINDS",
    "WITH_AUTHORITY",
    "WITH_VIEWS",
    "AddressKnown",
    "AnswerMatter",
    "ChooseKind",
    "CloseAddressLook",
    "CorrectEvent",
    "EndBail",
    "ExtendBail",
    "GrantBail",
    "NameContactOwner",
    "OrderFilter",
    "PlaceEvent",
    "Reason",
    "RecordEvent",
    "RecordOrder",
    "RecordSentence",
    "SetFeed",
    "SettleMessage",
    "VaryBail",
    "VaryOrder",
    "VictimTold",
]
