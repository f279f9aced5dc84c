"""What an import cannot take: each row with its line and reason, each missing column with a sentence."""

import pytest
from django.core.management import CommandError

from people.models import Person
from tests.history.folders import GOOD, PEOPLE, refused, run

pytestmark = pytest.mark.django_db

BAD_ROWS = [
    ("people", ",Asha,,,,,,", "person_id is empty"),
    ("people", "p-9,Asha,,1990-02-30,,,,", "born_on must be a date"),
    ("people", "p-9,Asha,,30/01/1990,,,,", "born_on must be a date"),
    ("people", "p-9,Asha,,2999,,,,", "born_on is in the future"),
    ("people", "p-9,Asha,,1899-12-31,,,,", "born_on is before 1900"),
    ("people", "p-9,Asha,,,X,,,", "sex must be"),
    ("people", "p-9,Asha,,,,none,,", "phone has no digits"),
    ("people", f"p-9,{'A' * 301},,,,,,", "given_name is longer than 300"),
    ("people", "p-1,Asha,Vale,,,,,", "person_id p-1 stands on line 2 already"),
    ("people", "p-9,Asha", "The row has 2 cells, and the header 8"),
    ("people", "p-9,As\0ha,,,,,,", "NUL"),
    ("people", b"p-9,As\xffha,,,,,,", "not UTF-8"),
    ("people", 'p-9,"Asha" Vale,,,,,,', "A quotation mark"),
    ("aliases", "p-9,Ash,", "person_id p-9 is not known"),
    ("aliases", "p-1,,", "both empty"),
    ("relationships", "p-1,p-9,partner,,", "other_person_id p-9 is not known"),
    ("relationships", "p-9,p-1,partner,,", "person_id p-9 is not known"),
    ("relationships", "p-1,p-2,lover,,", "kind must be one of partner"),
    ("relationships", "p-1,p-1,partner,,", "are the same"),
    ("relationships", "p-1,p-2,partner,2020-05-01,2020-04-30", "until_on is before from_on"),
    ("relationships", "p-1,p-2,partner,2999,", "from_on is in the future"),
    ("incidents", ",2026-01-01,,,,,,,,", "incident_id is empty"),
    ("incidents", "i-9,,,,,,,,,", "occurred_at is empty"),
    ("incidents", "i-9,soon,,,,,,,,", "occurred_at must be a date or a time"),
    ("incidents", "i-9,2026-02-30,,,,,,,,", "occurred_at must be a date or a time"),
    ("incidents", "i-9,2999-01-01,,,,,,,,", "occurred_at is in the future"),
    ("incidents", "i-9,1899-12-31T23:59,,,,,,,,", "occurred_at is before 1900"),
    ("incidents", "i-9,0001-01-01T00:00+14:00,,,,,,,,", "occurred_at"),
    ("incidents", "i-9,2026-03-02,2026-03-01,,,,,,,", "reported_at is before occurred_at"),
    ("incidents", "i-9,2026-03-02,,,,,some,,,", "violence must be one of used"),
    ("incidents", "i-9,2026-03-02,,,,,,,maybe,", "injury must be true, false or empty"),
    ("incidents", "i-1,2026-03-02,,,,,,,,", "incident_id i-1 stands on line 2 already"),
    ("involvements", "i-99,p-1,victim", "incident_id i-99 is not known"),
    ("involvements", "i-1,p-99,victim", "person_id p-99 is not known"),
    ("involvements", "i-1,p-1,culprit", "role must be one of victim"),
    ("firearms", "F-2,,,,,", "postcode is empty"),
    ("firearms", ",,,CT16 1VO,,", "certificate is empty"),
    ("firearms", "F-2,p-9,,CT16 1VO,,", "holder_person_id p-9 is not known"),
    ("firearms", "F-2,,,CT16 1VO,2024-01-02,2024-01-01", "valid_until is before valid_from"),
]


@pytest.mark.parametrize(("name", "row", "reason"), BAD_ROWS)
def test_a_bad_row_is_refused_with_its_line_and_all_others_load(force, folder, name, row, reason):
    good = GOOD[name]
    raw = row if isinstance(row, bytes) else row.encode()
    # Between the good rows, so that what follows it is seen to load.
    lines = good.encode().splitlines(keepends=True)
    where = folder(**{name: b"".join([*lines[:2], raw, b"\n", *lines[2:]])})

    summary = run(where)

    assert [(file, line) for file, line, _ in refused(where)] == [(f"{name}.csv", 3)]
    assert reason in refused(where)[0][2]
    assert summary["files"][f"{name}.csv"]["loaded"] == len(lines) - 1
    assert summary["refused"] == 1


def test_a_quotation_mark_that_is_never_closed_costs_one_row(force, folder):
    where = folder(
        people=PEOPLE.replace("p-2,Dorian", 'p-2,"Dorian'),
        relationships=None,
        involvements=None,
        aliases=None,
        firearms=None,
        incidents=None,
    )

    summary = run(where)

    assert summary["files"]["people.csv"] == {"read": 4, "loaded": 3, "refused": 1, "known": 0}
    assert refused(where)[0][:2] == ("people.csv", 3)


def test_what_hangs_on_a_refused_row_is_refused_as_well_and_nothing_is_lost_in_silence(force, folder):
    where = folder(people=PEOPLE.replace("1990-04-05", "soon"))

    summary = run(where)

    assert [(file, line) for file, line, _ in refused(where)] == [
        ("people.csv", 2),
        ("relationships.csv", 2),
        ("involvements.csv", 2),
        ("involvements.csv", 7),
    ]
    for counts in summary["files"].values():
        assert counts["read"] == counts["loaded"] + counts["known"] + counts["refused"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": "id,given_name\np-1,A\n"}, "people.csv has no column person_id."),
        (
            {"incidents": "id,kind\n", "involvements": "incident_id\n"},
            "incidents.csv has no column incident_id. incidents.csv has no column occurred_at. "
            "involvements.csv has no column person_id. involvements.csv has no column role.",
        ),
        ({"people": ""}, "people.csv is empty"),
        ({"people": "person_id,person_id\n"}, "people.csv has two columns person_id."),
        ({"people": "person_id,given_name\n".encode("utf-16")}, "people.csv"),
        (dict.fromkeys(GOOD), "There is nothing to import"),
    ],
)
def test_a_folder_with_a_wrong_header_is_refused_whole_with_a_sentence_for_each_column(
    force, folder, changes, sentence
):
    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        run(folder(**changes))

    assert not Person.objects.exists()
