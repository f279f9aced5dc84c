"""What is typed about a regular thing."""

from core.doors import CommandForm
from core.fields import LongText


class Finish(CommandForm):
    """What proves it."""

    evidence = LongText(label="Where does the finished piece lie, and who received it?", rows=3)
