"""How this service says no."""

from django.http import Http404


class Refused(Exception):
    """The command may not be done now; the text is one sentence that says why and what would put it right.

    `field` names the input at fault where one is.
    """

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Stale(Refused):
    """The record changed after it was read. `changes` is {field label: (now, yours)}."""

    def __init__(self, sentence, changes=None):
        super().__init__(sentence)
        self.changes = changes or {}


class AlreadyDone(Exception):
    """This very command was done before; `entry` is the journal entry that it wrote."""

    def __init__(self, entry):
        super().__init__("This was already done.")
        self.entry = entry


class Absent(Http404):
    """Not there, or not for this reader: the two look the same."""
