"""MARAC criteria and the rank of a matter, by tables of examples."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.referral import CRITERIA, matched
from law.severity import rank

ON = "2026-11-23"


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"judgement": True}, ["PROFESSIONAL_JUDGEMENT"]),
        ({"judgement": None}, []),
        ({"instrument": "DASH_SAFELIVES", "yes_count": 13}, []),
        ({"instrument": "DASH_SAFELIVES", "yes_count": 14}, ["VISIBLE_HIGH_RISK"]),
        ({"instrument": "DASH_2009_POLICE", "yes_count": 15}, ["VISIBLE_HIGH_RISK"]),
        ({"instrument": "FREQUENCY", "yes_count": 18}, []),
        ({"yes_count": 20}, []),
        ({"events_12_months": 2}, []),
        ({"events_12_months": 3}, ["POTENTIAL_ESCALATION"]),
        ({"events_12_months": 4}, ["POTENTIAL_ESCALATION"]),
        ({"on": ON, "last_referral_on": "2025-11-22"}, []),
        ({"on": ON, "last_referral_on": "2025-11-23"}, ["REPEAT"]),
        ({"on": ON, "last_referral_on": "2025-11-24"}, ["REPEAT"]),
        ({"on": date(2026, 11, 23), "last_referral_on": date(2026, 11, 23)}, ["REPEAT"]),
        ({"on": ON, "last_referral_on": "2026-11-24"}, []),
        ({"on": "2028-02-29", "last_referral_on": "2027-02-28"}, ["REPEAT"]),
        ({"months_since_last_referral": 12}, ["REPEAT"]),
        ({"months_since_last_referral": 13}, []),
        ({"months_since_last_referral": None}, []),
        ({"on": "2012-06-15", "events_12_months": 3}, ["POTENTIAL_ESCALATION"]),
        (
            {
                "judgement": True,
                "instrument": "DASH_SAFELIVES",
                "yes_count": 20,
                "events_12_months": 9,
                "on": ON,
                "last_referral_on": "2026-06-01",
            },
            ["PROFESSIONAL_JUDGEMENT", "VISIBLE_HIGH_RISK", "POTENTIAL_ESCALATION", "REPEAT"],
        ),
    ],
)
def test_every_criterion_that_is_met_is_named(facts, codes):
    assert [criterion.code for criterion in matched(facts)] == codes


def test_every_criterion_has_words_and_a_source():
    assert all(criterion.text and criterion.source for criterion in CRITERIA)


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        ({"strangulation": True}, 6),
        ({"sexual_assault": True}, 6),
        ({"weapon": "knife"}, 6),
        ({"weapon": True}, 6),
        ({"injury": True}, 5),
        ({"injury": "bruise"}, 5),
        ({"threat_to_kill": True}, 5),
        ({"violence": "used"}, 4),
        ({"violence": "used_and_threatened"}, 4),
        ({"violence": "threatened"}, 3),
        ({"breach_of": "police bail"}, 2),
        ({"stalking": True}, 2),
        ({"harassment": True}, 2),
        ({"damage": True}, 2),
        ({"intrusion": True}, 2),
        ({"offence": "burglary"}, 2),
        ({"offence": "theft from the person"}, 2),
        ({"offence": "Arson"}, 2),
        ({"offence": ["fraud", "criminal damage"]}, 2),
        ({"violence": "none"}, 1),
        ({}, None),
        ({"violence": "not_stated"}, None),
        ({"weapon": "none"}, None),
        ({"injury": False}, None),
        ({"weapon": "unknown"}, None),
        ({"offence": "assault"}, None),
        ({"offence": None}, None),
        ({"stalking": "no"}, None),
        ({"violence": "none", "damage": True}, 2),
        ({"violence": "used", "injury": True}, 5),
        ({"violence": "used", "weapon": "knife", "injury": True}, 6),
        ({"violence": "threatened", "stalking": True}, 3),
        ({"violence": "none", "weapon": False}, 1),
        ({"children_in_home": True}, None),
    ],
)
def test_a_matter_ranks_by_the_worst_that_is_known_of_it(facts, number):
    assert rank(facts) == number


FACTS = st.dictionaries(
    st.sampled_from(
        ["strangulation", "weapon", "injury", "threat_to_kill", "violence", "stalking", "damage", "offence"]
    ),
    st.sampled_from([True, False, None, "used", "threatened", "none", "knife", "theft", "unknown"]),
)


@given(FACTS, FACTS)
def test_knowing_more_never_lowers_the_rank(facts, more):
    together = {**more, **facts}
    assert (rank(together) or 0) >= (rank(facts) or 0)
