"""What was written down of conversations before each had a row of its own goes along, and back: no word is lost."""

from datetime import timedelta
from functools import cache

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from core.models import new_id
from custody.models import CustodyEvent
from incidents.models import Case, Ownership

STEPS = ("0004_telling", "0005_said_in_one_place")
SAID, HOW = "Not written down at the time.", "Not written down apart: see what was said."
COLUMNS = "kind, of, method, told_at, recorded_at, said, safe_how, exception_reason, case_id, told_by_id"


def step(name, way):
    """Take one migration of witness care there (apply) or back (unapply), the others being where they are."""
    migration, before = read(name)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        getattr(migration, way)(before.clone(), editor)


@cache
def read(name):
    """Return a migration of witness care and how its models stand before it, of other apps no more than their keys."""
    ours = {at: one for (app, at), one in MigrationLoader(None).disk_migrations.items() if app == "witness_care"}
    state = ProjectState()
    for app, model in (("accounts", "Officer"), ("incidents", "Case"), ("custody", "CustodyEvent")):
        state.add_model(ModelState(app, model, [("id", models.UUIDField(primary_key=True))]))
    for earlier in sorted(ours):
        if earlier < name:
            ours[earlier].mutate_state(state, preserve=False)
    return ours[name], state


def back():
    """Take both back."""
    for name in reversed(STEPS):
        step(name, "unapply")


def there():
    """Take both there."""
    for name in STEPS:
        step(name, "apply")


def put(table, **columns):
    """Write an old row as the old code wrote it; return its identifier."""
    row = {"id": new_id()} | columns
    names = ", ".join(f'"{name}"' for name in row)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO witness_care_{table} ({names}) VALUES ({', '.join(['%s'] * len(row))})", list(row.values())
        )
    return row["id"]


def rows(columns, table):
    """Return the rows of a table of witness care as sorted tuples."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM witness_care_{table}")
        return sorted(cursor.fetchall(), key=str)


@pytest.fixture
def second_case(call, sergeant, at):
    """A case of another victim, closed."""
    people = [{"role": "victim", "given_name": "Mirela", "family_name": "Stone"}]
    people.append({"role": "suspect", "given_name": "Ivo", "family_name": "Brand", "relation": "ex_partner"})
    closed = Case.objects.get(allegations__incident=call(at - timedelta(days=1), people=people))
    Ownership.objects.filter(case=closed).update(until_at=at, ended_by_closing=True)
    Case.objects.filter(pk=closed.pk).update(state="CLOSED", closed_at=at, closed_by=sergeant, close_reason="Over")
    return closed


@pytest.fixture
def old(case, second_case, listed, officer, sergeant, at):
    """Rows of every shape that was written before, in an open and a closed case; return the conversations in them."""
    listed(30)
    hearing, hour = CustodyEvent.objects.get().pk, timedelta(hours=1)
    back()
    told = []

    def say(kind, of, moment, said=SAID, how="She rang us", method="", why="", of_case=case, by=officer):
        told.append((kind, of, method, moment, moment, said, how, why, of_case.pk, by.pk))

    for number, each in enumerate((case, case, second_case)):
        moment = at + number * hour
        who = {"case_id": each.pk}
        of = put(
            "needsassessment",
            needs=[],
            said="In her words",
            safe_how="Alone",
            assessed_at=moment,
            assessed_by_id=officer.pk,
            **who,
        )
        say("NEEDS", of, moment, "In her words", "Alone", of_case=each)
        of = put(
            "preparation",
            hearing_id=hearing,
            said="The room",
            safe_how="At the office",
            prepared_at=moment,
            prepared_by_id=officer.pk,
            **who,
        )
        say("HEARING", of, moment, "The room", "At the office", of_case=each)
        for answer, again_on in (("DECLINED", None), ("LATER", at.date())):
            of = put(
                "statementoffer",
                offered_at=moment,
                offered_by_id=officer.pk,
                answer=answer,
                again_on=again_on,
                reading="",
                reference="",
                safe_how="She rang us",
                **who,
            )
            say("STATEMENT", of, moment, of_case=each)
        for why in ("", "She rang us herself"):
            of = put(
                "righttold",
                right="REVIEW",
                wish="WANTS",
                method="PHONE",
                safe_how="She rang us",
                exception_reason=why,
                told_at=moment,
                told_by_id=officer.pk,
                **who,
            )
            say("RIGHT", of, moment, method="PHONE", why=why, of_case=each)
    # Refused and told, applied for again, granted and told, then dropped; and one of which nobody has told her.
    again = {
        "case_id": case.pk,
        "code": "SCREENS",
        "asked_at": at,
        "asked_by_id": officer.pk,
        "applied_on": at.date(),
        "court": "Dover",
        "decided_on": at.date(),
    }
    told_once = {"told_at": at, "told_by_id": officer.pk, "told_how": "Refused\n\nAlone"}
    told_twice = {"told_at": at + hour, "told_by_id": sergeant.pk, "told_how": "Granted\n\nAlone"}
    untold = {"told_at": None, "told_by_id": None, "told_how": ""}
    of = put("specialmeasure", state="DROPPED", reason="She does not want them", **again, **told_twice)
    steps = [
        ("ASKED", untold),
        ("REFUSED", untold),
        ("REFUSED", told_once),
        ("APPLIED", untold),
        ("GRANTED", untold),
        ("GRANTED", told_twice),
        ("DROPPED", told_twice),
    ]
    for step, (state, told_of) in enumerate(steps):
        history(of, "specialmeasure", at + step * hour, state=state, reason="Why", **again, **told_of)
    say("MEASURE", of, at, "Refused\n\nAlone", HOW)
    say("MEASURE", of, at + hour, "Granted\n\nAlone", HOW, by=sergeant)
    waits = put("specialmeasure", state="REFUSED", reason="Why", **again | {"code": "LIVE_LINK"}, **untold)
    history(waits, "specialmeasure", at, state="REFUSED", reason="Why", **again | {"code": "LIVE_LINK"}, **untold)
    asked = {"case_id": second_case.pk, "asked_at": at, "asked_by_id": officer.pk, "decision": "No further action"}
    decided = {"outcome": "UPHELD", "reason": "Read the file", "decided_at": at, "decided_by_id": sergeant.pk}
    of = put("decisionreview", **asked, **decided, **told_once)
    say("REVIEW", of, at, "Refused\n\nAlone", HOW, of_case=second_case)
    put("decisionreview", **asked, **decided, **untold)
    put("decisionreview", **asked, outcome="", reason="", decided_at=None, decided_by_id=None, **untold)
    return told


def history(of, table, moment, **columns):
    """Write a row of column history."""
    columns = {"id": of, "history_date": moment, "history_type": "~", "history_change_reason": None} | columns
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO witness_care_historical{table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})",
            list(columns.values()),
        )


@pytest.mark.django_db
def test_each_conversation_that_was_written_down_before_is_there_once(old):
    there()

    assert rows(COLUMNS, "telling") == sorted(old, key=str)


OLD = {
    "needsassessment": "id, said, safe_how",
    "preparation": "id, said, safe_how",
    "statementoffer": "id, safe_how",
    "righttold": "id, method, safe_how, exception_reason",
    "specialmeasure": "id, told_how",
    "historicalspecialmeasure": "id, history_date, told_how",
    "decisionreview": "id, told_how",
    "historicaldecisionreview": "id, history_date, told_how",
}


@pytest.mark.django_db
def test_the_way_back_gives_each_row_its_words_and_the_way_there_again_doubles_none(old):
    before = {table: rows(columns, table) for table, columns in OLD.items()}
    there()

    back()

    assert {table: rows(columns, table) for table, columns in OLD.items()} == before
    there()
    assert rows(COLUMNS, "telling") == sorted(old, key=str)


@pytest.mark.django_db
def test_the_way_back_keeps_what_only_a_conversation_has_a_place_for(case, officer, at):
    of = put("statementoffer", case_id=case.pk, offered_at=at, offered_by_id=officer.pk, answer="DECLINED", reading="",
             reference="")  # fmt: skip
    words = {"said": "Not yet", "safe_how": "Alone", "exception_reason": "She rang us"}
    when = {"told_at": at, "recorded_at": at, "told_by_id": officer.pk, "case_id": case.pk}
    put("telling", kind="STATEMENT", of=of, method="PHONE", **words, **when)

    back()

    assert rows(OLD["statementoffer"], "statementoffer") == [(of, "Alone\n\nNot yet\n\nShe rang us")]
