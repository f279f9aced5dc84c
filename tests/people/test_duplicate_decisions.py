"""Deciding whether two records are one person: with a reason, taken back, and never by themselves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import Access, Entry
from people import services
from people.models import Merge, PossibleDuplicate, SafeAddress
from tests.people.conftest import owed, waiting

pytestmark = pytest.mark.django_db


def test_same_person_merges_with_the_reason_and_meets_the_duty(pair, cru, at, same):
    merge = same(pair)

    pair.refresh_from_db()
    assert (merge.keep_id, merge.merged_id, merge.reason) == (pair.one_id, pair.other_id, "Same fingerprint")
    assert (pair.state, pair.merge, pair.decided_by_id) == ("SAME", merge, cru.pk)
    assert owed() == []
    assert waiting(cru, at) == []


def test_the_officer_chooses_the_record_by_which_the_person_is_known(pair, cru, at):
    merge = services.decide_same(duplicate_id=pair.pk, keep="other", reason="Same", by=cru, at=at)

    assert merge.keep_id == pair.other_id


def test_not_the_same_is_not_offered_again(pair, cru, at, different):
    different(pair)

    services.look_for_duplicates([pair.one_id, pair.other_id], by=cru, at=at)

    pair.refresh_from_db()
    assert (pair.state, pair.reason) == ("DIFFERENT", "Different prints")
    assert owed() == []
    assert waiting(cru, at) == []


def test_not_the_same_is_offered_again_once_its_facts_have_changed(pair, cru, at, different, days):
    different(pair)
    services.add_residence(pair.one, "1 High Street")

    services.look_for_duplicates([pair.one_id], by=cru, at=days(30))

    pair.refresh_from_db()
    assert (pair.state, pair.found_at) == ("WAITING", days(30))
    assert len(owed()) == 1


def test_a_decision_is_taken_back_and_owed_again(pair, cru, at, different, days):
    different(pair)

    services.reopen_duplicate(duplicate_id=pair.pk, reason="Wrong prints", by=cru, at=days(200))

    pair.refresh_from_db()
    assert (pair.state, pair.undone_reason) == ("WAITING", "Wrong prints")
    assert len(owed()) == 1


def test_a_merge_is_taken_back_with_its_decision(pair, cru, at, same, days):
    same(pair)

    services.reopen_duplicate(duplicate_id=pair.pk, reason="Wrong prints", by=cru, at=days(200))

    pair.refresh_from_db()
    assert pair.state == "WAITING"
    assert pair.other.identity_id == pair.other_id
    assert Merge.objects.get().undone_reason == "Wrong prints"


def test_a_merge_made_elsewhere_decides_its_pair_and_unmerging_lets_it_wait_again(pair, cru, at):
    services.merge_people(keep_id=pair.one_id, merge_id=pair.other_id, reason="Same", by=cru, at=at)
    pair.refresh_from_db()
    decided = pair.state

    services.unmerge_people(person_id=pair.other_id, reason="Not", by=cru, at=at)

    pair.refresh_from_db()
    assert (decided, pair.state) == ("SAME", "WAITING")


def test_a_third_record_asks_one_question_and_one_answer_is_enough(pair, person, cru, at, same, different):
    person("Catherine", "Orchard", born_on="1984-03-07")
    same(pair)
    assert len(waiting(cru, at)) == 1
    left = PossibleDuplicate.objects.filter(state="WAITING").order_by("pk")

    different(left[0])

    assert set(PossibleDuplicate.objects.exclude(pk=pair.pk).values_list("state", flat=True)) == {"DIFFERENT"}
    assert waiting(cru, at) == []
    assert owed() == []


def test_a_decision_needs_a_reason(pair, cru, at):
    for decide, more in ((services.decide_same, {"keep": "one"}), (services.decide_different, {})):
        with pytest.raises(Refused) as refusal:
            decide(duplicate_id=pair.pk, reason=" ", by=cru, at=at, **more)
        assert refusal.value.field == "reason"


def test_a_pair_is_decided_once(pair, same, different):
    different(pair)

    with pytest.raises(Refused, match="has decided this pair already"):
        same(pair)


def test_only_those_who_may_merge_decide(pair, same, officer):
    with pytest.raises(Refused, match="may not merge people"):
        same(pair, by=officer)


def test_victim_and_suspect_of_one_case_cannot_be_merged(case, cru, at):
    with pytest.raises(Refused, match="victim and suspect of one case"):
        services.merge_people(keep_id=case.victim_id, merge_id=case.suspect_id, reason="Same", by=cru, at=at)


def test_nor_can_another_record_of_the_suspect_be_merged_with_the_victim(case, person, cru, at):
    record = person("Dorian", "Crane")
    services.merge_people(keep_id=case.suspect_id, merge_id=record.pk, reason="Same", by=cru, at=at)

    with pytest.raises(Refused, match="victim and suspect of one case"):
        services.merge_people(keep_id=case.victim_id, merge_id=record.pk, reason="Same", by=cru, at=at)


def test_two_victims_of_one_suspect_may_be_one_person(case, call, cru, at):
    call(at, people=[{"role": "victim", "given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05"},
                     {"role": "suspect", "person_id": case.suspect_id}])  # fmt: skip
    pair = PossibleDuplicate.objects.get()

    services.decide_same(duplicate_id=pair.pk, keep="one", reason="Same", by=cru, at=at)

    assert pair.one_id == case.victim_id


def test_a_protected_address_stays_with_the_record_it_was_given_for(pair, safeguarding, at, same):
    services.record_safe_address(person_id=pair.other_id, text="Safe house", by=safeguarding, at=at)
    before = list(SafeAddress.objects.values())

    same(pair)

    assert list(SafeAddress.objects.values()) == before


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "SAME"},
        {"state": "DIFFERENT", "reason": "", "decided_at": "2026-11-16T10:00Z"},
        {"reason": "Why not"},
    ],
)
def test_the_database_refuses_half_a_decision(pair, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        PossibleDuplicate.objects.filter(pk=pair.pk).update(**broken)


def test_the_pages_lead_from_the_queue_to_a_decision_and_back(pair, client_for, cru):
    browser = client_for(cru)
    queue = browser.get(reverse("duplicates")).content.decode()
    page = browser.get(reverse("duplicate", args=[pair.pk])).content.decode()

    assert "Catherine Orchard, born 7 Mar 1984" in queue and reverse("duplicate", args=[pair.pk]) in queue
    assert "Same phone number" in page and "First record" in page
    assert Access.objects.filter(what="person").count() == 2
    decided = browser.post(
        reverse("duplicate_same", args=[pair.pk]), {"keep": "one", "reason": "Same fingerprint"}, follow=True
    )
    assert "Decided last" in decided.content.decode()
    undone = browser.post(reverse("duplicate_undo", args=[pair.pk]), {"reason": "Wrong prints"}, follow=True)
    assert "An earlier decision was taken back: Wrong prints" in undone.content.decode()
    browser.post(reverse("duplicate_different", args=[pair.pk]), {"reason": "Different prints"})
    pair.refresh_from_db()
    assert pair.state == "DIFFERENT"


def test_a_decision_without_a_reason_keeps_what_was_chosen(pair, client_for, cru):
    answer = client_for(cru).post(reverse("duplicate_same", args=[pair.pk]), {"keep": "other", "reason": ""})

    assert answer.status_code == 422
    assert 'value="other"' in answer.content.decode() and "checked" in answer.content.decode()


def test_the_journal_names_no_name(pair, same):
    same(pair)

    for entry in Entry.objects.filter(subject_id=pair.pk):
        assert "Orchard" not in str(entry.facts)
        assert entry.recorded_at - entry.occurred_at == timedelta(0)
