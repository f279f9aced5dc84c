"""Police ranks in order, and which may authorise what. The days and figures of bail are in law.bail."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from law import sources

RANKS: tuple[str, ...] = (
    "CONSTABLE",
    "SERGEANT",
    "INSPECTOR",
    "CHIEF_INSPECTOR",
    "SUPERINTENDENT",
    "CHIEF_SUPERINTENDENT",
    "ASSISTANT_CHIEF_CONSTABLE",
    "DEPUTY_CHIEF_CONSTABLE",
    "CHIEF_CONSTABLE",
)
"""From the lowest to the highest."""


@dataclass(frozen=True)
class Authority:
    """The lowest rank that may authorise an act, with the source of the rule and how sure we are of it."""

    act: str
    what: str
    rank: str
    source: str
    confidence: str


def _authorities(*rows: Authority) -> Mapping[str, Authority]:
    return MappingProxyType({row.act: row for row in rows})


MAY_AUTHORISE: Mapping[str, Authority] = _authorities(
    Authority(
        "BAIL_FIRST_PERIOD", "first period of pre-charge bail, as custody officer", "SERGEANT", sources.BAIL_2022, "G"
    ),
    Authority("BAIL_TO_6_MONTHS", "pre-charge bail to six months", "INSPECTOR", sources.BAIL_2022, "G"),
    Authority("BAIL_TO_9_MONTHS", "pre-charge bail to nine months", "SUPERINTENDENT", sources.BAIL_2022, "G"),
    Authority(
        "BAIL_TO_12_MONTHS",
        "pre-charge bail to twelve months in a case designated as exceptionally complex",
        "ASSISTANT_CHIEF_CONSTABLE",
        sources.BAIL_2022,
        "G",
    ),
    Authority("DVPN", "domestic violence protection notice", "SUPERINTENDENT", sources.CRIME_AND_SECURITY_2010, "V"),
    Authority("DAPN", "domestic abuse protection notice", "INSPECTOR", sources.DOMESTIC_ABUSE_ACT, "G"),
    Authority(
        "FIREARMS_REVIEW",
        "response to a call at the address of a firearms certificate",
        "INSPECTOR",
        sources.HMIC_KENT_2014,
        "S",
    ),
    Authority(
        "ASSESSMENT_SIGN_OFF",
        "sign-off of a risk assessment by another officer",
        "SERGEANT",
        sources.HMIC_KENT_2014 + ", recommendation 5",
        "S",
    ),
)
"""Act to the lowest rank that may authorise it."""


def at_least(rank: str, lowest: str) -> bool:
    """Whether a rank is the lowest one or above. Raises ValueError for a rank that is not in RANKS."""
    for named in (rank, lowest):
        if named not in RANKS:
            raise ValueError(f"There is no rank {named}.")
    return RANKS.index(rank) >= RANKS.index(lowest)


def said_at_least(said: str, lowest: str) -> bool:
    """Whether a rank as it is written beside a name ("detective chief inspector") is the lowest one or above.

    False for one that names no police rank.
    """
    words = said.strip().upper().replace(" ", "_")
    named = [rank for rank in RANKS if words.endswith(rank)]
    return bool(named) and at_least(max(named, key=len), lowest)


def may_authorise(rank: str, act: str) -> bool:
    """Whether a rank may authorise an act of MAY_AUTHORISE. Raises KeyError for an act that is not there."""
    return at_least(rank, MAY_AUTHORISE[act].rank)
