"""Words for a death and for the review after it."""

from django.db.models import TextChoices


class Factor(TextChoices):
    """Whether domestic abuse played a part. Nobody is named by it, and nothing is decided about anybody."""

    IS = "IS", "Domestic abuse is a factor"
    MAY_BE = "MAY_BE", "Domestic abuse may be a factor"


class Decision(TextChoices):
    """What the community safety partnership decided."""

    REVIEW = "REVIEW", "There will be a review"
    NO_REVIEW = "NO_REVIEW", "There will be no review"


class Kind(TextChoices):
    """One step after a death."""

    FAMILY_TOLD = "FAMILY_TOLD", "The family was told"
    PARTNERSHIP_TOLD = "PARTNERSHIP_TOLD", "The community safety partnership was told"
    DECIDED = "DECIDED", "The partnership decided"
    FINISHED = "FINISHED", "The review is finished"
    WITHDRAWN = "WITHDRAWN", "The record was a mistake"


ONCE = (Kind.PARTNERSHIP_TOLD, Kind.DECIDED, Kind.FINISHED, Kind.WITHDRAWN)
