"""Words of officers and their absences."""

from django.db.models import TextChoices


class AbsenceKind(TextChoices):
    """Why somebody is away."""

    LEAVE = "LEAVE", "Leave"
    SICKNESS = "SICKNESS", "Sickness"
    COURSE = "COURSE", "Course or secondment"
    OTHER = "OTHER", "Another reason"
