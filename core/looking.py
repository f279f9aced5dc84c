"""Looking several things up for somebody who cannot wait: each for a short while, and what failed is named."""

import logging
from contextlib import contextmanager

from django.db import connection, transaction

from core.sql import setting

PATIENCE = "1500ms"
log = logging.getLogger("dacase.looking")


@contextmanager
def patience():
    """Let statements inside take a short while each and no longer; what fails undoes only what is inside."""
    with transaction.atomic(), setting("statement_timeout", PATIENCE):
        yield


class Looking:
    """One look around the record. A thing that cannot be had in time stops neither the others nor the reader."""

    def __init__(self):
        self.failed = []
        with connection.cursor() as cursor:
            # For the rest of this request, which only reads.
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])

    def ask(self, name, look, otherwise):
        """Return what `look()` finds; `otherwise`, with the name kept among those that failed, when it fails."""
        try:
            with transaction.atomic():
                return look()
        except Exception as error:
            # Whatever is wrong with one look, the call must go on. No word of it is logged: it may hold a name.
            log.error("could not look up %s: %s", name, type(error).__name__)
            self.failed.append(name)
            return otherwise
