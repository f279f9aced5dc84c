"""Words for people and how they are connected."""

from django.db.models import TextChoices

from core.states import Transitions


class Kind(TextChoices):
    """How one person is related to another: `of` is the <kind> of `to`."""

    PARTNER = "partner", "Partner"
    EX_PARTNER = "ex_partner", "Ex-partner"
    SPOUSE = "spouse", "Husband or wife"
    CIVIL_PARTNER = "civil_partner", "Civil partner"
    ENGAGED = "engaged", "Engaged to be married"
    CIVIL_AGREEMENT = "civil_agreement", "Agreed to be civil partners"
    CO_PARENT = "co_parent", "Parent of the same child"
    PARENT = "parent", "Parent"
    CHILD = "child", "Child"
    SIBLING = "sibling", "Brother or sister"
    GRANDPARENT = "grandparent", "Grandparent"
    GRANDCHILD = "grandchild", "Grandchild"
    RELATIVE = "relative", "Other relative"
    FRIEND = "friend", "Friend"
    NEIGHBOUR = "neighbour", "Neighbour"


class Connection(TextChoices):
    """The ways in which two people are personally connected: Domestic Abuse Act 2021 s2(1), one by one.

    Each holds for those who are so connected and for those who were: the dates of the relationship tell which.
    """

    MARRIED = "MARRIED", "Married to each other, or were"
    CIVIL_PARTNERS = "CIVIL_PARTNERS", "Civil partners of each other, or were"
    AGREED_TO_MARRY = "AGREED_TO_MARRY", "Agreed to marry, whether or not that has ended"
    CIVIL_AGREEMENT = "CIVIL_AGREEMENT", "Agreed to be civil partners, whether or not that has ended"
    INTIMATE = "INTIMATE", "In an intimate personal relationship, or were"
    SAME_CHILD = "SAME_CHILD", "Have, or had, a parental relationship with the same child"
    RELATIVES = "RELATIVES", "Relatives"


CONNECTION_OF = {
    Kind.SPOUSE: Connection.MARRIED,
    Kind.CIVIL_PARTNER: Connection.CIVIL_PARTNERS,
    Kind.ENGAGED: Connection.AGREED_TO_MARRY,
    Kind.CIVIL_AGREEMENT: Connection.CIVIL_AGREEMENT,
    Kind.PARTNER: Connection.INTIMATE,
    Kind.EX_PARTNER: Connection.INTIMATE,
    Kind.CO_PARENT: Connection.SAME_CHILD,
    Kind.PARENT: Connection.RELATIVES,
    Kind.CHILD: Connection.RELATIVES,
    Kind.SIBLING: Connection.RELATIVES,
    Kind.GRANDPARENT: Connection.RELATIVES,
    Kind.GRANDCHILD: Connection.RELATIVES,
    Kind.RELATIVE: Connection.RELATIVES,
}
# Friends, neighbours, and those who only share a roof are outside the Act's list.
PERSONALLY_CONNECTED = tuple(CONNECTION_OF)
INTIMATE = (
    Kind.PARTNER,
    Kind.EX_PARTNER,
    Kind.SPOUSE,
    Kind.CIVIL_PARTNER,
    Kind.ENGAGED,
    Kind.CIVIL_AGREEMENT,
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


class TieKind(TextChoices):
    """How an officer is near to somebody on record."""

    SELF = "SELF", "I am this person"
    FAMILY = "FAMILY", "Partner, former partner or family"
    HOUSEHOLD = "HOUSEHOLD", "Same household"
    FRIEND = "FRIEND", "Friend, neighbour or colleague"
    OTHER = "OTHER", "Another tie that could make me partial"


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
    Kind.GRANDPARENT: Kind.GRANDCHILD,
    Kind.GRANDCHILD: Kind.GRANDPARENT,
    **{
        kind: kind
        for kind in (
            Kind.PARTNER,
            Kind.EX_PARTNER,
            Kind.SPOUSE,
            Kind.CIVIL_PARTNER,
            Kind.ENGAGED,
            Kind.CIVIL_AGREEMENT,
            Kind.CO_PARENT,
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


class MarkerKind(TextChoices):
    """What a marker warns of, the gravest first."""

    WEAPONS = "WEAPONS", "Weapons"
    VIOLENT = "VIOLENT", "Violent towards officers"
    URGENT = "URGENT", "Treat every call as urgent"
    DOG = "DOG", "Dangerous dog"
    SELF_HARM = "SELF_HARM", "Risk of self-harm or suicide"
    UNSAFE_TO_RING = "UNSAFE_TO_RING", "Not safe to ring: somebody else may answer"
    VULNERABLE = "VULNERABLE", "Needs special care"
    INTERPRETER = "INTERPRETER", "Needs an interpreter"
    ACCESS = "ACCESS", "How to get in"


MARKERS_BY_GRAVITY = tuple(MarkerKind.values)
# What each kind of marker may be about.
MARKED = {
    MarkerKind.WEAPONS: ("person", "address"),
    MarkerKind.VIOLENT: ("person",),
    MarkerKind.URGENT: ("person", "address", "phone"),
    MarkerKind.DOG: ("address",),
    MarkerKind.SELF_HARM: ("person",),
    MarkerKind.UNSAFE_TO_RING: ("phone",),
    MarkerKind.VULNERABLE: ("person",),
    MarkerKind.INTERPRETER: ("person", "phone"),
    MarkerKind.ACCESS: ("address",),
}
