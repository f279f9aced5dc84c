"""Words for the part of a child in abuse, for their schooling, and for who is told of them."""

from django.db.models import TextChoices

from law.children import GROUNDS


class Where(TextChoices):
    """The part that a child has in one incident."""

    PRESENT = "PRESENT", "Was there"
    RESIDENT = "RESIDENT", "Usually lives there, and was not there"
    UNBORN = "UNBORN", "Not born yet"
    ELSEWHERE = "ELSEWHERE", "Lives elsewhere, and was not there"


class Affected(TextChoices):
    """Whether a child saw, heard or felt the abuse (Domestic Abuse Act 2021 s3(2)(a))."""

    YES = "YES", "Saw or heard it, or feels its effects"
    NO = "NO", "No sign of it so far"
    NOT_KNOWN = "NOT_KNOWN", "Not known yet"


class Related(TextChoices):
    """To whom a child is related: their parent, somebody with parental responsibility, or a relative (s3(3))."""

    BOTH = "BOTH", "To both of them"
    VICTIM = "VICTIM", "To the victim"
    SUSPECT = "SUSPECT", "To the suspect"
    NEITHER = "NEITHER", "To neither"


class Schooling(TextChoices):
    """Where a child is taught."""

    SCHOOL = "SCHOOL", "At a school, college or nursery of the directory"
    HOME = "HOME", "Taught at home"
    UNDER_FIVE = "UNDER_FIVE", "Too young for school"
    NOT_IN_SCHOOL = "NOT_IN_SCHOOL", "Of school age and at no school"
    NOT_KNOWN = "NOT_KNOWN", "Not known yet"


class NoticeKind(TextChoices):
    """To whom something was told of a child."""

    SCHOOL = "SCHOOL", "School told"
    AUTHORITY = "AUTHORITY", "Local authority told"
    NOTIFY = "NOTIFY", "Notification to children's social care"
    REFER = "REFER", "Referral to children's social care"


class How(TextChoices):
    """A secure way of telling. Never a parent, a pupil, or an open mailbox."""

    SECURE_EMAIL = "SECURE_EMAIL", "Secure e-mail to the lead in person"
    PORTAL = "PORTAL", "The secure portal"
    PHONE = "PHONE", "Telephone, to the lead in person"
    IN_PERSON = "IN_PERSON", "In person"


class NoneKnown(TextChoices):
    """How it is known that there is no child after all."""

    SEEN = "SEEN", "Officers looked, and there is none"
    VICTIM = "VICTIM", "The victim said so"
    RECORDS = "RECORDS", "Records show that it was a mistake"


CONCERNS = tuple((ground.code, ground.words) for ground in GROUNDS if ground.told_by_hand)
SOCIAL_CARE = (NoticeKind.NOTIFY, NoticeKind.REFER)
