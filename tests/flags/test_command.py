"""`manage.py flags`: the lines that other programs read, and the table for people."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from incidents.models import Flag, Incident
from people import services as people
from people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(force, tmp_path):
    """Two partners who do not know each other, and one suspect, imported."""
    (tmp_path / "people.csv").write_text("person_id\np-1\np-2\np-17\n")
    (tmp_path / "relationships.csv").write_text(
        "person_id,other_person_id,kind\np-17,p-1,partner\np-17,p-2,ex_partner\n"
    )
    (tmp_path / "incidents.csv").write_text(
        "incident_id,occurred_at,violence\ni-31,2026-03-02,threatened\ni-9,2025-08-01,used\ni-40,2026-04-02,none\n"
    )
    (tmp_path / "involvements.csv").write_text(
        "incident_id,person_id,role\ni-9,p-1,victim\ni-9,p-17,suspect\ni-31,p-2,victim\ni-31,p-17,suspect\n"
        "i-40,p-2,victim\ni-40,p-17,suspect\n"
    )
    call_command("import_history", str(tmp_path), stdout=io.StringIO())


def run(*options):
    """Return what the command prints."""
    out = io.StringIO()
    call_command("flags", *options, stdout=out)
    return out.getvalue()


def lines(*options):
    """Return the JSON lines that the command prints."""
    return [json.loads(line) for line in run("--json", *options).splitlines()]


def test_a_line_holds_flag_variant_person_days_and_the_incidents_by_their_imported_ids(history):
    found = lines("--as-of", "2026-11-22", "--person", "p-17")

    assert {
        "flag": "SERIAL_PERPETRATOR",
        "variant": "ACPO_2009",
        "person": "p-17",
        "as_of": "2026-11-22",
        "since": "2026-03-02",
        "because": ["i-9", "i-31"],
    } in found


def test_lines_are_ordered_by_person_flag_and_variant(history):
    found = [(line["person"], line["flag"], line["variant"]) for line in lines("--as-of", "2026-11-22")]

    assert found == sorted(found)
    assert found == [
        ("p-17", "REPEAT_PERPETRATOR", "ORDINARY"),
        ("p-17", "SERIAL_PERPETRATOR", "ACPO_2009"),
        ("p-17", "SERIAL_PERPETRATOR", "NORTHUMBRIA_MATAC"),
        ("p-2", "REPEAT_VICTIM", ""),
    ]


def test_only_flags_that_hold_on_the_day_are_printed(history):
    assert lines("--as-of", "2026-03-01", "--person", "p-17") == []
    assert lines("--as-of", "2029-03-03") != lines("--as-of", "2026-11-22")


def test_a_person_goes_by_the_imported_id_or_by_ours(history):
    ours = str(Person.objects.get(external_id="p-2").pk)

    assert lines("--as-of", "2026-11-22", "--person", ours) == lines("--as-of", "2026-11-22", "--person", "p-2")
    assert len(lines("--as-of", "2026-11-22", "--person", "p-2", "p-17")) == 4


def test_people_and_incidents_without_an_imported_id_go_by_ours(force, call, operator, at):
    call(at)
    incident = call(
        at,
        people=[
            {"role": "victim", "person_id": Person.objects.get(given_name="Asha").pk},
            {"role": "suspect", "person_id": Person.objects.get(given_name="Dorian").pk},
        ],
    )

    line = next(line for line in lines("--as-of", "2026-11-23") if line["flag"] == "REPEAT_VICTIM")

    assert line["person"] == str(Person.objects.get(given_name="Asha").pk)
    assert line["because"][-1] == str(incident.pk)


def test_a_merged_person_is_named_once_by_the_id_that_stands_for_all(history, cru, at):
    keep, merged = (Person.objects.get(external_id=each) for each in ("p-1", "p-2"))
    people.merge_people(keep_id=keep.pk, merge_id=merged.pk, reason="One person", by=cru, at=at)

    found = lines("--as-of", "2026-08-01", "--person", "p-2")

    assert [(line["person"], line["because"]) for line in found] == [("p-1", ["i-9", "i-31", "i-40"])]


def test_recompute_puts_the_stored_flags_right_first(history):
    Flag.objects.all().delete()

    run("--recompute")

    assert Flag.objects.filter(variant="ACPO_2009").exists()


def test_people_read_a_table_or_a_sentence(history):
    assert "p-17  SERIAL_PERPETRATOR ACPO_2009" in run("--as-of", "2026-11-22")
    assert run("--as-of", "2012-01-01") == "No flag holds on this day.\n"


def test_an_unknown_person_is_refused_in_one_line(history):
    with pytest.raises(CommandError, match="^Nobody has the id p-99.$"):
        run("--person", "p-1", "p-99")


def test_a_day_that_is_none_is_a_wrong_argument(history):
    with pytest.raises((CommandError, SystemExit)):
        run("--as-of", "soon")
    assert Incident.objects.count() == 3
