"""What the benchmark of person search counts, and that it counts it right."""

from pathlib import Path

import pytest

from people import matching_bench, recall
from people.recall import Answer

PEOPLE = [f"p-{number}" for number in range(4_000)]
PRESENT = [person for person in PEOPLE if recall.is_present(person)]
ABSENT = [person for person in PEOPLE if not recall.is_present(person)]


def answers(right, wrong):
    """Return answers: whoever is there with the score `right(n)`, a stranger for everybody else with `wrong(n)`."""
    there = [Answer(person, [(person, right(place))], 1.0) for place, person in enumerate(PRESENT)]
    away = [Answer(person, [("stranger", wrong(place))], 3.0) for place, person in enumerate(ABSENT)]
    return there + away


def test_half_of_the_people_are_there_and_half_are_not_always_the_same():
    assert 0.45 < len(PRESENT) / len(PEOPLE) < 0.55
    assert [person for person in PEOPLE if recall.is_present(person)] == PRESENT


def test_who_is_found_at_which_place():
    found = [
        Answer(person, [(f"x{rank}", 9 - rank) for rank in range(place % 3 * 3)] + [(person, 0)], 1.0)
        for place, person in enumerate(PRESENT)
    ]

    line = recall.summary(found)

    assert line["recall@1"] == pytest.approx(1 / 3, abs=0.01)
    assert line["recall@5"] == pytest.approx(2 / 3, abs=0.01)
    assert line["recall@20"] == 1


@pytest.mark.parametrize(("right", "found"), [(5, 0.0), (9, 0.0), (10, 1.0)])
def test_only_answers_above_what_strangers_score_count_at_one_false_positive_in_a_hundred(right, found):
    line = recall.summary(answers(lambda place: right, lambda place: 9))

    assert (line["recall@fp1"], line["fp"]) == (found, 0)


def test_one_stranger_in_a_hundred_may_be_taken_for_somebody():
    line = recall.summary(answers(lambda place: 5, lambda place: 9 if place % 200 == 0 else 1))

    assert line["recall@fp1"] == 1
    assert 0 < line["fp"] <= 0.02


@pytest.mark.parametrize("scale", [1, 100])
def test_the_same_share_of_strangers_gets_through_for_every_method_whatever_its_scores_are(scale):
    line = recall.summary(answers(lambda place: scale * (place % 10), lambda place: scale * (place % 100 + 1) / 20))

    assert line["recall@same"] == pytest.approx(0.5, abs=0.01)


def test_a_wrong_person_above_the_right_one_is_no_recall():
    there = [Answer(person, [("stranger", 9), (person, 8)], 1.0) for person in PRESENT]
    away = [Answer(person, [("stranger", 1)], 1.0) for person in ABSENT]

    assert recall.summary(there + away)["recall@fp1"] == 0


def test_nothing_asked_is_nothing_found():
    assert recall.summary([])["queries"] == 0


def test_a_file_without_the_columns_is_refused_with_their_names(tmp_path):
    (tmp_path / "short.csv").write_text("person,given_name\np-1,Asha\n")

    with pytest.raises(matching_bench.Unusable, match="family_name, born_on, postcode"):
        matching_bench.read_file(Path(tmp_path / "short.csv"))


def test_the_first_row_of_a_person_is_held_and_the_others_are_said(tmp_path):
    head = "person,given_name,family_name,born_on,postcode\n"
    (tmp_path / "two.csv").write_text(f"{head}p-1,Asha,Vale,1990-04-05,CT16 1AA\np-1,Ascha,Vale,1990,\n")

    held, said = matching_bench.read_file(tmp_path / "two.csv")

    assert held["p-1"]["given_name"] == "Asha"
    assert [(row["given_name"], row["year"], row["address"]) for row in said] == [("Ascha", "1990", "")]


@pytest.mark.django_db
def test_ours_finds_who_is_there_and_nobody_where_the_person_is_left_out(tmp_path):
    there, away = PRESENT[0], ABSENT[0]
    rows = [f"{who},{name},Vale,1990-04-05,CT16 1AA" for who, name in ((there, "Asha"), (away, "Robin"))]
    (tmp_path / "two.csv").write_text(
        "person,given_name,family_name,born_on,postcode\n" + "\n".join([*rows, *rows]) + "\n"
    )
    held, said = matching_bench.read_file(tmp_path / "two.csv")

    with matching_bench.held_apart(held) as known:
        ids = {person: pk for pk, person in known.items()}
        first, second = (
            [person for person, _ in matching_bench.ours(row, "name and date", known, ids)] for row in said
        )
        texts = [[person for person, _ in matching_bench.trigram(row, "everything")] for row in said]

    assert first[0] == there and away not in second
    assert texts[0][0] == there and away not in texts[1]
