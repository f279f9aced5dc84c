"""Figures: one home each, a source, and an answer for every day that may be replayed."""

from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules

import pytest

from law import thresholds as T

TODAY = date(2026, 11, 23)
FIGURES = pytest.mark.parametrize("figure", T.ALL.values(), ids=lambda figure: figure.code)


@FIGURES
@pytest.mark.parametrize("day", [date(1985, 5, 1), date(2010, 1, 1), date(2012, 6, 15), TODAY])
def test_every_figure_answers_for_old_cases_and_for_today(figure, day):
    assert figure.on(day) >= 0


@FIGURES
def test_every_line_has_a_source_and_a_known_confidence(figure):
    for line in figure.values:
        assert line.source.strip()
        assert line.confidence in T.CONFIDENCE


@FIGURES
def test_lines_stand_oldest_first_with_no_day_twice(figure):
    days = [line.from_ for line in figure.values]
    assert days == sorted(set(days))


@FIGURES
def test_a_figure_is_found_under_its_own_code(figure):
    assert getattr(T, figure.code) is figure


def test_no_figure_hides_another_of_the_same_name():
    """A group of five people had been shown for ten: two files each had a figure of this name."""
    modules = [import_module(f"law.thresholds.{each.name}") for each in iter_modules(T.__path__)]
    found = [each for module in modules for each in vars(module).values() if isinstance(each, T.Threshold)]

    assert len(found) > 100
    assert not [each.code for each in found if T.ALL.get(each.code) is not each]


def test_a_day_before_all_law_is_refused_with_a_sentence():
    with pytest.raises(T.NoFigure, match=r"There is no figure TELL_VICTIM .* for 31 December 1899\."):
        T.TELL_VICTIM.on(T.FIRST_DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("figure", "changed_on", "before", "after"),
    [
        (T.VCS_REFERRAL, date(2021, 4, 1), 20, 10),
        (T.TELL_VICTIM_NO_INVESTIGATION, date(2021, 4, 1), 5, 1),
        (T.BAIL_FIRST_PERIOD, date(2022, 10, 28), 1, 3),
        (T.BAIL_SUPERINTENDENT, date(2022, 10, 28), 3, 9),
        (T.RECALL_TASK, date(2026, 3, 31), 21, 49),
    ],
)
def test_the_figure_of_the_day_before_is_still_the_old_one(figure, changed_on, before, after):
    assert figure.on(changed_on - timedelta(days=1)) == before
    assert figure.on(changed_on) == after
    assert figure.on(changed_on + timedelta(days=1)) == after


@pytest.mark.parametrize(
    ("day", "basis"),
    [
        (date(2013, 12, 9), "TELL_VICTIM@1900-01-01"),
        (date(2013, 12, 10), "TELL_VICTIM@2013-12-10"),
        (date(2021, 3, 31), "TELL_VICTIM@2013-12-10"),
        (date(2021, 4, 1), "TELL_VICTIM@2021-04-01"),
    ],
)
def test_the_basis_names_the_edition_of_the_code_that_stood(day, basis):
    assert T.TELL_VICTIM.basis(day) == basis


def test_standard_rights_give_five_days_where_enhanced_rights_give_one():
    assert (T.TELL_VICTIM_STANDARD.on(TODAY), T.TELL_VICTIM.on(TODAY)) == (5, 1)


def test_the_published_windows_and_counts_are_as_the_guidance_says():
    found = {
        code: T.ALL[code].on(TODAY)
        for code in (
            "REPEAT_VICTIM_MONTHS",
            "SERIAL_YEARS",
            "ESCALATION_COUNT",
            "VISIBLE_HIGH_RISK",
            "MARAC_REPEAT_MONTHS",
            "DVPN_COURT",
            "DAPN_COURT",
            "BAIL_INSPECTOR",
            "BAIL_COMPLEX",
            "SUPPORT_REFERRAL",
        )
    }
    assert found == {
        "REPEAT_VICTIM_MONTHS": 12,
        "SERIAL_YEARS": 3,
        "ESCALATION_COUNT": 3,
        "VISIBLE_HIGH_RISK": 14,
        "MARAC_REPEAT_MONTHS": 12,
        "DVPN_COURT": 48,
        "DAPN_COURT": 48,
        "BAIL_INSPECTOR": 6,
        "BAIL_COMPLEX": 12,
        "SUPPORT_REFERRAL": 2,
    }
