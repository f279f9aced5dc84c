"""What may be said of a protected address that stands in what was written of a suspect."""

from core.errors import Refused, Stale
from custody.states import AddressOutcome


def check_seen(look, *, named, seen):
    """Refuse to close a look over something that was found after the page was opened."""
    if named != seen:
        raise Stale("The address was found in more since you opened this page. Look at it again, then repeat this.")


def check_can_close_look(look, outcome, done, *, still_written):
    """Refuse a look that is closed already, or closed without what came of it and what was done."""
    if look.closed_at:
        raise Refused("Somebody has looked at this already. Open it again to see what was done.")
    if outcome not in AddressOutcome.values:
        raise Refused("Choose what came of it.", "outcome")
    if not done.strip():
        raise Refused("Say what you did, and how you know.", "done")
    if outcome == AddressOutcome.REWORDED and still_written:
        raise Refused(
            "The address still stands in an event that was not taken back. Correct or withdraw it first. Where the "
            "suspect was given these words, the address is known.",
            "outcome",
        )


def check_known(look):
    """Refuse to tell of an address that the suspect is not said to know."""
    if look.outcome != AddressOutcome.KNOWN:
        raise Refused("It is not on record that the suspect knows the address. Say first what came of the look.")
