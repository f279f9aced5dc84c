"""Words for the disclosure scheme. Where a request stands follows from the steps that were taken."""

from django.db.models import TextChoices


class Route(TextChoices):
    """Who began it."""

    ASK = "ASK", "Right to ask: somebody applied"
    KNOW = "KNOW", "Right to know: the police began it"


class Applicant(TextChoices):
    """Who applied."""

    AT_RISK = "AT_RISK", "The person at risk"
    OTHER = "OTHER", "Somebody else who is concerned"
    POLICE = "POLICE", "Nobody: the police began it"


class Kind(TextChoices):
    """One step, in the order in which they are taken."""

    CHECKS = "CHECKS", "First checks made"
    FACE_TO_FACE = "FACE_TO_FACE", "Met face to face"
    DECISION = "DECISION", "Decided by the panel"
    DISCLOSED = "DISCLOSED", "Disclosed in person"
    NOT_DISCLOSED = "NOT_DISCLOSED", "Closed without disclosure"
    WITHDRAWN = "WITHDRAWN", "Withdrawn by the applicant"


class Decision(TextChoices):
    """What the panel decided."""

    DISCLOSE = "DISCLOSE", "Disclose"
    WITHHOLD = "WITHHOLD", "Do not disclose"


class ToWhom(TextChoices):
    """Who may be told: whoever can protect, which the applicant alone may not be."""

    AT_RISK = "AT_RISK", "The person at risk"
    PROTECTOR = "PROTECTOR", "Somebody better placed to protect that person"


class WhyNot(TextChoices):
    """Why nothing is disclosed although the panel decided to disclose."""

    DECLINED = "DECLINED", "The person did not want to be told"
    NOT_FOUND = "NOT_FOUND", "The person was not found, after several attempts"
    UNSAFE = "UNSAFE", "It would not be safe now"


LAST = (Kind.DISCLOSED, Kind.NOT_DISCLOSED, Kind.WITHDRAWN)
