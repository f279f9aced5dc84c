"""May this be done to a call that is not logged yet?"""

from core.errors import Refused
from incidents.drafting import MOST_CHARACTERS, size


def check_draft_open(draft):
    """Refuse to go on with a draft that became a call, or was discarded."""
    if draft is None:
        return
    if draft.incident_id:
        raise Refused("This call is logged already. Open the incident and add there what is new.")
    if draft.discarded_at:
        raise Refused("This unfinished call was discarded. Begin a new call; what was typed here is kept.")


def check_draft_size(content):
    """Refuse to keep more than one call can hold."""
    if size(content) > MOST_CHARACTERS:
        raise Refused(
            f"More was typed than one call can hold ({MOST_CHARACTERS:,} characters). "
            "Log what matters most, and add the rest to the case as information."
        )
