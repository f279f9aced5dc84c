"""How names, numbers, dates and places are made comparable."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from people import dates, normal
from people.nicknames import stands_for, table


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("O'Brien", "obrien"),
        ("O\u2019Brien", "obrien"),
        ("Anne-Marie", "anne marie"),
        ("Siân", "sian"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Strauß", "strauss"),
        ("Søren", "soren"),
        ("Алексей", "aleksei"),
        ("Γιώργος", "giorgos"),
        ("  MÜLLER\u00a0", "muller"),
        ("😀", ""),
    ],
)
def test_names_are_compared_without_accents_apostrophes_or_case(typed, folded):
    assert normal.fold(typed) == folded


def test_a_double_name_is_filed_under_each_word_and_as_one():
    assert normal.forms("Buchan-Hepburn") == ["buchan", "hepburn", "buchanhepburn"]


def test_particles_do_not_stand_for_a_name_unless_they_are_all_of_it():
    assert normal.forms("van der Berg") == ["berg", "vanderberg"]
    assert normal.forms("De") == ["de"]


def test_titles_are_left_out_while_a_name_is_left():
    assert normal.words("Mrs Vale") == ["vale"]
    assert normal.words("Sir") == ["sir"]


@given(some.text(max_size=400))
def test_any_text_at_all_can_be_filed(text):
    pairs = normal.name_pairs(text, text)

    assert 1 <= len(pairs) <= normal.FORMS**2
    assert all(len(word) <= normal.WORD_LENGTH for pair in pairs for word in pair)
    assert normal.fold(normal.fold(text)) == normal.fold(text)


@pytest.mark.parametrize(
    "typed", ["07700 900123", "+44 7700 900123", "0044 7700 900 123", "(07700) 900-123", "447700900123"]
)
def test_one_british_number_in_any_dress_is_one_number(typed):
    assert normal.phone(typed) in {"+447700900123", "447700900123"}
    assert normal.phone(typed)[-10:] == "7700900123"


def test_a_number_that_is_none_keeps_its_digits():
    assert normal.phone("99 12 x") == "9912"
    assert normal.phone("withheld") == ""
    assert normal.phone(None) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("sw1a1aa", "SW1A 1AA"), ("CT16 1aa", "CT16 1AA"), ("m1 1ae", "M1 1AE"), ("bfpo 12", "BFPO 12"), ("", "")],
)
def test_a_postcode_is_in_capitals_with_its_one_blank(typed, kept):
    assert normal.postcode(typed) == kept


def test_a_postcode_at_the_end_of_an_address_is_the_postcode():
    assert normal.split_address("14 Harbour Row, Dover, ct161aa") == ("14 Harbour Row, Dover", "CT16 1AA")
    assert normal.split_address("14 Harbour Row", "ct16 1aa") == ("14 Harbour Row", "CT16 1AA")


def test_another_postcode_given_beside_the_address_is_believed():
    assert normal.split_address("14 Harbour Row CT16 1AA", "CT16 2BB") == ("14 Harbour Row CT16 1AA", "CT16 2BB")


def test_usual_abbreviations_make_the_same_address():
    assert normal.address_key("Flat 2, 14 High St.") == normal.address_key("FLAT 2 14 HIGH STREET")


@pytest.mark.parametrize(
    ("typed", "first", "last", "text"),
    [
        ("1984", date(1984, 1, 1), date(1984, 12, 31), "1984"),
        ("1984-02", date(1984, 2, 1), date(1984, 2, 29), "1984-02"),
        ("2/1984", date(1984, 2, 1), date(1984, 2, 29), "1984-02"),
        ("1984-03-07", date(1984, 3, 7), date(1984, 3, 7), "1984-03-07"),
        ("7/3/1984", date(1984, 3, 7), date(1984, 3, 7), "1984-03-07"),
        (date(1984, 3, 7), date(1984, 3, 7), date(1984, 3, 7), "1984-03-07"),
    ],
)
def test_a_date_of_birth_is_read_as_far_as_it_is_known(typed, first, last, text):
    born = dates.read(typed)

    assert (born.on, born.last, born.text) == (first, last, text)


@pytest.mark.parametrize(("typed", "words"), [("1984", "1984"), ("1984-03", "Mar 1984"), ("1984-03-07", "7 Mar 1984")])
def test_a_date_of_birth_is_read_on_a_page_as_far_as_it_is_known(typed, words):
    assert dates.read(typed).words == words


@pytest.mark.parametrize("typed", ["1984-13-01", "31/2/1984", "last spring", "84", "0000", "19844", "१९८४"])
def test_what_is_no_date_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match=r"calendar\.|date of birth as"):
        dates.read(typed)


def test_days_one_digit_out_hold_the_usual_slips():
    around = dates.digit_out(date(1984, 3, 7))

    assert {date(1984, 3, 1), date(1984, 8, 7), date(1934, 3, 7)} <= set(around)
    assert date(1984, 3, 7) not in around


def test_a_leap_day_has_a_year_before_and_after():
    assert dates.shifted(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_short_forms_stand_for_their_long_form_both_ways_and_no_further():
    assert "william" in stands_for("bill")
    assert "bill" in stands_for("william")
    assert "alexandra" not in stands_for("alexander")


def test_no_name_stands_for_itself():
    assert [name for name, others in table().items() if name in others] == []
