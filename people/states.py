"""Words for people and how they are connected."""

from django.db.models import TextChoices

from core.states import Transitions


class Kind(TextChoices):
    """How one person is related to another: `of` is the <kind> of `to`."""

    PARTNER = "partner", "Partner"
    EX_PARTNER = "ex_partner", "Ex-partner"
    PARENT = "parent", "Parent"
    CHILD = "child", "Child"
    SIBLING = "sibling", "Brother or sister"
    GRANDPARENT = "grandparent", "Grandparent"
    RELATIVE = "relative", "Other relative"
    FRIEND = "friend", "Friend"
    NEIGHBOUR = "neighbour", "Neighbour"


# Domestic Abuse Act 2021 s2, as far as these kinds tell: current or former partners, and relatives.
INTIMATE = (Kind.PARTNER, Kind.EX_PARTNER)
PERSONALLY_CONNECTED = (
    *INTIMATE,
    Kind.PARENT,
    Kind.CHILD,
    Kind.SIBLING,
    Kind.GRANDPARENT,
    Kind.RELATIVE,
)


class Sex(TextChoices):
    """As recorded by the officer."""

    FEMALE = "F", "Female"
    MALE = "M", "Male"
    OTHER = "O", "Other"
    UNKNOWN = "", "Not known"


class Precision(TextChoices):
    """How much of a date of birth is known."""

    DAY = "DAY", "Day"
    MONTH = "MONTH", "Month and year"
    YEAR = "YEAR", "Year"


class ChannelKind(TextChoices):
    """A way of reaching a victim."""

    PHONE = "PHONE", "Telephone call"
    TEXT = "TEXT", "Text message"
    EMAIL = "EMAIL", "E-mail"
    LETTER = "LETTER", "Letter"
    IN_PERSON = "IN_PERSON", "In person"
    THROUGH = "THROUGH", "Through somebody she trusts"


# The same fact said from the other side. Kinds that are not here say nothing that can be turned round.
INVERSE = {
    Kind.PARENT: Kind.CHILD,
    Kind.CHILD: Kind.PARENT,
    **{
        kind: kind
        for kind in (
            Kind.PARTNER,
            Kind.EX_PARTNER,
            Kind.SIBLING,
            Kind.RELATIVE,
            Kind.FRIEND,
            Kind.NEIGHBOUR,
        )
    },
}


class Likeness(TextChoices):
    """What was decided of two records that may be one person."""

    WAITING = "WAITING", "Waiting for a decision"
    SAME = "SAME", "Found to be one person"
    DIFFERENT = "DIFFERENT", "Found to be two people"


# A decision may be taken back, and a pair whose facts have changed is offered again: both lead to waiting.
LIKENESS_MOVES = Transitions({"WAITING": {"SAME", "DIFFERENT"}, "SAME": {"WAITING"}, "DIFFERENT": {"WAITING"}})
