"""Records that may be one person: found, put in order, decided by somebody, and never merged by themselves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Absent, Refused
from core.models import Access, Duty, Entry
from people import queries, services
from people.models import Merge, PossibleDuplicate, SafeAddress
from people.queries import duplicates

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(person, cru):
    """Somebody recorded twice, and the pair that this put into the queue."""
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"])
    person("Cathy", "Orchard", born_on="1984-03-07", phones=["07700 900123"])
    return PossibleDuplicate.objects.get()


@pytest.fixture
def same(cru, at):
    """Return a function that finds a pair to be one person."""
    return lambda pair, by=cru, at=at: services.decide_same(
        duplicate_id=pair.pk, keep="one", reason="Same fingerprint", by=by, at=at
    )


@pytest.fixture
def different(cru, at):
    """Return a function that finds a pair to be two people."""
    return lambda pair, by=cru, at=at: services.decide_different(
        duplicate_id=pair.pk, reason="Different prints", by=by, at=at
    )


def owed(code="REVIEW_DUPLICATE"):
    """Return the open duties of a rule."""
    return list(Duty.objects.filter(code=code, ended_at=None))


def waiting(reader, at):
    """Return the names of the pairs in the queue, in order."""
    return [str(pair) for pair in queries.waiting_duplicates(reader, at)[0]]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ({"given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05"}, "Same name"),
        ({"given_name": "Ascha", "family_name": "Vale", "born_on": "1990-04-05"}, "Name spelt alike: Asha / Ascha"),
        ({"given_name": "Vale", "family_name": "Asha", "born_on": "1990-04-05"}, "Names the other way round"),
        (
            {"given_name": "Asha", "family_name": "Vale", "born_on": "1990-05-04"},
            "Day and month of birth the other way round",
        ),
        (
            {"given_name": "Asha", "family_name": "Crane", "born_on": "1990-04-05", "phones": ["07700 900123"]},
            "Same phone number",
        ),
    ],
)
def test_a_second_record_of_somebody_is_put_into_the_queue_with_its_reasons(person, second, why):
    first = person("Asha", "Vale", born_on="1990-04-05", phones=["07700 900123"])

    again = person(**second)

    pair = PossibleDuplicate.objects.get()
    assert (pair.one, pair.other, pair.state) == (first, again, "WAITING")
    assert why in pair.why
    assert 0.5 <= pair.score <= 1
    assert Merge.objects.count() == 0


@pytest.mark.parametrize(
    "second",
    [
        {"given_name": "Robin", "family_name": "Vale", "born_on": "1990-04-05"},
        {"given_name": "Robin", "family_name": "Vale", "phones": ["07700 900123"], "address": "1 High Street"},
        {
            "given_name": "Asha",
            "family_name": "Vale",
            "born_on": "1962-11-19",
            "phones": ["07700 900123"],
            "address": "1 High Street",
        },
        {"given_name": "Asha", "family_name": "Birch", "born_on": "1990-08-25"},
    ],
    ids=["a twin", "somebody of the household", "a mother of the same name", "a namesake"],
)
def test_those_who_only_share_a_household_or_a_name_are_not_offered(person, second):
    person("Asha", "Vale", born_on="1990-04-05", phones=["07700 900123"], address="1 High Street")

    person(**second)

    assert PossibleDuplicate.objects.count() == 0


def test_people_who_are_recorded_as_related_are_two(person, cru, at):
    first = person("Asha", "Vale", born_on="1990-04-05")
    second = person("Asha", "Vale", born_on="1990-04-05", look=False)
    services.link(kind="sibling", of=first, to=second)

    services.look_for_duplicates([second.pk], by=cru, at=at)

    assert PossibleDuplicate.objects.count() == 0


def test_one_who_is_not_identified_is_nobodys_duplicate(person):
    person("Asha", "Vale", born_on="1990-04-05")

    person("Asha", "Vale", born_on="1990-04-05", unknown=True)

    assert PossibleDuplicate.objects.count() == 0


def test_looking_twice_finds_the_pair_once(pair, cru, at):
    services.look_for_duplicates([pair.one_id, pair.other_id], by=cru, at=at)

    assert PossibleDuplicate.objects.count() == 1
    assert len(owed()) == 1


def test_victim_and_suspect_of_one_report_are_not_offered(call, at):
    people = [
        {"role": role, "given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05", "phone": "07700 900123"}
        for role in ("victim", "suspect")
    ]

    call(at, people=people)

    assert PossibleDuplicate.objects.count() == 0


def test_a_pair_found_in_a_call_is_owed_by_the_cru_within_two_working_days_of_its_case(case, call, cru, at):
    call(at)

    first = PossibleDuplicate.objects.order_by("pk").first()
    duty = Duty.objects.get(code="REVIEW_DUPLICATE", subject_id=first.pk)
    assert (duty.owner_id, duty.role) == (cru.pk, "CRU")
    assert duty.case_id == first.case_id == case.pk
    assert (duty.due_at - at).days == 2


def test_an_open_high_risk_case_comes_first_then_the_likelier_pair(case, person, cru, at):
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"], address="2 High Street")
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"], address="2 High Street")
    person("Robin", "Birch", born_on="1971-02-03")
    person("Robin", "Birch", born_on="1971-02-03")
    person("Ascha", "Vale", born_on="1990-04-05")
    case.risk_level = "HIGH"
    case.save()

    assert waiting(cru, at) == [
        "Asha Vale and Ascha Vale",
        "Catherine Orchard and Catherine Orchard",
        "Robin Birch and Robin Birch",
    ]


def test_a_case_that_the_reader_may_not_know_of_moves_nothing_up(case, person, cru, safeguarding, call, at):
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"])
    person("Catherine", "Orchard", born_on="1984-03-07", phones=["07700 900123"])
    person("Ascha", "Vale", born_on="1990-04-05")
    call(at, people=[{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "unknown": True}])
    case.risk_level = "HIGH"
    case.save()
    shown = {"safeguarding": safeguarding, "cru": cru}

    services_incidents_restrict(case, safeguarding, at)

    graves = {
        name: [getattr(pair, "grave", 0) for pair in queries.waiting_duplicates(reader, at)[0]]
        for name, reader in shown.items()
    }
    assert graves["safeguarding"][0] == 4
    assert 4 not in graves["cru"]


def services_incidents_restrict(case, by, at):
    """Restrict a case to the officer who does it."""
    from incidents import services as incidents

    incidents.restrict_case(case_id=case.pk, officers=[], by=by, at=at)


@pytest.mark.parametrize("side", ["one", "other"])
def test_a_pair_with_somebody_hidden_is_not_there(pair, side, cru, at, hide, same, client_for):
    hide(getattr(pair, side))

    assert waiting(cru, at) == []
    assert client_for(cru).get(reverse("duplicate", args=[pair.pk])).status_code == 404
    with pytest.raises(Absent):
        same(pair)


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


def test_a_search_of_many_people_is_one_piece_of_work_with_an_owner(person, force, cru, at, same, different, days):
    people = [person(name, "Orchard", born_on=born, look=False) for name, born in (
        ("Catherine", "1984-03-07"), ("Catherine", "1984-03-07"), ("Robin", "1971-02-03"), ("Robin", "1971-02-03")
    )]  # fmt: skip

    search = services.search_duplicates([each.pk for each in people], force_id=force.pk, at=at)

    (duty,) = owed("REVIEW_DUPLICATES_SEARCHED")
    assert (search.found, duty.owner_id, duty.subject_id, owed()) == (2, cru.pk, search.pk, [])
    first, second = PossibleDuplicate.objects.order_by("pk")
    same(first)
    assert len(owed("REVIEW_DUPLICATES_SEARCHED")) == 1
    different(second)
    assert owed("REVIEW_DUPLICATES_SEARCHED") == []


def test_of_a_search_what_concerns_an_open_case_has_its_own_owner(case, person, force, cru, at):
    again = person("Asha", "Vale", born_on="1990-04-05", look=False)

    services.search_duplicates([again.pk], force_id=force.pk, at=at)

    (duty,) = owed()
    assert (duty.case_id, duty.owner_id) == (case.pk, cru.pk)


def test_a_pair_that_an_import_found_gets_its_own_owner_with_the_first_call(person, force, call, cru, at):
    people = [person("Asha", "Vale", born_on="1990-04-05", look=False) for _ in range(2)]
    services.search_duplicates([each.pk for each in people], force_id=force.pk, at=at)
    assert owed() == []

    call(at, people=[{"role": "victim", "person_id": people[0].pk}, {"role": "suspect", "unknown": True}])

    assert [duty.subject_id for duty in owed()] == [PossibleDuplicate.objects.get().pk]


def test_a_search_in_a_force_without_anybody_still_fills_the_queue(person, at):
    from accounts import services as accounts

    empty = accounts.found_force(code="new", name="New force", units={})
    people = [person("Asha", "Vale", born_on="1990-04-05", look=False) for _ in range(2)]

    services.search_duplicates([each.pk for each in people], force_id=empty.pk, at=at)

    assert PossibleDuplicate.objects.count() == 1


def test_the_restricted_case_of_a_pair_is_owed_by_somebody_who_may_open_it(case, person, call, safeguarding, cru, at):
    call(at, people=[{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "unknown": True}])
    services_incidents_restrict(case, safeguarding, at)
    case.refresh_from_db()
    case.risk_level = "HIGH"
    case.save()

    person("Asha", "Vale", born_on="1990-04-05")

    assert [duty.owner_id for duty in owed()] == [safeguarding.pk]


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


def test_the_database_refuses_a_pair_the_wrong_way_round(pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        PossibleDuplicate.objects.create(
            one=pair.other, other=pair.one, score=1, why=[], facts="", found_at=pair.found_at
        )


def test_the_queue_costs_the_same_however_long_it_is(person, cru, at):
    costs = []
    for name in ("Catherine", "Robin", "Asha"):
        person(name, "Orchard", born_on="1984-03-07")
        person(name, "Orchard", born_on="1984-03-07")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.waiting_duplicates(cru, at)
        costs.append(len(asked))

    assert len(set(costs[1:])) == 1


def test_a_long_queue_is_cut_and_says_so(pair, person, cru, at, monkeypatch):
    person("Robin", "Birch", born_on="1971-02-03")
    person("Robin", "Birch", born_on="1971-02-03")
    assert queries.waiting_duplicates(cru, at)[1] is False
    monkeypatch.setattr(duplicates, "SHOWN", 1)

    shown, more = queries.waiting_duplicates(cru, at)

    assert (len(shown), more) == (1, True)


def test_the_pages_lead_from_the_queue_to_a_decision_and_back(pair, client_for, cru):
    browser = client_for(cru)
    queue = browser.get(reverse("duplicates")).content.decode()
    page = browser.get(reverse("duplicate", args=[pair.pk])).content.decode()

    assert "Catherine Orchard, born 1984-03-07" in queue and reverse("duplicate", args=[pair.pk]) in queue
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


def test_an_empty_queue_says_so(client_for, cru):
    assert "No pair waits" in client_for(cru).get(reverse("duplicates")).content.decode()


def test_the_journal_names_no_name(pair, same):
    same(pair)

    for entry in Entry.objects.filter(subject_id=pair.pk):
        assert "Orchard" not in str(entry.facts)
        assert entry.recorded_at - entry.occurred_at == timedelta(0)
