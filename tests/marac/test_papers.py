"""What the agencies read in words names nobody's home, protected or not."""

import pytest

from core.errors import Refused
from marac import services
from people import services as people

pytestmark = pytest.mark.django_db
REFUGE, POSTCODE = "Kestrel House, 9 Lark Steps", "CT17 9ZZ"


@pytest.fixture
def protected(case, safeguarding, at):
    """The victim's protected address."""
    people.record_safe_address(person_id=case.victim_id, text=REFUGE, by=safeguarding, at=at)


@pytest.fixture
def write(case, refer, request, marac_coordinator, held, action):
    """Return a function (step, words) that writes words into the papers at a step."""
    by = {"by": marac_coordinator, "at": held}

    def written(step, words):
        if step in ("judgement_reasons", "telling_note"):
            return refer(**{step: words})
        if step == "summary":
            row = request.getfixturevalue("listed")
            return services.record_outcome(referral_id=row.pk, summary=words, actions=[action], **by)
        row = request.getfixturevalue("heard")
        if step == "what":
            return services.give_action(referral_id=row.pk, **action | {"what": words}, **by)
        return services.complete_action(action_id=row.actions.get().pk, outcome=words, **by)

    return written


@pytest.mark.parametrize("step", ["judgement_reasons", "telling_note", "summary", "what", "outcome"])
@pytest.mark.parametrize("words", ["She sleeps at 9 lark steps now", f"Drive past {POSTCODE}"])
def test_a_home_in_the_papers_is_refused_and_nothing_is_kept(protected, write, step, words):
    with pytest.raises(Refused, match="name no address and no postcode") as refused:
        write(step, words)

    assert refused.value.field == step


@pytest.mark.parametrize("step", ["judgement_reasons", "telling_note", "summary", "what", "outcome"])
def test_the_same_words_without_the_place_are_kept(protected, write, step):
    assert write(step, "She sleeps at a friend's now").pk
