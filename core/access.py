"""Who may look, who looked, and what is shown to those who may not."""

from datetime import timedelta

from core.errors import Refused
from core.models import Access

# Functions (reader) -> {id of a case: id of the assessment that the reader has still to read apart}. The desk fills it.
LEVELS_KEPT_FROM = []

BREAK_GLASS_LASTS = timedelta(minutes=60)
REASON_LENGTH = 20


class Withheld:
    """A value that is there, and that this reader may not see. Never the same as empty."""

    withheld = True

    def __init__(self, what):
        self.what = what

    def __str__(self):
        return "Protected"

    def __repr__(self):
        return f"Withheld({self.what!r})"

    def __eq__(self, other):
        return isinstance(other, Withheld) and other.what == self.what

    def __hash__(self):
        return hash((Withheld, self.what))

    def as_json(self):
        """Return the form in which the API says the same."""
        return {"withheld": self.what}


def levels_kept_from(reader):
    """Return {case: assessment} of those cases whose level of risk is withheld from a reader, asked once of each.

    A specialist reads an assessment apart: who knows the level of its case knows the grade that it was given.
    """
    if not hasattr(reader, "levels_kept"):
        reader.levels_kept = {case: about for kept in LEVELS_KEPT_FROM for case, about in kept(reader).items()}
    return reader.levels_kept


def level_for(case, reader):
    """Return the level of risk of a case for a reader, or that it is withheld."""
    return Withheld("level of risk") if case.pk in levels_kept_from(reader) else case.risk_level


def note(reader, what, *, case_id=None, subject_id=None, at, kind=Access.Kind.READ, reason=""):
    """Write down that `reader` looked; it stands or falls with the transaction of the read."""
    return Access.objects.create(
        kind=kind,
        officer_id=reader.pk,
        case_id=case_id,
        subject_id=subject_id,
        what=what,
        reason=reason,
        at=at,
    )


def break_glass(reader, *, case_id, reason, at):
    """Open one restricted case to `reader` for an hour, with a reason of at least 20 characters."""
    if len(reason.strip()) < REASON_LENGTH:
        raise Refused(f"Say in at least {REASON_LENGTH} characters why you need to see this case now.", "reason")
    return note(reader, "case", case_id=case_id, at=at, kind=Access.Kind.BREAK_GLASS, reason=reason.strip())


def broken_glass(reader, at):
    """Return the ids of cases that `reader` has opened with a reason within the last hour (a query)."""
    return Access.objects.filter(
        kind=Access.Kind.BREAK_GLASS,
        officer_id=reader.pk,
        at__gt=at - BREAK_GLASS_LASTS,
        at__lte=at,
    ).values("case_id")
