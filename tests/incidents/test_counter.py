"""Two people who accuse each other: two linked cases, and nobody is labelled before somebody has signed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Absent, Refused
from core.models import Duty, Entry
from incidents import queries, services
from incidents.models import AggressorDecision, Case, CounterAllegation

pytestmark = pytest.mark.django_db


def people(victim, suspect):
    """Return the people of a call in which one accuses the other."""
    return [
        {"role": "victim", "person_id": victim.pk},
        {"role": "suspect", "person_id": suspect.pk, "relation": "ex_partner"},
    ]


@pytest.fixture
def accuse(case, call):
    """Return a function by which one of the two accuses the other: accuse("back", at) or accuse("again", at)."""

    def accused(which, at, **changes):
        pair = (case.victim, case.suspect) if which == "again" else (case.suspect, case.victim)
        return call(at, people=people(*pair), **changes)

    return accused


@pytest.fixture
def counter(case, accuse, at):
    """The counter-allegation of the suspect of the case."""
    accuse("back", at)
    return CounterAllegation.objects.get()


@pytest.fixture
def sign(counter, officer, at):
    """Return a function that signs who it is; any keyword may be replaced."""

    def signed(aggressor="FIRST", by=officer, at=at, rationale="She is afraid; his injuries are of defence"):
        return services.sign_aggressor(counter_id=counter.pk, aggressor=aggressor, rationale=rationale, by=by, at=at)

    return signed


@pytest.fixture
def look(counter, sergeant, at):
    """Return a function by which a supervisor looks at it."""

    def looked(upheld=True, by=sergeant, reason="Heard the calls"):
        return services.check_aggressor(counter_id=counter.pk, upheld=upheld, reason=reason, by=by, at=at)

    return looked


def flags(person, reader, at):
    """Return the codes of the flags that a person is shown with."""
    return {held.code for held, _ in queries.flags_of([person.pk], reader=reader, at=at)}


def raised():
    """Return how many flags were raised so far."""
    return Entry.objects.filter(event="incidents.flag_raised").count()


def owed(code):
    """Return how many duties of a code are open."""
    return Duty.objects.filter(code=code, ended_at=None).count()


def test_accusing_back_opens_a_second_case_linked_with_the_first(case, counter):
    second = counter.second

    case.refresh_from_db()
    assert (case.counter_case, second.counter_case) == (second, case)
    assert (second.victim_id, second.suspect_id) == (case.suspect_id, case.victim_id)
    assert owed("SIGN_AGGRESSOR") == 2, "one for the owner of each case"


def test_a_case_with_somebody_else_is_linked_to_nothing(case, call, at):
    call(at, people=[{"role": "victim", "person_id": case.suspect_id}, {"role": "suspect", "given_name": "Ida"}])

    assert not CounterAllegation.objects.exists()


def test_nothing_is_raised_and_nobody_is_labelled_until_somebody_has_signed(case, counter, accuse, officer, days):
    before = raised()

    accuse("back", days(1))
    accuse("again", days(1))

    assert raised() == before
    assert flags(case.suspect, officer, days(1)) == set()
    assert flags(case.victim, officer, days(1)) == set()


def test_what_was_reported_before_keeps_its_label(case, accuse, officer, at, days):
    accuse("again", at - timedelta(minutes=10))
    assert flags(case.victim, officer, at) == {"REPEAT_VICTIM"}

    accuse("back", days(1))
    accuse("back", days(2))

    assert flags(case.victim, officer, days(2)) == {"REPEAT_VICTIM"}
    assert "REPEAT_VICTIM" not in flags(case.suspect, officer, days(2))


@pytest.mark.parametrize(
    ("aggressor", "first_counts", "second_counts"),
    [("FIRST", True, False), ("SECOND", False, True), ("BOTH", True, True)],
)
def test_once_signed_the_reports_against_the_aggressor_count(
    case, counter, accuse, sign, officer, days, aggressor, first_counts, second_counts
):
    for which in ("again", "again", "back", "back"):
        accuse(which, days(1))

    sign(aggressor, at=days(1))

    assert ("REPEAT_VICTIM" in flags(case.victim, officer, days(2))) is first_counts
    assert ("REPEAT_VICTIM" in flags(case.suspect, officer, days(2))) is second_counts


def test_a_supervisor_looks_and_never_the_signer(sign, look, sergeant, officer):
    with pytest.raises(Refused, match="Nobody has signed"):
        look()
    sign(by=sergeant)
    with pytest.raises(Refused, match="Another supervisor"):
        look(by=sergeant)

    sign(by=officer)
    assert owed("SIGN_AGGRESSOR") == 0
    assert owed("CHECK_AGGRESSOR") == 2

    look()
    assert owed("CHECK_AGGRESSOR") == 0


def test_what_is_sent_back_labels_nobody_and_is_owed_again(case, sign, look, at):
    sign()
    look(upheld=False)

    case.refresh_from_db()
    assert case.unlabelled_from == at.date()
    assert owed("SIGN_AGGRESSOR") == 2


def test_a_later_decision_takes_the_place_of_an_earlier_one_and_both_are_kept(case, counter, sign, days):
    sign("FIRST")
    sign("SECOND", at=days(1), rationale="The recording tells it otherwise")

    case.refresh_from_db()
    assert case.unlabelled_from == counter.began_on
    assert Case.objects.get(pk=counter.second_id).unlabelled_from is None
    assert AggressorDecision.objects.count() == 2


def test_a_decision_needs_what_was_weighed(sign):
    with pytest.raises(Refused) as refused:
        sign(rationale=" ")

    assert refused.value.field == "rationale"


@pytest.mark.parametrize("changes", [{"rationale": ""}, {"upheld": True}, {"check_reason": "x"}])
def test_the_database_takes_no_half_a_decision(sign, changes):
    sign()

    with pytest.raises(IntegrityError), transaction.atomic():
        AggressorDecision.objects.update(**changes)


def test_nor_does_it_let_a_signer_check(sign, officer, at):
    sign()

    with pytest.raises(IntegrityError), transaction.atomic():
        AggressorDecision.objects.update(upheld=True, check_reason="x", checked_at=at, checked_by=officer)


def test_whoever_may_not_know_one_of_the_cases_sees_nothing_of_it(case, counter, everybody, at):
    services.restrict_case(case_id=counter.second_id, officers=[], by=everybody["safeguarding"], at=at)
    reader = everybody["cru"]
    case.refresh_from_db()

    with pytest.raises(Absent):
        queries.counter(counter.pk, reader=reader)
    assert queries.counter_of(case, reader=reader) is None


def test_the_pages_name_both_alike_and_lead_from_one_to_the_next(client_for, case, counter, officer, sergeant):
    browser, supervisor = client_for(officer), client_for(sergeant)
    page = browser.get(reverse("case", args=[case.pk])).content.decode()
    assert "Nobody has decided who the primary aggressor is" in page
    both = browser.get(reverse("counter", args=[counter.pk])).content.decode()
    assert "Asha Vale accuses Dorian Crane" in both
    assert "Dorian Crane accuses Asha Vale" in both

    sign = reverse("aggressor_sign", args=[counter.pk])
    assert browser.post(sign, {"aggressor": "FIRST", "rationale": ""}).status_code == 422
    browser.post(sign, {"aggressor": "FIRST", "rationale": "She is afraid of him"})
    check = reverse("aggressor_check", args=[counter.pk])
    shown = supervisor.get(check).content.decode()
    assert "Primary aggressor: <strong>Dorian Crane</strong>" in shown
    supervisor.post(check, {"upheld": "yes", "reason": "Heard the calls"})

    assert "upheld it" in browser.get(reverse("counter", args=[counter.pk])).content.decode()
