"""Ten published case histories play through the services that people use and raise exactly what they must."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Force
from dacase.timelines.reading import Malformed, read

CASES = Path(__file__).resolve().parents[1] / "cases"
FILES = sorted(CASES.glob("*.json"))
OWN = sorted((CASES / "own").glob("*.json"))


def played(*files):
    """Return the lines that replaying some files prints."""
    out = StringIO()
    call_command("replay", *map(str, files), "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def expected(folder):
    """Return the lines that must be printed."""
    return [json.loads(line) for line in (folder / "expected.jsonl").read_text().splitlines()]


@pytest.mark.django_db
def test_the_ten_histories_raise_exactly_what_they_must():
    assert len(FILES) == 10

    lines = [line for line in played(*FILES) if "flag" in line]

    assert lines == expected(CASES)
    assert not Force.objects.exists(), "nothing is kept"


@pytest.mark.django_db
def test_our_own_histories_show_each_rule_on_the_day_before_the_day_and_the_day_after():
    lines = [line for line in played(*OWN) if "flag" in line]

    assert lines == expected(CASES / "own")


@pytest.mark.django_db
def test_a_release_opens_what_is_owed_that_same_day():
    duties = {
        line["duty"]: line for line in played(CASES / "uk-sussex-2016.json") if line["event"] == 3 and "duty" in line
    }

    assert {"TELL_VICTIM_RELEASE", "REASSESS_RELEASE", "REVIEW_PLAN_RELEASE"} <= duties.keys()
    assert duties["TELL_VICTIM_RELEASE"]["due_at"].startswith("2016-03-25T00:00")


@pytest.mark.django_db
def test_what_is_played_can_be_kept():
    call_command("replay", str(FILES[0]), "--keep", stdout=StringIO())

    assert Force.objects.count() == 1


GOOD = {
    "format": "case-timeline/1",
    "id": "x",
    "people": [{"ref": "V", "role": "victim"}, {"ref": "P", "role": "suspect"}],
    "relationships": [],
    "events": [{"on": "2020-01-01", "type": "call", "victim": "V", "suspect": "P", "facts": {}, "text": ""}],
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "case-timeline/2"}, "format must be"),
        ({"id": ""}, "id must be"),
        ({"people": []}, "nobody"),
        ({"people": [{"ref": "V"}, {"ref": "V"}]}, "V is there twice"),
        ({"relationships": [{"kind": "boss", "of": "V", "to": "P"}]}, "kind 'boss' is not known"),
        ({"events": [{"on": "2020-13-01", "type": "call", "victim": "V", "suspect": "P"}]}, "event 0: on '2020-13-01'"),
        ({"events": [{"on": "2020", "type": "party", "victim": "V", "suspect": "P"}]}, "event 0: type 'party'"),
        ({"events": [{"on": None, "type": "call", "victim": "Z", "suspect": "P"}]}, "event 0: victim 'Z'"),
        ({"events": [{"type": "call", "victim": "V", "suspect": "V"}]}, "event 0: victim and suspect are the same"),
        ({"events": ["x"]}, "event 0: must be an object"),
        ({"events": [{"type": "call", "victim": "V", "suspect": "P", "facts": []}]}, "event 0: facts must be"),
    ],
)
def test_a_malformed_timeline_is_refused_whole_with_its_place(change, words):
    with pytest.raises(Malformed) as malformed:
        read(json.dumps(GOOD | change))

    assert any(words in fault for fault in malformed.value.faults), malformed.value.faults


def test_every_fault_is_named_at_once():
    events = [
        {"on": "x", "type": "party", "victim": "V", "suspect": "P"},
        {"type": "call", "victim": "Q", "suspect": "P"},
    ]

    with pytest.raises(Malformed) as malformed:
        read(json.dumps(GOOD | {"events": events}))

    assert [fault[:8] for fault in malformed.value.faults] == ["event 0:", "event 0:", "event 1:"]


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_one_plain_line(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("replay", str(tmp_path / "none.json"))
