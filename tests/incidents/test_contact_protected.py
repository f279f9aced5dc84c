"""Where a victim lives whose address is protected is not written among the ways in which she is reached."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import rebuilding
from core.errors import Refused
from core.models import Duty
from incidents import queries, services
from incidents.services import cases as closing
from people import services as people
from people.models import Residence

REFUGE, HOME = "Nightjar Lodge, 9 Mill Lane", "14 Harbour Row, Dover"


@pytest.fixture
def hidden(case, safeguarding, at):
    """A victim with an earlier home on record, and a protected address."""
    Residence.objects.create(person=case.victim, address=people.place(HOME, "CT16 1AA"), from_on=at.date())
    people.record_safe_address(person_id=case.victim_id, text=REFUGE, by=safeguarding, at=at)


@pytest.fixture
def told(case, officer, at):
    """Return a function that records what she said; any keyword may be replaced."""

    def record(**changes):
        arguments = {"channels": {"PHONE": "07700 900123"}, "when_safe": "Mornings", "never": "A message"}
        return services.record_safe_contact(case_id=case.pk, by=officer, at=at, **(arguments | changes))

    return record


def refusal(told, **changes):
    """Return the sentence and the input of a refusal."""
    with pytest.raises(Refused) as refused:
        told(**changes)
    return str(refused.value), refused.value.field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"channels": {"LETTER": "To her at Nightjar Lodge"}}, "letter"),
        ({"channels": {"IN_PERSON": "At 9 Mill Lane, by the back door"}}, "in_person"),
        ({"channels": {"THROUGH": "The warden of Nightjar Lodge"}}, "through"),
        ({"when_safe": "Mornings, at Nightjar Lodge"}, "when_safe"),
        ({"never": "Never ask for her at Nightjar Lodge"}, "never"),
        ({"who_may_answer": "The desk of Nightjar Lodge"}, "who_may_answer"),
    ],
)
def test_a_protected_address_is_refused_wherever_it_is_written(hidden, told, changes, field):
    sentence, at_input = refusal(told, **changes)

    assert at_input == field
    assert "protected" in sentence


def test_an_earlier_home_and_a_postcode_get_the_same_answer_as_the_protected_one(hidden, told):
    sentences = {
        refusal(told, channels={"LETTER": to})[0]
        for to in ("Nightjar Lodge, 9 Mill Lane", "14 Harbour Row", "Her mother, CT17 9ZZ")
    }

    assert len(sentences) == 1


def test_words_that_name_no_home_are_taken(hidden, told, case, at):
    told(channels={"LETTER": "Care of her solicitor", "IN_PERSON": "At her work, by the side door"})

    assert len(queries.reach(case.victim, at).channels) == 2


def test_of_a_victim_whose_address_is_not_protected_a_letter_has_its_postcode(told, case, at):
    told(channels={"LETTER": "Her mother, 3 Long Lane, CT17 9ZZ"})

    assert len(queries.reach(case.victim, at).channels) == 1


def test_a_way_that_names_a_place_protected_since_is_shown_to_nobody_and_another_is_asked_for(
    told, case, safeguarding, officer, client_for, at
):
    told(channels={"PHONE": "07700 900123", "LETTER": "To her at Nightjar Lodge"})

    people.record_safe_address(person_id=case.victim_id, text=REFUGE, by=safeguarding, at=at)

    page = client_for(officer).get(reverse("contact", args=[case.pk])).content.decode()
    assert "Nightjar" not in page
    assert "Do not use: It names a place that is protected" in page
    assert queries.reach(case.victim, at).safe_kinds() == {"PHONE"}
    assert Duty.objects.filter(case_id=case.pk, code="REPLACE_UNSAFE_CONTACT", ended_at=None).exists()


def test_another_protected_place_leaves_the_ways_as_they_are(told, case, safeguarding, at):
    told(channels={"LETTER": "To her at Nightjar Lodge"})

    people.record_safe_address(person_id=case.victim_id, text="Heron House, 2 Elm Walk", by=safeguarding, at=at)

    assert queries.reach(case.victim, at).safe_kinds() == {"LETTER"}
    assert not Duty.objects.filter(case_id=case.pk, code="REPLACE_UNSAFE_CONTACT").exists()


def must_replace(case):
    """Say whether another way of contact is owed in a case, now and by the journal."""
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}
    return Duty.objects.filter(case_id=case.pk, code="REPLACE_UNSAFE_CONTACT", ended_at=None).exists()


@pytest.mark.parametrize("field", ["when_safe", "never", "who_may_answer"])
def test_words_that_name_a_place_protected_since_are_shown_to_nobody_and_asked_for_again(
    told, case, safeguarding, officer, client_for, at, field
):
    told(**{field: "Ask at Nightjar Lodge"})

    people.record_safe_address(person_id=case.victim_id, text=REFUGE, by=safeguarding, at=at)

    browser = client_for(officer)
    doors = ("case", "contact", "contact_record", "safe_contact_record", "safe_contact_confirm")
    pages = {name: browser.get(reverse(name, args=[case.pk])).content.decode() for name in doors}
    assert [name for name, page in pages.items() if "Nightjar" in page] == []
    assert "It names a place that is protected" in pages["contact"]
    assert reverse("safe_contact_confirm", args=[case.pk]) not in pages["contact"]
    assert queries.reach(case.victim, at).safe_kinds() == {"PHONE"}, "the way itself holds"
    assert must_replace(case)
    with pytest.raises(Refused, match="What is said beside these ways names a place that is protected"):
        services.confirm_safe_contact(case_id=case.pk, seen=1, by=officer, at=at)


def test_a_protected_address_that_a_merge_brings_asks_for_another_way_in_the_same_transaction(
    told, case, safeguarding, cru, at
):
    told(channels={"PHONE": "07700 900123", "LETTER": "To her at Nightjar Lodge"})
    other = people.register(given_name="Asha", family_name="Vale", by=cru, at=at)
    people.record_safe_address(person_id=other.pk, text=REFUGE, by=safeguarding, at=at)
    assert not must_replace(case)

    people.merge_people(keep_id=case.victim_id, merge_id=other.pk, reason="The same woman", by=cru, at=at)

    assert queries.reach(case.victim, at).safe_kinds() == {"PHONE"}
    assert must_replace(case)


@pytest.mark.parametrize("protected", ["before it was closed", "while it was closed"])
def test_in_a_case_that_is_opened_again_another_way_is_asked_for(
    told, case, safeguarding, everybody, monkeypatch, at, protected
):
    monkeypatch.setattr(closing, "READY_TO_CLOSE", [])
    told(channels={"PHONE": "07700 900123", "LETTER": "To her at Nightjar Lodge"})
    protect = {"person_id": case.victim_id, "text": REFUGE, "by": safeguarding, "at": at}
    if protected == "before it was closed":
        people.record_safe_address(**protect)
    services.close_case(case_id=case.pk, reason="She moved", by=everybody["sergeant"], at=at + timedelta(minutes=1))
    if protected == "while it was closed":
        people.record_safe_address(**protect | {"at": at + timedelta(minutes=2)})
    assert not must_replace(case), "nobody answers for a closed case"

    services.reopen_case(case_id=case.pk, reason="He is back", by=everybody["sergeant"], at=at + timedelta(days=1))

    assert must_replace(case)
