"""What keeping one answer costs, beside a durable insert of one row."""

from collections import Counter
from contextlib import contextmanager
from time import perf_counter

from django.core.management.base import CommandError
from django.db import connection

from dacase.management.commands.bench_calls import metered
from law import questionnaires
from risk import services
from risk.models import Assessment
from risk.states import POLICE, State

DRAFTS = 50


def keep(officer, count, now, insert):
    """Keep so many answers one by one in many drafts, and after each one `insert` a row.

    Returns the milliseconds of each insert, of each answer, and of each kind of statement of all answers. In turns,
    since a database that has just been left alone is slower than one that is asked all the time. Many drafts, because
    a row that is changed often in one open transaction gets slower than it ever is in life.
    """
    drafts = Assessment.objects.filter(author=officer, state=State.DRAFT).values_list("pk", flat=True)[:DRAFTS]
    codes, pks = [item.code for item in questionnaires.load(POLICE).items], list(drafts)
    inserts, taken, spent = [], [], Counter()
    for number in range(count):
        turn, draft = divmod(number, len(pks))
        code = codes[turn % len(codes)]
        value = "YES" if turn // len(codes) % 2 else "NO"
        sent = {code: {"value": value, "version": turn // len(codes)}}
        with metered() as meter, commits(meter):
            kept = services.keep_answers(assessment_id=pks[draft], answers=sent, by=officer, at=now)
        if kept.conflicts:
            raise CommandError("An answer was not kept: the measure says nothing.")
        taken.append(meter.seconds * 1000)
        spent += meter.spent
        inserts.append(insert(number))
    return inserts, taken, spent


@contextmanager
def commits(meter):
    """Let a meter measure what is committed meanwhile as well, where a transaction is held."""
    commit = connection.commit

    def measured():
        began = perf_counter()
        commit()
        meter.seconds += perf_counter() - began
        meter.spent["COMMIT"] += (perf_counter() - began) * 1000

    connection.commit = measured
    try:
        yield
    finally:
        del connection.commit
