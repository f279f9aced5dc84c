"""Where duties stand while entries are applied: in PostgreSQL, or in memory while the journal is replayed.

Both answer the same questions, so that what grows day by day and what is rebuilt come from the same code.
"""

from django.db import connection

from core.models import Duty, Unseen

COLUMNS = [field.attname for field in Duty._meta.fields]
UNSEEN_COLUMNS = [field.attname for field in Unseen._meta.fields]
# Rows that are finished leave the memory in steps of this size.
PAGE = 5000


class Rows:
    """The duties of the database, read and written a set at a time."""

    def waiting(self, case_id, codes, subjects):
        """Return the open duties of a case with one of these codes, locked, in order; without a case, of subjects."""
        found = Duty.objects.filter(case_id=case_id, code__in=codes, ended_at=None)
        if case_id is None:
            found = found.filter(subject_id__in=subjects)
        return list(found.select_for_update().order_by("pk"))

    def waiting_in(self, case_ids, codes):
        """Return {case: its open duties with one of these codes, in order} for those of many cases with any, locked."""
        found, by_case = Duty.objects.filter(case_id__in=case_ids, code__in=codes, ended_at=None), {}
        for duty in found.select_for_update().order_by("pk"):
            by_case.setdefault(duty.case_id, []).append(duty)
        return by_case

    def open_now(self, codes, scopes):
        """Return the (code, scope) of every open duty of these codes and scopes."""
        found = Duty.objects.filter(code__in=codes, scope_id__in=scopes, ended_at=None)
        return set(found.values_list("code", "scope_id"))

    def add(self, duties):
        """Keep new duties, however many by one text of a statement, which the database then plans once a session."""
        if not duties:
            return
        rows = ([getattr(duty, field.attname) for field in ADDED] for duty in duties)
        with connection.cursor() as cursor:
            cursor.execute(ADD, [list(column) for column in zip(*rows, strict=True)])

    def ended(self, duties):
        """Keep how some duties ended, each as it did and by its own entry, and who has to see it, in one statement."""
        if not duties:
            return
        rows = ((each.pk, each.ended_at, each.ended_as, each.ended_by_id) for each in duties)
        with connection.cursor() as cursor:
            cursor.execute(END, [*map(list, zip(*rows, strict=True)), *unseen_of(duties)])

    def given(self, duties):
        """Keep who owes some duties now, that they are open, and who has to see that they owe them no more.

        In one statement. What an officer has again is nothing that left them.
        """
        if not duties:
            return
        rows = ((each.pk, each.owner_id, each.role, each.unit_id, not each.climbed_to) for each in duties)
        with connection.cursor() as cursor:
            cursor.execute(GIVE, [*map(list, zip(*rows, strict=True)), *unseen_of(duties)])

    def again(self, duty):
        """Keep that an ended duty is open again, and who owes it now: nobody has to see any more that it ended."""
        Unseen.objects.filter(duty=duty).delete()
        self.given([duty])

    def over(self, duty_id):
        """Return one ended duty, locked, or None."""
        return Duty.objects.select_for_update().filter(pk=duty_id).exclude(ended_at=None).first()

    def seen(self, unseen_ids):
        """Keep no longer what an officer has seen."""
        Unseen.objects.filter(pk__in=unseen_ids).delete()

    def owed_in(self, case_ids, owed_by):
        """Return the open duties of some cases that this rule owes, locked, in order."""
        found = Duty.objects.filter(case_id__in=list(case_ids), owed_by=owed_by, ended_at=None)
        return list(found.select_for_update().order_by("pk"))

    def open_of(self, duty_ids):
        """Return those of some duties that are open, locked, in order."""
        return list(Duty.objects.filter(pk__in=list(duty_ids), ended_at=None).select_for_update().order_by("pk"))

    def one(self, duty_id):
        """Return one open duty, or None."""
        return Duty.objects.filter(pk=duty_id, ended_at=None).first()

    def changed(self, duty, *names):
        """Keep some columns of a duty."""
        duty.save(update_fields=names)

    def climbed(self, duties):
        """Keep how far many duties have climbed, in one statement."""
        columns = zip(*((each.pk, each.level, each.escalated_to_id, each.next_mark_at) for each in duties), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(CLIMB, [list(column) for column in columns])


ADDED = [field for field in Duty._meta.fields if field.name != "climbed_to"]
TYPES = ", ".join(f"%s::{field.db_type(connection)}[]" for field in ADDED)
ADD = f"INSERT INTO core_duty ({', '.join(field.attname for field in ADDED)}) SELECT * FROM unnest({TYPES})"

CLIMB = """
UPDATE core_duty d SET level = c.level, escalated_to_id = c.told, next_mark_at = c.mark,
    climbed_to = CASE WHEN c.told = ANY (d.climbed_to) THEN d.climbed_to ELSE d.climbed_to || c.told END
FROM unnest(%s::uuid[], %s::smallint[], %s::uuid[], %s::timestamptz[]) AS c (id, level, told, mark) WHERE d.id = c.id
"""

# Of one duty an officer has one thing to see: the last.
TELL = f"""
INSERT INTO core_unseen ({", ".join(UNSEEN_COLUMNS)})
SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::bigint[], %s::timestamptz[], %s::uuid[])
ON CONFLICT (duty_id, officer_id) DO UPDATE SET id = excluded.id, entry_id = excluded.entry_id, at = excluded.at
"""

END = f"""
WITH over AS (
    UPDATE core_duty d SET ended_at = e.ended_at, ended_as = e.ended_as, ended_by_id = e.ended_by
    FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::bigint[]) AS e (id, ended_at, ended_as, ended_by)
    WHERE d.id = e.id
) {TELL}"""

GIVE = f"""
WITH given AS (
    SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::uuid[], %s::boolean[])
        AS g (id, owner, role, unit, anew)
), moved AS (
    UPDATE core_duty d SET owner_id = g.owner, role = g.role, unit_id = g.unit,
        ended_at = NULL, ended_as = '', ended_by_id = NULL,
        climbed_to = CASE WHEN g.anew THEN '{{}}' ELSE d.climbed_to END
    FROM given g WHERE d.id = g.id
), back AS (
    DELETE FROM core_unseen u USING given g WHERE u.duty_id = g.id AND u.officer_id = g.owner
) {TELL}"""


def unseen_of(duties):
    """Return the columns of what is to be seen of some duties."""
    rows = [[getattr(each, name) for name in UNSEEN_COLUMNS] for duty in duties for each in duty.told]
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in UNSEEN_COLUMNS]


class Memory:
    """The duties of a replay: open ones in memory, ended ones in a table of their own that nobody else sees."""

    TABLE, UNSEEN = "duty_rebuilt", "unseen_rebuilt"

    def __init__(self):
        self.by_case, self.by_key, self.by_id, self.finished = {}, {}, {}, []
        self.unseen, self.key_of = {}, {}
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {self.TABLE} (LIKE core_duty) ON COMMIT DROP")
            cursor.execute(f"CREATE TEMPORARY TABLE {self.UNSEEN} (LIKE core_unseen) ON COMMIT DROP")

    def waiting(self, case_id, codes, subjects):
        """Return the open duties of a case with one of these codes, in order; without a case, of subjects."""
        found = (duty for duty in self.by_case.get(case_id, {}).values() if duty.code in codes)
        if case_id is None:
            found = (duty for duty in found if duty.subject_id in subjects)
        return sorted(found, key=lambda duty: duty.pk)

    def open_now(self, codes, scopes):
        """Return the (code, scope) of every open duty of these codes and scopes."""
        return {(code, scope) for code in codes for scope in scopes if (code, scope) in self.by_key}

    def add(self, duties):
        """Keep new duties."""
        for duty in duties:
            self.by_case.setdefault(duty.case_id, {})[duty.pk] = duty
            self.by_key[duty.code, duty.scope_id] = self.by_id[duty.pk] = duty

    def ended(self, duties):
        """Let ended duties leave the memory."""
        for duty in duties:
            del self.by_case[duty.case_id][duty.pk], self.by_key[duty.code, duty.scope_id], self.by_id[duty.pk]
            if not self.by_case[duty.case_id]:
                del self.by_case[duty.case_id]
        self.tell(duties)
        self.finished += duties
        if len(self.finished) >= PAGE:
            self.write()

    def seen(self, unseen_ids):
        """Forget what an officer has seen."""
        for pk in unseen_ids:
            key = self.key_of.pop(pk, None)
            if key in self.unseen and self.unseen[key].pk == pk:
                del self.unseen[key]

    def given(self, duties):
        """Remember who has to see that they owe some duties no more; nothing that an officer has again left them."""
        for duty in duties:
            self.unseen.pop((duty.pk, duty.owner_id), None)
        self.tell(duties)

    def again(self, duty):
        """Let a duty that had ended be open again: nobody has to see any more that it ended."""
        self.unseen = {key: each for key, each in self.unseen.items() if each.duty_id != duty.pk}
        self.add([duty])
        self.given([duty])

    def over(self, duty_id):
        """Take one ended duty back out of those that are finished, or return None."""
        self.write()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.TABLE} WHERE id = %s RETURNING {', '.join(COLUMNS)}", [duty_id])
            row = cursor.fetchone()
        return row and Duty(**dict(zip(COLUMNS, row, strict=True)))

    def tell(self, duties):
        """Remember who has to see what became of some duties, the last of it."""
        for each in (each for duty in duties for each in duty.told):
            self.unseen[each.duty_id, each.officer_id] = each
            self.key_of[each.pk] = each.duty_id, each.officer_id

    def owed_in(self, case_ids, owed_by):
        """Return the open duties of some cases that this rule owes, in order."""
        found = (duty for case_id in case_ids for duty in self.by_case.get(case_id, {}).values())
        return sorted((duty for duty in found if duty.owed_by == owed_by), key=lambda duty: duty.pk)

    def open_of(self, duty_ids):
        """Return those of some duties that are open, in order."""
        return sorted((self.by_id[pk] for pk in duty_ids if pk in self.by_id), key=lambda duty: duty.pk)

    def one(self, duty_id):
        """Return one open duty, or None."""
        return self.by_id.get(duty_id)

    def changed(self, duty, *names):
        """Nothing more to do: the duty is the one that is kept."""

    def write(self):
        """Write the finished duties to the table of the replay."""
        copy(self.TABLE, COLUMNS, self.finished)
        self.finished = []

    def close(self):
        """Write what is still open as well, and what nobody has seen yet."""
        self.finished += self.by_id.values()
        self.write()
        copy(self.UNSEEN, UNSEEN_COLUMNS, self.unseen.values())


def copy(table, names, rows):
    """Copy some columns of rows into a table; their texts are codes, so that nothing needs an escape."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as lines:
        lines.write("".join("\t".join(map(cell, map(row.__dict__.get, names))) + "\n" for row in rows))


def cell(value):
    """Return one value as COPY reads it."""
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return "\\N" if value is None else str(value)
