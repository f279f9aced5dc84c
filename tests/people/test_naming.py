"""Whether a text names somebody by a first name alone: names, words that are also names, people of the same name."""

import pytest

from people.naming import WORDS, first_name_in

ADULTS = [("Asha", "Vale"), ("Dorian James", "Crane")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He saw Dorian hit her", "Dorian"),
        ("dorian's car was there", "dorian"),
        ("ASHA SAID that he cried", "ASHA"),
        ("Told by Asha. School knows nothing", "Asha"),
        ("Asha-Vale, his mother", "Asha"),
        ("Asha Marie Vale", "Asha"),
        ("He calls him James", "James"),
        ("He calls her Äsha", "Äsha"),
    ],
)
def test_a_first_name_is_found_however_it_is_written(text, word):
    assert first_name_in(text, ADULTS) == word


@pytest.mark.parametrize(
    "text",
    [
        "An adult of the family was there",
        "Ashanti, his friend, was there",
        "Asha Brown of social care has it",
        "The partner of Ms Vale, and D Crane",
        "He goes to St James and to Saint James",
        "He goes to James Wolfe Primary School",
    ],
)
def test_somebody_else_and_something_else_can_be_named(text):
    assert first_name_in(text, ADULTS) is None


@pytest.mark.parametrize(
    ("given", "text", "word"),
    [
        ("Will", "He will be at school", None),
        ("Will", "He saw Will hit her", "Will"),
        ("Will", "Will was there", "Will"),
        ("May", "He may be upset on 12 May and in May 2027", None),
        ("May", "He told May about it", "May"),
        ("Grace", "A day of grace", None),
        ("Mark", "There is no mark on him", None),
        ("Mark", "He is afraid of Mark", "Mark"),
        ("An", "An adult was there. An officer came", None),
        ("An", "He is afraid of An", "An"),
        ("Do", "Do not tell them", None),
    ],
)
def test_a_word_that_is_also_a_name_counts_where_it_is_written_as_one(given, text, word):
    assert first_name_in(text, [(given, "Vale")]) == word


def test_who_shares_the_first_name_and_may_be_named_is_named():
    assert first_name_in("Robin heard it", [("Robin", "Vale")], spared=["Robin"]) is None
    assert first_name_in("Robin heard it", [("Robin", "Vale")], spared=["Ash"]) == "Robin"


def test_nobody_is_found_without_a_name():
    assert first_name_in("He heard it", [("", "Vale"), ("A", "Crane")]) is None
    assert {"will", "may", "grace"} <= WORDS
