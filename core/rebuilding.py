"""Working the duties out anew from the journal, and saying what differs before anything is changed."""

from django.db import connection, transaction

from core import duties
from core.book import COLUMNS, UNSEEN_COLUMNS, Memory
from core.models import Entry

CHUNK = 5000
# What the journal decides of a duty.
SHAPE = (
    "code scope_id opened_by_id started_at due_at basis owner_id role unit_id ended_at ended_as ended_by_id level "
    "next_mark_at escalated_to_id climbed_to"
).split()
DIFFERENCES = {
    "added": "SELECT n.id, n.code FROM {new} n LEFT JOIN core_duty d USING (id) WHERE d.id IS NULL ORDER BY n.id",
    "removed": "SELECT d.id, d.code FROM core_duty d LEFT JOIN {new} n USING (id) WHERE n.id IS NULL ORDER BY d.id",
    "changed": "SELECT n.id, n.code FROM {new} n JOIN core_duty d USING (id) "
    "WHERE ({news}) IS DISTINCT FROM ({olds}) ORDER BY n.id",
    # What is to be seen of a duty is one with it.
    "told": "SELECT n.id, n.code FROM {new} n JOIN core_duty d USING (id) WHERE n.id IN (SELECT duty_id FROM "
    "((TABLE {unseen} EXCEPT TABLE core_unseen) UNION (TABLE core_unseen EXCEPT TABLE {unseen})) u) ORDER BY n.id",
}


def rebuild(*, apply_changes, progress=iter):
    """Replay the journal; return {"added", "removed", "changed"}: {duty identifier: code}.

    Nothing is changed unless `apply_changes`, and then only the duties that differ. `progress` may wrap the
    entries to show a bar.
    """
    with transaction.atomic():
        book = replay(progress)
        found = {name: differing(sql) for name, sql in DIFFERENCES.items()}
        found["changed"] |= found.pop("told")
        if apply_changes:
            replace(found)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {book.TABLE}, {book.UNSEEN}")
    return found


def replay(progress):
    """Apply every entry in order to duties in memory; return their book, closed."""
    book = Memory()
    for entry in progress(Entry.objects.order_by("pk").iterator(chunk_size=CHUNK)):
        duties.apply(entry, book)
    book.close()
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {book.TABLE}")
    return book


def differing(sql):
    """Return {identifier: code} of the duties that one comparison finds."""
    news, olds = (", ".join(f"{side}.{name}" for name in SHAPE) for side in ("n", "d"))
    with connection.cursor() as cursor:
        cursor.execute(sql.format(new=Memory.TABLE, unseen=Memory.UNSEEN, news=news, olds=olds))
        return dict(cursor.fetchall())


def replace(found):
    """Put the duties that the journal gives in the place of those that differ from them, and what is to be seen."""
    gone, new = [*found["removed"], *found["changed"]], [*found["added"], *found["changed"]]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_unseen WHERE duty_id = ANY(%s::uuid[])", [gone])
        cursor.execute("DELETE FROM core_duty WHERE id = ANY(%s::uuid[])", [gone])
        for table, rebuilt, names, key in (
            ("core_duty", Memory.TABLE, COLUMNS, "id"),
            ("core_unseen", Memory.UNSEEN, UNSEEN_COLUMNS, "duty_id"),
        ):
            columns = ", ".join(names)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {rebuilt} WHERE {key} = ANY(%s::uuid[])", [new]
            )
