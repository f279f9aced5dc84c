"""May this be read, settled or set now? Each check raises Refused with the sentence."""

from core.errors import Refused


def check_read_once(sealed):
    """Refuse an ordinary review of what two specialists read without seeing each other's grade."""
    if sealed:
        raise Refused(
            "Two specialists read this assessment, each without the other's grade. "
            "Open it from the list and read it there."
        )


def check_can_read(selection, reads, *, by, urgent):
    """Refuse a third read, a second by the same reader, and urgency where the other read is in."""
    if selection.settled_as or selection.opened_at:
        raise Refused("Both reads are in. Open the assessment to see them.")
    if by.pk in {read.reader_id for read in reads}:
        raise Refused("Your read is in, and sealed. Another specialist must read it too.")
    if urgent and reads:
        raise Refused("The other read is in: yours opens both at once. Leave this box empty.", "urgent")


def check_can_arbitrate(selection, reads, *, by, author_ids):
    """Refuse to decide before both reads are in, twice, or as one of the readers or the author."""
    if not selection.opened_at:
        raise Refused("Both reads must be in before anybody decides between them.")
    if selection.settled_as:
        raise Refused("This is decided already. Open the assessment to see how.")
    if by.pk in {read.reader_id for read in reads} | author_ids:
        raise Refused("You wrote or read this assessment. Somebody else must decide.")


def check_percent(percent):
    """Refuse what is not so many in 100."""
    if not 0 <= percent <= 100:
        raise Refused("Give a number from 0 to 100.", "twice_percent")
