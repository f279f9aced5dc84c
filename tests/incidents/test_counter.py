"""Two people who accuse each other: two linked cases, and nobody is labelled before somebody has signed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Absent, Refused
from core.models import Duty, Entry
from incidents import queries, services
from incidents.models import AggressorDecision, Allegation, Case, CounterAllegation, Flag, Incident
from law import clocks
from people.services import merge_people, register, unmerge_people

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


def stored(person):
    """Return the codes of the stored flags of a person."""
    return set(Flag.objects.filter(person_id=person.identity_id).values_list("code", flat=True))


def agree(at):
    """Say whether the full computation would change nothing of what is stored."""
    return services.heal_flags(at=at) == {}


def test_the_stored_flags_the_sweep_and_the_board_count_nothing_of_an_unlabelled_pair(case, counter, accuse, days):
    for which in ("back", "back", "again", "again"):
        incident = accuse(which, days(1), facts={"violence": "used"})

    assert stored(case.suspect) | stored(case.victim) == set()
    assert agree(days(1))
    assert stored(case.suspect) | stored(case.victim) == set()
    assert not incident.watch.hits.filter(criterion__in=["REPEAT_OR_MARAC", "SERIAL"]).exists()


def test_with_the_decision_the_flags_follow_at_once_and_when_it_is_sent_back_they_go(case, accuse, sign, look, days):
    for which in ("back", "again", "again"):
        incident = accuse(which, days(1))

    sign("FIRST", at=days(1))

    assert stored(case.victim) == {"REPEAT_VICTIM"}
    assert "REPEAT_PERPETRATOR" in stored(case.suspect)
    assert "REPEAT_VICTIM" not in stored(case.suspect)
    assert incident.watch.hits.filter(criterion="REPEAT_OR_MARAC").exists()
    assert agree(days(1))

    look(upheld=False)

    assert stored(case.victim) | stored(case.suspect) == set()
    assert agree(days(1))


@pytest.fixture
def dorien(operator, at):
    """A record that may be the suspect of the case once more."""
    return register(given_name="Dorien", family_name="Crane", by=operator, at=at)


def test_a_merge_that_turns_two_cases_round_links_them_and_parting_undoes_it(case, call, dorien, cru, at, days):
    call(at, people=people(dorien, case.victim))
    assert not CounterAllegation.objects.exists()

    merge_people(keep_id=case.suspect_id, merge_id=dorien.pk, reason="Same prints", by=cru, at=at)

    counter = CounterAllegation.objects.get()
    case.refresh_from_db()
    assert {counter.first_id, counter.second_id} == {case.pk, case.counter_case_id}
    assert owed("SIGN_AGGRESSOR") == 2

    unmerge_people(person_id=dorien.pk, reason="Other prints", by=cru, at=days(3))

    case.refresh_from_db()
    counter.refresh_from_db()
    assert (case.counter_case, case.unlabelled_from) == (None, None)
    assert counter.ended_at == days(3)
    assert owed("SIGN_AGGRESSOR") == 0
    assert agree(days(3))


def test_what_records_once_joined_had_signed_is_kept_and_decides_nothing_more(case, call, dorien, cru, officer, at):
    call(at, people=people(dorien, case.victim))
    merge_people(keep_id=case.suspect_id, merge_id=dorien.pk, reason="Same prints", by=cru, at=at)
    counter = CounterAllegation.objects.get()
    services.sign_aggressor(counter_id=counter.pk, aggressor="FIRST", rationale="Injuries", by=officer, at=at)

    unmerge_people(person_id=dorien.pk, reason="Other prints", by=cru, at=at)

    assert AggressorDecision.objects.count() == 1
    with pytest.raises(Refused, match="nothing to decide"):
        services.sign_aggressor(counter_id=counter.pk, aggressor="SECOND", rationale="Or not", by=officer, at=at)


def told_by_another_system(case, day):
    """Write a report of another system in which the suspect of the case is the victim of its victim."""
    incident = Incident.objects.create(
        force=case.force,
        number="H-1",
        kind="DOMESTIC",
        occurred_at=day,
        reported_at=day,
        reported_on=day.date(),
        source="history",
        external_id="i-1",
    )
    Allegation.objects.create(
        incident=incident,
        victim=case.suspect,
        suspect=case.victim,
        victim_identity_id=case.suspect.identity_id,
        suspect_identity_id=case.victim.identity_id,
        reported_on=day.date(),
    )


def test_an_import_that_turns_a_case_round_opens_and_links_the_other_side(case, officer, at, days):
    told_by_another_system(case, days(-30))

    services.heal_flags(at=at, people=[case.victim_id, case.suspect_id])
    services.heal_flags(at=at)

    counter = CounterAllegation.objects.get()
    case.refresh_from_db()
    assert queries.owner_of(case.counter_case_id) == officer, "whoever has the one has the other"
    assert counter.began_on == case.opened_at.date()
    assert owed("SIGN_AGGRESSOR") == 2


@pytest.mark.parametrize(("months", "linked"), [(35, True), (37, False)])
def test_a_call_answers_what_another_system_told_unless_it_is_too_old_to_label(case, call, at, months, linked):
    told_by_another_system(case, clocks.start_of_day(clocks.months_before(at.date(), months)))
    services.heal_flags(at=at)

    assert CounterAllegation.objects.exists() is linked


def test_the_incident_and_the_brief_say_that_each_accuses_the_other(client_for, counter, incident, officer, sign):
    browser = client_for(officer)
    pages = [reverse(name, args=[incident.pk]) for name in ("incident", "brief")]

    for page in pages:
        assert "Nobody has signed who the primary aggressor is" in browser.get(page).content.decode()

    sign()

    for page in pages:
        assert f"{officer} signed who the primary aggressor is" in browser.get(page).content.decode()


def test_they_say_nothing_of_it_to_somebody_who_may_not_know_the_other_case(
    client_for, counter, incident, everybody, officer, at
):
    services.restrict_case(case_id=counter.second_id, officers=[], by=everybody["safeguarding"], at=at)

    page = client_for(officer).get(reverse("incident", args=[incident.pk])).content.decode()

    assert "Each accuses the other" not in page


def test_the_review_of_a_flag_that_rested_on_the_pair_ends_when_each_accuses_the_other(case, call, accuse, at):
    robin = {"role": "victim", "given_name": "Robin", "family_name": "Orme"}
    suspect = {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"}
    accuse("again", at, facts={"violence": "used"})
    call(at, people=[robin, suspect], facts={"violence": "used"})
    assert owed("REVIEW_FLAG_SERIAL_PERPETRATOR") == 1

    accuse("back", at)

    assert owed("REVIEW_FLAG_SERIAL_PERPETRATOR") == 0
    assert "SERIAL_PERPETRATOR" not in stored(case.suspect)
    assert agree(at)
