"""May this be said or decided about firearms in an incident now?"""

from core.errors import Refused
from law import ranks


def rank_of(officer):
    """Return the rank of an officer as the law names it: a detective inspector is an inspector."""
    return officer.rank.upper().removeprefix("DETECTIVE ").removeprefix("TEMPORARY ").replace(" ", "_")


def check_review(by, note):
    """Refuse a decision below the rank of inspector, or without its reason."""
    rank = rank_of(by)
    if rank not in ranks.RANKS or not ranks.may_authorise(rank, "FIREARMS_REVIEW"):
        raise Refused(f"An inspector or above decides this, and your rank is {by.rank}. Ask the duty inspector.")
    if not note.strip():
        raise Refused("Say why, so that the unit knows what you weighed.", "note")


def check_told(told):
    """Refuse an attendance that does not say whether the officer knew of the certificate."""
    if told not in ("YES", "NO"):
        raise Refused(
            "A firearms certificate is at this address or held by somebody in this call. "
            "Say whether you were told before you arrived.",
            "firearms_told",
        )


def check_reference(reference):
    """Refuse a referral that nobody could find again."""
    if not reference.strip():
        raise Refused("Say whom you asked in firearms licensing, or their reference.", "reference")


def check_outcome(alert, note):
    """Refuse an outcome before licensing was asked, or without who said so."""
    if alert.referred_at is None:
        raise Refused("Firearms licensing was not asked yet. Record the referral first.")
    if not note.strip():
        raise Refused("Say who told you, and what they looked at.", "note")
