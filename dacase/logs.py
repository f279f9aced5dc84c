"""What is written to the logs: never the values that a database names when it refuses them."""

import logging
import re

# The lines in which PostgreSQL repeats what it was given, after the sentence that says what was wrong.
VALUES = re.compile(r"^[ \t|]*(DETAIL|CONTEXT|LINE \d+):.*(\n[ \t]*\^.*)?", re.MULTILINE)


class Spare(logging.Formatter):
    """Messages and tracebacks without the values in them."""

    def format(self, record):
        """Return the record as one text."""
        return VALUES.sub("  (values left out)", super().format(record))
