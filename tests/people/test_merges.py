"""Finding that records are one person, and undoing exactly that."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from core.errors import Refused
from core.models import Entry
from people import events, queries, services
from people.models import Merge, Person, Phone, Residence, SafeAddress

pytestmark = pytest.mark.django_db
PEOPLE = 6


@pytest.fixture
def merge(cru, at):
    """Return a function that merges the second record into the first."""
    return lambda keep, merged, at=at: services.merge_people(
        keep_id=keep.pk, merge_id=merged.pk, reason="Same fingerprint", by=cru, at=at
    )


@pytest.fixture
def unmerge(cru, at):
    """Return a function that undoes the merge of a record."""
    return lambda person, at=at: services.unmerge_people(person_id=person.pk, reason="Different prints", by=cru, at=at)


@pytest.fixture
def told():
    """Collect what is said after identities change."""
    before, said = list(services.AFTER_IDENTITY_CHANGE), []
    services.AFTER_IDENTITY_CHANGE[:] = [lambda person_ids, **how: said.append(set(person_ids))]
    yield said
    services.AFTER_IDENTITY_CHANGE[:] = before


@pytest.fixture
def three(person):
    """Three records."""
    return person("Asha", "Vale"), person("Asha", "Crane"), person("A", "Vale")


def identities():
    """Return {record: identity} of everybody."""
    return dict(Person.objects.values_list("pk", "identity_id"))


def test_a_merge_moves_the_identity_and_nothing_else(person, merge, safeguarding, at):
    keep = person("Asha", "Vale", phones=["07700 900123"], address="1 High Street")
    merged = person("Asha", "Crane", phones=["07700 900456"], address="2 High Street")
    services.record_safe_address(person_id=merged.pk, text="Safe house", by=safeguarding, at=at)
    before = [list(model.objects.order_by("pk").values()) for model in (Phone, Residence, SafeAddress)]

    merge(keep, merged)

    assert identities() == {keep.pk: keep.pk, merged.pk: keep.pk}
    assert [list(model.objects.order_by("pk").values()) for model in (Phone, Residence, SafeAddress)] == before


def test_a_safe_address_of_any_record_is_known_of_the_person(person, merge, safeguarding, at):
    keep, merged = person("Asha", "Vale"), person("Asha", "Crane")
    services.record_safe_address(person_id=merged.pk, text="Safe house", by=safeguarding, at=at)

    merge(keep, merged)

    assert queries.safe_address(keep, safeguarding, at) == "Safe house"


def test_a_merge_takes_along_who_was_merged_before(three, merge):
    first, second, third = three
    merge(second, third)

    moved = merge(first, second)

    assert set(identities().values()) == {first.pk}
    assert set(moved.moved) == {second.pk, third.pk}


def test_merge_and_unmerge_are_written_down_and_all_concerned_are_told(three, merge, unmerge, told):
    first, second, _ = three

    merge(first, second)
    unmerge(second)

    assert told == [{first.pk, second.pk}, {first.pk, second.pk}]
    written = Entry.objects.filter(event__in=[events.PEOPLE_MERGED, events.PEOPLE_UNMERGED]).order_by("pk")
    assert [entry.facts for entry in written] == [{"keep": str(first.pk), "merged": str(second.pk)}] * 2


def test_when_what_follows_fails_nothing_was_merged(three, merge, told):
    first, second, _ = three

    def fail(person_ids, **how):
        raise RuntimeError("flags")

    services.AFTER_IDENTITY_CHANGE.append(fail)
    before = identities()

    with pytest.raises(RuntimeError):
        merge(first, second)

    assert identities() == before
    assert Merge.objects.count() == 0


def test_one_person_cannot_be_merged_with_themselves(three, merge):
    first, second, _ = three
    merge(first, second)

    with pytest.raises(Refused, match="already known to be one person"):
        merge(second, first)


def test_a_merge_needs_a_reason(three, cru, at):
    first, second, _ = three

    with pytest.raises(Refused) as refusal:
        services.merge_people(keep_id=first.pk, merge_id=second.pk, reason="  ", by=cru, at=at)

    assert refusal.value.field == "reason"


def test_only_those_who_may_can_merge(three, officer, at):
    first, second, _ = three

    with pytest.raises(Refused, match="may not merge people"):
        services.merge_people(keep_id=first.pk, merge_id=second.pk, reason="Same", by=officer, at=at)


def test_an_earlier_merge_is_undone_while_a_later_one_stays(three, merge, unmerge):
    first, second, third = three
    merge(first, second)
    merge(first, third)

    unmerge(second)

    assert identities() == {first.pk: first.pk, second.pk: second.pk, third.pk: first.pk}


def test_a_later_merge_that_stands_in_the_way_is_named(three, merge, unmerge, at):
    first, second, third = three
    merge(first, second)
    merge(third, first, at=at + timedelta(days=1))

    with pytest.raises(Refused, match="Asha Vale was merged into A Vale on 17 November 2026"):
        unmerge(second)

    unmerge(first)
    unmerge(second)
    assert identities() == {each.pk: each.pk for each in three}


def test_what_was_never_merged_cannot_be_undone(three, unmerge):
    with pytest.raises(Refused, match="nothing to undo"):
        unmerge(three[0])


def test_a_merge_undone_can_be_made_again(three, merge, unmerge):
    first, second, _ = three
    merge(first, second)
    unmerge(second)

    merge(second, first)

    assert identities()[first.pk] == second.pk
    assert Merge.objects.filter(undone_at=None).count() == 1


def test_the_database_refuses_two_standing_merges_of_one_record(three, cru, at):
    first, second, third = three
    arguments = {"merged": first, "moved": [first.pk], "reason": "Same", "at": at, "by_id": cru.pk}
    Merge.objects.create(keep=second, **arguments)

    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(keep=third, **arguments)


def test_each_change_of_identity_is_in_the_history_of_its_record(three, merge, unmerge):
    first, second, _ = three
    merge(first, second)
    unmerge(second)

    assert list(second.history.order_by("history_id").values_list("identity_id", flat=True)) == [
        second.pk,
        first.pk,
        second.pk,
    ]


moves = some.lists(
    some.tuples(some.sampled_from(["merge", "unmerge"]), some.integers(0, PEOPLE - 1), some.integers(0, PEOPLE - 1)),
    max_size=14,
)


@pytest.fixture
def mine(person):
    """The identifiers of a few records."""
    return [person("Person", str(number)).pk for number in range(PEOPLE)]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_any_row_of_merges_can_be_undone_to_the_very_state_before(mine, cru, at, moves):
    with transaction.atomic():
        start = {each: each for each in mine}
        seen = []

        for number, (move, one, other) in enumerate(moves):
            before, then = state(mine), at + timedelta(minutes=number)
            with suppress(Refused):
                if move == "merge":
                    made = services.merge_people(
                        keep_id=mine[one], merge_id=mine[other], reason="Same", by=cru, at=then
                    )
                    seen.append((made.merged_id, before))
                    services.unmerge_people(person_id=made.merged_id, reason="Not", by=cru, at=then)
                    assert state(mine) == before
                    services.merge_people(keep_id=mine[one], merge_id=mine[other], reason="Same", by=cru, at=then)
                else:
                    services.unmerge_people(person_id=mine[one], reason="Not", by=cru, at=then)
            assert all(start[head] == state(mine)[head] for head in set(state(mine).values()))

        undo_all(mine, cru, at)
        assert state(mine) == start
        transaction.set_rollback(True)


def state(person_ids):
    """Return {record: identity} of these records."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "identity_id"))


def undo_all(person_ids, by, at):
    """Undo what stands, whichever comes free, until nothing does."""
    for _ in person_ids:
        for standing in Merge.objects.filter(undone_at=None, merged__in=person_ids):
            with suppress(Refused):
                services.unmerge_people(person_id=standing.merged_id, reason="Not", by=by, at=at)
