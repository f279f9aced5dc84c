"""May this be read, settled or set now? Each check raises Refused with the sentence."""

from core.errors import Refused
from risk.states import Grade


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


def check_can_dispute(case, assessment, *, sealed, waiting):
    """Refuse a dispute where nothing is signed off, where two reads are still sealed, or beside one that waits."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it first.")
    if assessment is None:
        raise Refused("No grade is signed off in this case yet. Assess the risk instead.")
    if sealed:
        raise Refused("Two specialists are reading this assessment. Wait until both reads are in.")
    if waiting:
        raise Refused(
            f"{waiting.raised_by} has disputed this grade already. Tell the arbiter what you know: add information."
        )


def check_dispute(stands, *, wanted, reasons):
    """Refuse a dispute about the grade that stands anyway, or without reasons."""
    if wanted not in Grade.values:
        raise Refused("Choose the grade: Standard, Medium or High.", "wanted")
    if wanted == stands:
        raise Refused("This is the grade that stands. There is nothing to decide.", "wanted")
    if not reasons.strip():
        raise Refused("Say why. The arbiter and whoever answers for the grade read it.", "reasons")


def check_can_decide_dispute(dispute, *, by, parties):
    """Refuse a second decision, and one by either party or by whoever wrote or signed the assessment."""
    if dispute.decided_at:
        raise Refused("This is decided already. Open the case to see how.")
    if by.pk in parties:
        raise Refused("You have a part in this dispute. An arbiter who is neither party must decide.")


def check_can_read_dispute(dispute, sides, *, withheld):
    """Refuse to read for somebody else, twice, before there is a decision, or while it is withheld."""
    if not dispute.decided_at:
        raise Refused("This is not decided yet. There is nothing to read.")
    if not sides:
        raise Refused("Only the two who disagreed, or who stands in for one of them, say that they have read this.")
    if withheld:
        raise Refused(
            "How it was decided is withheld from you until your own read of the assessment of this case is in. "
            "Open the case and read that first."
        )


def check_percent(percent):
    """Refuse what is not so many in 100."""
    if not 0 <= percent <= 100:
        raise Refused("Give a number from 0 to 100.", "twice_percent")
