"""Offences by code: each has a section and a band, and is one only on its days."""

from datetime import date

import pytest

from law import allocation, offences

WRITTEN = """
bands_source = "Ours"
[[bands]]
code = "GRAVE"
title = "Grave"
what = "What is grave"
[[groups]]
title = "Violence"
offences = [%s]
"""
RAPE = '{code = "RAPE", title = "Rape", source = "An Act", band = "GRAVE", confidence = "G"%s}'


def test_each_offence_has_a_section_a_known_band_and_a_confidence():
    assert len(offences.BOOK.offences) == len(offences.BY_CODE) > 40
    for each in offences.BOOK.offences:
        assert each.source and each.band in offences.BANDS and each.confidence in "VG"
        assert len(each.title) <= 120


def test_the_rule_of_who_investigates_names_bands_that_there_are():
    assert {ground.band for ground in allocation.GROUNDS if ground.band} == {"GRAVE", "SERIOUS", "PATTERN"}


@pytest.mark.parametrize(
    ("code", "day", "is_one"),
    [
        ("STRANGULATION", date(2022, 6, 6), False),
        ("STRANGULATION", date(2022, 6, 7), True),
        ("STRANGULATION", date(2022, 6, 8), True),
        ("COERCIVE_CONTROL", date(2015, 12, 28), False),
        ("COERCIVE_CONTROL", date(2015, 12, 29), True),
        ("PRIVATE_IMAGES", date(2024, 1, 30), True),
        ("PRIVATE_IMAGES", date(2024, 1, 31), False),
        ("INTIMATE_IMAGES", date(2024, 1, 30), False),
        ("INTIMATE_IMAGES", date(2024, 1, 31), True),
        ("COMMON_ASSAULT", date(1990, 1, 1), True),
    ],
)
def test_an_offence_is_one_only_on_its_days(code, day, is_one):
    assert offences.BY_CODE[code].is_one_on(day) is is_one
    assert (code in {each.code for found in offences.on(day).values() for each in found}) is is_one


@pytest.mark.parametrize(
    "rows",
    [
        f"{RAPE % ''}, {RAPE % ''}",
        RAPE.replace("GRAVE", "AWFUL") % "",
        RAPE % ", since = 2024-01-31, until = 2024-01-31",
    ],
)
def test_a_list_with_a_fault_is_refused_by_the_name_of_the_offence(rows):
    with pytest.raises(ValueError, match="RAPE"):
        offences.read(WRITTEN % rows)
