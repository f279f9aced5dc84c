"""Pieces of SQL that migrations and reads share."""

import re
from contextlib import contextmanager, nullcontext

from django.db import connection, migrations
from django.db.models import CharField, Value
from django.db.transaction import TransactionManagementError

CODE = re.compile("[A-Z_]+")
ORDERED = "SELECT set_config('plan_cache_mode', '{}', true), set_config('enable_sort', '{}', true)"
FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(*tables):
    """Return a migration operation after which the tables take new rows and nothing else."""
    guard = "".join(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only();"
        for table in tables
    )
    undo = "".join(f"DROP TRIGGER append_only ON {table};" for table in tables)
    return migrations.RunSQL(FUNCTION + guard, undo)


class Literal(Value):
    """A code of our own that is part of a statement's text, not one of its values.

    The database can then use an index of the rows with that code in a plan made for any values.
    """

    def __init__(self, code):
        super().__init__(str(code), CharField())

    def as_sql(self, compiler, connection):
        """Return the code in quotation marks, or raise ValueError for anything but capitals and underscores."""
        if not CODE.fullmatch(self.value):
            raise ValueError(f"{self.value!r} is no code of ours.")
        return f"'{self.value}'", []


@contextmanager
def setting(name, value):
    """Let the database work with another setting meanwhile, in the caller's transaction; its end undoes it as well.

    Without a transaction it would change nothing and nobody would know: that raises TransactionManagementError.
    """
    with in_transaction() as cursor:
        cursor.execute(f"SET LOCAL {name} = '{value}'")
        yield
        cursor.execute(f"SET LOCAL {name} = DEFAULT")


def in_transaction():
    """Return a cursor in the caller's transaction; raises TransactionManagementError where there is none."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("A setting for the time of a read needs a transaction around it.")
    return connection.cursor()


@contextmanager
def planned_once():
    """Let the database plan a statement once a session, for any values, inside the caller's transaction.

    For reads that are dear to plan and go the same way whatever is asked: a first page from an index in its order. What
    can be read in an order is not sorted: where statistics have seen few of the rows that wait, a plan for any values
    counts on one row, reads all that wait and sorts it. Each way in one statement, since a list is that quick.
    """
    with in_transaction() as cursor:
        cursor.execute(ORDERED.format("force_generic_plan", "off"))
        yield
        cursor.execute(ORDERED.format("auto", "on"))


def joined_at_once(many):
    """Let the database join rows all at once where they are many, and not go through a table once for each of them.

    After a dry run a table is empty to its statistics and full of dead rows: a force's ten years would never end.
    """
    return setting("enable_nestloop", "off") if many else nullcontext()
