"""May somebody leave, and may another stand in? Each check raises Refused with the sentence."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts import queries
from core.errors import Refused


def check_deputy(deputy, officer, *, at):
    """Refuse a deputy who is not there: the same officer, inactive, not posted in this force, or away."""
    if deputy.pk == officer.pk:
        raise Refused("Nobody is their own deputy. Choose somebody else.", "deputy_id")
    here, there = queries.posting_of(officer.pk, at), queries.posting_of(deputy.pk, at)
    if not deputy.is_active or there is None or (here and here.force_id != there.force_id):
        raise Refused(f"{deputy} has no posting in this force now. Choose somebody else.", "deputy_id")
    if queries.away(deputy.pk, at):
        raise Refused(f"{deputy} is away too. Choose somebody who is on duty.", "deputy_id")


def check_period(from_at, until_at, *, at):
    """Refuse an absence that ends before it begins, or that is over."""
    if until_at and until_at <= from_at:
        raise Refused("The end must be after the start.", "until_at")
    if until_at and until_at <= at:
        raise Refused("This is over already. Give a day from today on.", "until_at")


def check_not_away(officer, from_at, until_at):
    """Refuse a second absence for the same time."""
    if queries.overlapping_absence(officer.pk, from_at, until_at):
        raise Refused(f"{officer} is recorded as away in that time already. End that absence first.", "from_at")


def check_address(email):
    """Refuse what is no e-mail address; none at all is an answer."""
    try:
        validate_email(email.strip() or "none@example.org")
    except ValidationError:
        raise Refused("This is not an e-mail address. Write it like name@force.police.uk.", "email") from None
