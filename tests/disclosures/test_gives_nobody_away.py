"""What is said in a disclosure gives away no home and nobody who was harmed before, and was read for that."""

import pytest

from core.errors import Refused
from disclosures import services
from disclosures.models import Step
from incidents import services as incidents
from tests.disclosures.test_disclosures import IN_PERSON

HARMLESS = "He has been violent to a partner before; she will ring the service and stay with her sister"


@pytest.fixture
def before(call, case, at):
    """An earlier report: the same suspect, and another victim at another address."""
    return call(
        at,
        address="Nightjar Lodge",
        postcode="CT17 9ZZ",
        people=[
            {"role": "victim", "given_name": "Petronella", "family_name": "Quist"},
            {"role": "suspect", "person_id": case.suspect_id},
        ],
    ).allegations.get()


@pytest.fixture(params=["made", "not made"])
def say(request, before, decided, step):
    """Return a function that records the end of a request, with these words; any keyword may be replaced."""
    if request.param == "made":
        asked, command, more = decided("DISCLOSE"), services.record_disclosure, IN_PERSON
    else:
        asked, command, more = decided("WITHHOLD"), services.record_non_disclosure, {"read_through": True}
    return lambda words, **changes: step(command, asked, 3, **(more | {"words": words} | changes))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("He hurt Petronella Quist", "names nobody"),
        ("He hurt Petronella", "names nobody"),
        ("He was arrested at Nightjar Lodge", "names no address"),
        ("He lives in CT17 9ZZ", "names no address"),
    ],
)
def test_what_gives_somebody_away_is_refused(say, words, sentence):
    with pytest.raises(Refused, match=sentence) as refusal:
        say(words)

    assert refusal.value.field == "words"


def test_what_gives_nobody_away_is_recorded_and_may_name_the_two(say, case):
    say(f"{HARMLESS}. {case.victim} was told of {case.suspect}")

    assert Step.objects.filter(words__startswith=HARMLESS).exists()


def test_nobody_has_read_it_for_nicknames(say):
    with pytest.raises(Refused, match="Read every word"):
        say(HARMLESS, read_through=False)


def test_a_refusal_tells_nothing_of_a_case_that_is_hidden_from_whoever_discloses(
    before, decided, step, safeguarding, cru, at
):
    asked = decided("DISCLOSE")
    incidents.restrict_case(case_id=before.case_id, officers=[safeguarding.pk], by=safeguarding, at=at)

    step(services.record_disclosure, asked, 3, **IN_PERSON, words="He hurt Petronella", by=cru)

    assert Step.objects.filter(kind="DISCLOSED", by=cru).exists()
