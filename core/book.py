"""Where duties stand while entries are applied: in PostgreSQL, or in memory while the journal is replayed.

Both answer the same questions, so that what grows day by day and what is rebuilt come from the same code.
"""

from django.db import connection

from core.models import Duty

COLUMNS = [field.attname for field in Duty._meta.fields]
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
        rows = ([getattr(duty, name) for name in COLUMNS] for duty in duties)
        with connection.cursor() as cursor:
            cursor.execute(ADD, [list(column) for column in zip(*rows, strict=True)])

    def ended(self, duties):
        """Keep how some duties ended, each as it did and by its own entry, in one statement."""
        if not duties:
            return
        rows = ((each.pk, each.ended_at, each.ended_as, each.ended_by_id, each.unseen) for each in duties)
        with connection.cursor() as cursor:
            cursor.execute(END, [list(column) for column in zip(*rows, strict=True)])

    def seen(self, duty_ids):
        """Keep that whoever owed these ended duties has seen how they ended."""
        Duty.objects.filter(pk__in=duty_ids).update(unseen=False)

    def give_case(self, case_id, owed_by, owner_id):
        """Give the open duties of a case that its owner owes to another officer."""
        Duty.objects.filter(case_id=case_id, owed_by=owed_by, ended_at=None).update(owner_id=owner_id)

    def give_cases(self, case_ids, owed_by, owner_id):
        """Give the open duties of many cases that their owner owes to another officer."""
        Duty.objects.filter(case_id__in=case_ids, owed_by=owed_by, ended_at=None).update(owner_id=owner_id)

    def give(self, duty_ids, owner_id):
        """Give these open duties to another officer."""
        Duty.objects.filter(pk__in=duty_ids, ended_at=None).update(owner_id=owner_id)

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


TYPES = ", ".join(f"%s::{field.db_type(connection)}[]" for field in Duty._meta.fields)
ADD = f"INSERT INTO core_duty ({', '.join(COLUMNS)}) SELECT * FROM unnest({TYPES})"

CLIMB = """
UPDATE core_duty d SET level = c.level, escalated_to_id = c.told, next_mark_at = c.mark
FROM unnest(%s::uuid[], %s::smallint[], %s::uuid[], %s::timestamptz[]) AS c (id, level, told, mark) WHERE d.id = c.id
"""


END = """
UPDATE core_duty d SET ended_at = e.ended_at, ended_as = e.ended_as, ended_by_id = e.ended_by, unseen = e.unseen
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::bigint[], %s::boolean[])
    AS e (id, ended_at, ended_as, ended_by, unseen)
WHERE d.id = e.id
"""


class Memory:
    """The duties of a replay: open ones in memory, ended ones in a table of their own that nobody else sees."""

    TABLE = "duty_rebuilt"

    def __init__(self):
        self.by_case, self.by_key, self.by_id, self.finished, self.seen_ids = {}, {}, {}, [], []
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {self.TABLE} (LIKE core_duty) ON COMMIT DROP")

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
        self.finished += duties
        if len(self.finished) >= PAGE:
            self.write()

    def seen(self, duty_ids):
        """Remember the ended duties that were seen: most have left the memory."""
        self.seen_ids += duty_ids

    def give_case(self, case_id, owed_by, owner_id):
        """Give the open duties of a case that its owner owes to another officer."""
        for duty in self.by_case.get(case_id, {}).values():
            if duty.owed_by == owed_by:
                duty.owner_id = owner_id

    def one(self, duty_id):
        """Return one open duty, or None."""
        return self.by_id.get(duty_id)

    def changed(self, duty, *names):
        """Nothing more to do: the duty is the one that is kept."""

    def write(self):
        """Write the finished duties to the table of the replay."""
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.TABLE} ({', '.join(COLUMNS)}) FROM STDIN") as rows:
            rows.write("".join(map(line, self.finished)))
        self.finished = []

    def close(self):
        """Write what is still open as well, and what was seen of that which ended."""
        self.finished += self.by_id.values()
        self.write()
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {self.TABLE} SET unseen = false WHERE id = ANY(%s::uuid[])", [self.seen_ids])


def line(duty):
    """Return a duty as one line of COPY; its texts are codes, so that nothing needs an escape."""
    return "\t".join("\\N" if value is None else str(value) for value in map(duty.__dict__.get, COLUMNS)) + "\n"
