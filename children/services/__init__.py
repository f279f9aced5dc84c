"""The commands of children."""

from children.services.directory import close_on, confirm_lead, import_schools, import_terms
from children.services.judging import judge_again
from children.services.placing import add_child, find_none, place_child
from children.services.telling import record_receipt, tell_school, tell_social_care

__all__ = [
    "add_child",
    "close_on",
    "confirm_lead",
    "find_none",
    "import_schools",
    "import_terms",
    "judge_again",
    "place_child",
    "record_receipt",
    "tell_school",
    "tell_social_care",
]
