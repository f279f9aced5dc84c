"""Two who accuse each other, one in each of two forces of this house: either side may weigh both, and sign."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import services as accounts
from accounts.permissions import Role
from core.errors import Absent, Refused
from core.models import Duty
from core.rebuilding import rebuild
from incidents import queries, services
from incidents.models import Case, CounterAllegation

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(at):
    """The people of another force of this house: {name: officer}."""
    force = accounts.found_force(code="essex", name="Essex (demonstration)", units={"ward-9": "Ward 9"})
    found = {}
    for name, role in {"receiver": Role.NEIGHBOURHOOD, "their_sergeant": Role.SERGEANT}.items():
        found[name] = accounts.enrol(username=name, first_name=name.title(), last_name="Example", rank="inspector")
        accounts.post(officer=found[name], role=role, unit=force.units.get(), from_at=at - timedelta(days=900))
    return found


@pytest.fixture
def two(case, call, theirs, officer, at):
    """Her case, which another force has now, and his accusation, told here the day after."""
    offer = services.offer_case(case_id=case.pk, to_id=theirs["receiver"].pk, must_know="She moved", by=officer, at=at)
    services.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=at)
    back = [{"role": "victim", "person_id": case.suspect_id}, {"role": "suspect", "person_id": case.victim_id}]
    call(at + timedelta(days=1), people=back)
    return Case.objects.get(pk=case.pk), Case.objects.get(countered_by=case)


def owners(code):
    """Return {case: who owes the open duty of a code in it}."""
    return dict(Duty.objects.filter(code=code, ended_at=None).values_list("case_id", "owner_id"))


def test_each_force_owes_its_own_half_and_each_owner_finds_it_on_their_list(two, theirs, operator, client_for):
    hers, his = two

    assert hers.force_id != his.force_id
    assert owners("SIGN_AGGRESSOR") == {hers.pk: theirs["receiver"].pk, his.pk: operator.pk}
    for owner in (theirs["receiver"], operator):
        assert "Two people accuse each other" in client_for(owner).get(reverse("work")).content.decode()
    assert not any(rebuild(apply_changes=False).values())


def test_either_side_reads_both_accusations_and_only_its_own_case(two, theirs, operator, client_for):
    hers, his = two
    page = reverse("counter", args=[CounterAllegation.objects.get().pk])

    for reader, own, other in ((theirs["receiver"], hers, his), (operator, his, hers)):
        text = client_for(reader).get(page).content.decode()
        assert "Asha Vale accuses Dorian Crane" in text and "Dorian Crane accuses Asha Vale" in text
        assert reverse("case", args=[own.pk]) in text and reverse("case", args=[other.pk]) not in text
        assert "another force has this case" in text
        there = other.force.name
        assert there not in text, "where the other one is now is told to nobody"


@pytest.mark.parametrize("signs", ["receiver", "operator"])
def test_whoever_signs_does_it_for_both_and_a_supervisor_of_either_side_looks(
    two, theirs, everybody, operator, at, signs
):
    signer, looks = (
        (theirs["receiver"], everybody["sergeant"]) if signs == "receiver" else (operator, theirs["their_sergeant"])
    )
    counter, later = CounterAllegation.objects.get(), at + timedelta(days=2)

    services.sign_aggressor(counter_id=counter.pk, aggressor="FIRST", rationale="Injuries", by=signer, at=later)

    assert owners("SIGN_AGGRESSOR") == {}
    assert set(owners("CHECK_AGGRESSOR")) == {each.pk for each in two}
    services.check_aggressor(counter_id=counter.pk, upheld=True, reason="Heard the calls", by=looks, at=later)
    assert owners("CHECK_AGGRESSOR") == {}


def test_nobody_of_a_third_force_and_nobody_without_the_part_may(two, theirs, everybody, at):
    counter = CounterAllegation.objects.get()
    force = accounts.found_force(code="third", name="Third (demonstration)", units={"ward-3": "Ward 3"})
    stranger = accounts.enrol(username="stranger", first_name="Stranger", last_name="Example", rank="sergeant")
    accounts.post(officer=stranger, role=Role.SERGEANT, unit=force.units.get(), from_at=at - timedelta(days=9))

    with pytest.raises(Absent):
        queries.counter(counter.pk, reader=stranger)
    with pytest.raises(Refused, match="you may not"):
        services.sign_aggressor(
            counter_id=counter.pk, aggressor="FIRST", rationale="Injuries", by=everybody["auditor"], at=at
        )


def test_a_side_that_is_restricted_in_its_force_is_hidden_from_the_other_and_signed_there(
    two, theirs, everybody, operator, at
):
    hers, his = two
    later = at + timedelta(days=2)
    services.restrict_case(case_id=his.pk, officers=[], by=everybody["safeguarding"], at=later)
    counter = CounterAllegation.objects.get()

    with pytest.raises(Absent):
        queries.counter(counter.pk, reader=theirs["receiver"])
    assert owners("SIGN_AGGRESSOR")[his.pk] == operator.pk

    services.sign_aggressor(counter_id=counter.pk, aggressor="FIRST", rationale="Injuries", by=operator, at=later)
    assert owners("SIGN_AGGRESSOR") == {}, "for both"
