"""Rows into temporary tables, some thousand at a time; what cannot be taken goes into the table of the refused."""

import csv
from io import StringIO

from django.db import connection

from core.reading import Broken, rows
from dacase.history.values import Wrong

CHUNK = 5_000
REFUSED = "CREATE TEMPORARY TABLE history_refused (file text, line bigint, reason text) ON COMMIT DROP"
# An identifier that sorts by a moment (UUID version 7), as those made by the service do; `place` tells rows of
# one millisecond apart.
NEW_ID = """
CREATE OR REPLACE FUNCTION pg_temp.history_id(moment timestamptz, place bigint) RETURNS uuid LANGUAGE sql AS $$
    SELECT (lpad(to_hex(greatest(0, floor(extract(epoch FROM moment) * 1000)::bigint) + place / 4096), 12, '0')
        || '7' || lpad(to_hex(place % 4096), 3, '0') || substr('89ab', 1 + floor(random() * 4)::int, 1)
        || substr(md5(random()::text || place), 1, 15))::uuid $$
"""


def prepare(files):
    """Make the temporary tables of a run; they are gone at the end of its transaction."""
    with connection.cursor() as cursor:
        for made in ("history_refused", *[file.table for file in files]):
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{made}")
        cursor.execute(REFUSED)
        cursor.execute(NEW_ID)
        for file in files:
            cursor.execute(f"CREATE TEMPORARY TABLE {file.table} (line bigint, {file.staged}) ON COMMIT DROP")


def stage(file, path, names, now, told):
    """Read and check one file into its temporary table; return how many rows it has."""
    read, good, bad = 0, [], []
    for found in rows(path, names, file.columns, told):
        read += 1
        if isinstance(found, Broken):
            bad.append((file.name, found.line, found.reason))
            continue
        line, row = found
        try:
            good.append((line, *file.check(row, now)))
        except Wrong as wrong:
            bad.append((file.name, line, str(wrong)))
        if len(good) >= CHUNK or len(bad) >= CHUNK:
            write(file, good, bad)
    write(file, good, bad)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {file.table}")
    return read


def write(file, good, bad):
    """Write what has gathered, and empty both lists."""
    copy(file.table, file.texts, good)
    copy("history_refused", ("reason",), bad)
    good.clear()
    bad.clear()


def copy(table, texts, lines):
    """COPY rows into a table; an empty cell is NULL except in the columns that are `texts`."""
    if not lines:
        return
    buffer = StringIO()
    csv.writer(buffer).writerows(lines)
    keep = f", FORCE_NOT_NULL ({', '.join(texts)})" if texts else ""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN WITH (FORMAT csv{keep})") as rows:
        rows.write(buffer.getvalue())
