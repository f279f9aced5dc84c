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


@pytest.mark.parametrize(
    ("given", "text", "word"),
    [
        ("Katherine", "He says that Katie cried", "Katie"),
        ("Katherine", "he says that kate cried", "kate"),
        ("Kate", "Katherine cried", "Katherine"),
        ("William", "He is afraid of Bill", "Bill"),
        ("William", "The bill will come", None),
        ("Vanessa", "They came in a van", None),
        ("Vanessa", "He is afraid of Van", "Van"),
        ("Ann", "He stays with his nan", None),
        ("Dorian", "He is afraid of Dozer", None),
    ],
)
def test_a_short_form_in_common_use_is_found_and_one_peculiar_to_a_family_is_not(given, text, word):
    assert first_name_in(text, [(given, "Vale")]) == word


def test_one_peculiar_to_a_family_is_found_where_it_is_on_record():
    assert first_name_in("He is afraid of Dozer", [("Dorian", "Crane"), ("Dozer", "")]) == "Dozer"


@pytest.mark.parametrize(
    ("child", "adult", "text", "word"),
    [
        ("Sam", "Samantha", "Sam heard it", None),
        ("Sam", "Samantha", "Samantha hit him", "Samantha"),
        ("Samantha", "Samuel", "Sam heard it", None),
        ("Samantha", "Samuel", "Samuel hit her", "Samuel"),
        ("Oskar", "Samuel", "Sam hit him", "Sam"),
    ],
)
def test_what_a_child_may_be_called_can_be_written_but_never_the_very_name_of_an_adult(child, adult, text, word):
    assert first_name_in(text, [(adult, "Vale")], spared=[child]) == word
