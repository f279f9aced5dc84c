"""Bail periods by the day of arrest, who may authorise what, and the menu of measures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import bail, measures, ranks


@pytest.mark.parametrize(
    ("arrested_on", "ends_on"),
    [
        (date(2014, 3, 10), date(2014, 4, 7)),
        (date(2017, 4, 2), date(2017, 4, 30)),
        (date(2017, 4, 3), date(2017, 5, 1)),
        (date(2022, 10, 27), date(2022, 11, 24)),
        (date(2022, 10, 28), date(2023, 1, 28)),
        (date(2026, 3, 10), date(2026, 6, 10)),
        (date(2026, 2, 28), date(2026, 5, 31)),  # the period begins on 1 March
        (date(2026, 11, 29), date(2027, 2, 28)),  # it begins on the 30th; February has none
        (date(2027, 11, 29), date(2028, 2, 29)),
    ],
)
def test_the_first_period_begins_the_day_after_arrest_and_ends_with_its_last_day(arrested_on, ends_on):
    assert bail.first_period_ends_on(arrested_on) == ends_on


@pytest.mark.parametrize(
    ("ends_on", "rank"),
    [
        (date(2026, 6, 10), "SERGEANT"),
        (date(2026, 6, 11), "INSPECTOR"),
        (date(2026, 9, 10), "INSPECTOR"),
        (date(2026, 9, 11), "SUPERINTENDENT"),
        (date(2026, 12, 10), "SUPERINTENDENT"),
        (date(2026, 12, 11), "COURT"),
    ],
)
def test_each_day_further_needs_the_rank_of_its_step(ends_on, rank):
    assert bail.rank_needed(date(2026, 3, 10), ends_on) == rank


@pytest.mark.parametrize(
    ("arrested_on", "ends_on", "rank"),
    [
        (date(2014, 3, 10), date(2015, 3, 10), "SERGEANT"),
        (date(2018, 3, 10), date(2018, 4, 7), "INSPECTOR"),
        (date(2018, 3, 10), date(2018, 4, 8), "SUPERINTENDENT"),
        (date(2018, 3, 10), date(2018, 6, 10), "SUPERINTENDENT"),
        (date(2018, 3, 10), date(2018, 6, 11), "COURT"),
    ],
)
def test_an_older_arrest_keeps_the_rules_of_its_day(arrested_on, ends_on, rank):
    assert bail.rank_needed(arrested_on, ends_on) == rank


def test_the_longest_bail_a_rank_may_give_follows_its_steps():
    arrested_on = date(2026, 3, 10)
    assert bail.longest_by("CONSTABLE", arrested_on) is None
    assert bail.longest_by("SERGEANT", arrested_on) == date(2026, 6, 10)
    assert bail.longest_by("CHIEF_INSPECTOR", arrested_on) == date(2026, 9, 10)
    assert bail.longest_by("CHIEF_CONSTABLE", arrested_on) == date(2026, 12, 10)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_a_longer_step_always_needs_a_higher_rank(arrested_on):
    steps = bail.limits(arrested_on)
    ends = [step.ends_on(arrested_on) for step in steps]

    assert ends == sorted(set(ends))
    assert all(ranks.at_least(after.rank, before.rank) for before, after in zip(steps, steps[1:], strict=False))
    assert all(bail.rank_needed(arrested_on, end) == step.rank for step, end in zip(steps, ends, strict=True))


@pytest.mark.parametrize(
    ("rank", "act", "may"),
    [
        ("SUPERINTENDENT", "DVPN", True),
        ("CHIEF_INSPECTOR", "DVPN", False),
        ("INSPECTOR", "DAPN", True),
        ("SERGEANT", "DAPN", False),
        ("SERGEANT", "BAIL_FIRST_PERIOD", True),
        ("CONSTABLE", "BAIL_FIRST_PERIOD", False),
        ("INSPECTOR", "BAIL_TO_6_MONTHS", True),
        ("INSPECTOR", "BAIL_TO_9_MONTHS", False),
    ],
)
def test_a_rank_may_authorise_what_the_law_gives_it(rank, act, may):
    assert ranks.may_authorise(rank, act) is may


def test_the_authorities_name_known_ranks_and_agree_with_the_steps_of_bail():
    for act, authority in ranks.MAY_AUTHORISE.items():
        assert authority.act == act
        assert authority.rank in ranks.RANKS
        assert authority.source
    steps = [step.rank for step in bail.limits(date(2026, 3, 10))]
    acts = ("BAIL_FIRST_PERIOD", "BAIL_TO_6_MONTHS", "BAIL_TO_9_MONTHS")
    assert steps == [ranks.MAY_AUTHORISE[act].rank for act in acts]


@pytest.mark.parametrize(
    ("said", "above"),
    [
        ("inspector", True),
        ("Detective chief inspector", True),
        ("superintendent", True),
        ("assistant chief constable", True),
        ("detective sergeant", False),
        ("constable", False),
        ("police staff", False),
        ("", False),
    ],
)
def test_a_rank_as_it_is_written_is_an_inspector_or_above(said, above):
    assert ranks.said_at_least(said, "INSPECTOR") is above


def test_unknown_ranks_and_acts_are_refused():
    with pytest.raises(ValueError, match="GENERAL"):
        ranks.at_least("GENERAL", "SERGEANT")
    with pytest.raises(KeyError):
        ranks.may_authorise("SERGEANT", "WAR")


def test_each_level_needs_all_that_the_level_below_needs():
    standard, medium, high = ({each.code for each in measures.minimum_set(level)} for level in measures.LEVELS)

    assert {"SAFE_CONTACT", "SUPPORT_INFORMATION"} <= standard < medium < high
    assert {"IDVA_REFERRAL", "MARAC_REFERRAL", "ALARM"} <= high


def test_every_measure_says_who_does_it_and_what_proves_it():
    assert len({measure.code for measure in measures.ALL}) == len(measures.ALL)
    for measure in measures.ALL:
        assert measure.title and measure.who and measure.evidence
        assert measures.by_code(measure.code) is measure


def test_a_level_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="There is no level GOLD"):
        measures.minimum_set("GOLD")
    with pytest.raises(ValueError, match="ALARM"):
        measures.read(
            '[[measures]]\ncode = "ALARM"\ntitle = "x"\nwho = "x"\nevidence = "x"\nproof_kinds = ["SEEN"]\n'
            'minimum_for = ["GOLD"]\nneeds_agreement = true\n'
        )


@pytest.mark.parametrize("kinds", ["[]", '["HEARSAY"]', '["SEEN", "RECORD"]'])
def test_a_measure_without_a_kind_of_proof_that_there_is_is_refused(kinds):
    with pytest.raises(ValueError, match="ALARM"):
        measures.read(
            f'[[measures]]\ncode = "ALARM"\ntitle = "x"\nwho = "x"\nevidence = "x"\nproof_kinds = {kinds}\n'
            'minimum_for = ["HIGH"]\nneeds_agreement = true\n'
        )


def test_what_is_not_on_the_menu_takes_any_proof():
    assert measures.proof_kinds("MARAC_REFERRAL") == ("DOCUMENT",)
    assert measures.proof_kinds("OTHER") == measures.PROOF_KINDS
