"""Whether a text names a protected address: rather once too often, since only a person who may see it learns of it."""

import pytest

from people.queries import names_protected

REFUGE = "Flat 3, Nightjar Lodge, 9 Mill Lane, Dover, CT17 9ZZ"


@pytest.mark.parametrize(
    "text",
    [
        "Not to go to 9 Mill Lane",
        "Not to go to 9, Mill Ln.",
        "not to enter MILL LANE",
        "Keep away from Nightjar\nLodge",
        "Flat 3 of that house",
        "Nothing within CT17 9ZZ",
        "nothing within ct179zz, or near it",
    ],
)
def test_its_house_its_street_its_flat_and_its_postcode_name_it(text):
    assert names_protected(text, [REFUGE])


@pytest.mark.parametrize(
    "text", ["", "Not to enter Dover", "9 Park Road", "A mill in a lane", "CT17 9ZX", "Mill Laneway"]
)
def test_a_town_another_postcode_and_other_words_do_not(text):
    assert not names_protected(text, [REFUGE])


def test_one_word_names_a_house_only_where_the_address_goes_on():
    assert names_protected("Stay away from Rosewood", ["Rosewood, 2 Elm Walk"])
    assert not names_protected("Stay away from Rosewood", ["2 Elm Walk, Rosewood"])
    assert not names_protected("Stay away from 12", ["12, Elm Walk"])


def test_where_nothing_is_protected_nothing_is_named():
    assert not names_protected("9 Mill Lane, CT17 9ZZ", [])
