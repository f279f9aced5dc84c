"""Two who accuse each other, in an open case and a restricted one: whoever may know one of them learns of no other."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import escalation
from core.models import Duty, Entry
from core.rebuilding import rebuild
from incidents import services
from incidents.models import Case, CounterAllegation
from incidents.services.cases import take_over
from tests.attack.doors import address, kept_out, paths

pytestmark = pytest.mark.django_db
# What tells that there is another side.
WORDS = ("accuses", "accuse each", "aggressor", "counter_", "counter-allegation", "two linked cases")
ONE_CASE = [(route, name) for route, name in paths() if "<" not in route.replace("<uuid:case_id>", "")]
LISTS = {"work": ("", "?list=team", "?list=told"), "api_duties": ("?open=false",), "board": ("",), "api_board": ("",)}


@pytest.fixture
def two(case, call, everybody, at):
    """The open case of the officer, and its other side: restricted, and owned by the safeguarding officer."""
    people = [{"role": "victim", "person_id": case.suspect_id}, {"role": "suspect", "person_id": case.victim_id}]
    call(at, people=people, facts={"violence": "used"})
    other = Case.objects.get(countered_by=case)
    take_over(other, officer=everybody["safeguarding"], by=everybody["safeguarding"], at=at)
    services.restrict_case(case_id=other.pk, officers=[], by=everybody["safeguarding"], at=at)
    return case, other


def owners(code, *cases):
    """Return who owes the open duties of a code in some cases, in the order of the cases."""
    found = dict(Duty.objects.filter(code=code, ended_at=None).values_list("case_id", "owner_id"))
    return [found.get(case.pk) for case in cases]


def test_nothing_that_the_open_case_shows_tells_of_the_other_side(two, everybody, client_for, at):
    escalation.sweep(at + timedelta(days=30))
    case, other = two
    shut, wrong, asked = kept_out(), [], 0
    for who in ("officer", "sergeant"):
        browser = client_for(everybody[who])
        for route, name in ONE_CASE:
            about = "case_id" in route and who == "officer"
            if shut(everybody[who], name):
                continue
            for query in LISTS.get(name, ("",) if about else ()):
                said = browser.get(address(route, {"case_id": case.pk}) + query).content.decode()
                asked += 1
                told = [word for word in (*WORDS, str(other.pk)) if word in said.lower()]
                wrong += [f"{who} {name}{query}: {told}"] if told else []
    assert not wrong, "\n".join(wrong)
    assert asked > 40


def test_whoever_may_know_both_is_told_by_the_open_case_too(two, everybody, client_for, api_for):
    case, _ = two
    reader = everybody["safeguarding"]

    page = client_for(reader).get(reverse("case", args=[case.pk])).content.decode()
    told = api_for(reader).get(reverse("api_timeline", args=[case.pk])).json()["results"]
    owed = api_for(reader).get(f"/api/v1/duties/?case={case.pk}").json()["results"]

    assert "Each accuses the other: two linked cases" in page and "Two people accuse each other" in page
    assert "incidents.counter_alleged" in [entry["event"] for entry in told]
    assert "SIGN_AGGRESSOR" in [duty["code"] for duty in owed]


def test_what_is_owed_in_either_case_is_owed_by_somebody_who_may_see_both(two, everybody):
    case, other = two
    carer = everybody["safeguarding"].pk

    assert owners("SIGN_AGGRESSOR", case, other) == [carer, carer]
    assert rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def test_it_goes_with_the_open_case_only_to_an_owner_who_may_see_the_other(two, everybody, at):
    case, other = two
    named, carer = everybody["cru"], everybody["safeguarding"]

    take_over(case, officer=everybody["neighbourhood"], by=everybody["neighbourhood"], at=at)
    assert owners("SIGN_AGGRESSOR", case) == [carer.pk]

    services.restrict_case(case_id=other.pk, officers=[named.pk], by=carer, at=at)
    take_over(case, officer=named, by=named, at=at)
    assert owners("SIGN_AGGRESSOR", case, other) == [named.pk, carer.pk]


def test_when_the_restricted_case_changes_hands_the_one_who_no_longer_sees_it_owes_nothing(two, everybody, at):
    case, other = two
    Duty.objects.filter(code="SIGN_AGGRESSOR").update(owner_id=everybody["neighbourhood"].pk)

    take_over(other, officer=everybody["other_cru"], by=everybody["other_cru"], at=at)

    assert owners("SIGN_AGGRESSOR", case, other) == [everybody["other_cru"].pk] * 2


def test_the_supervisors_look_and_what_is_late_go_to_those_who_may_see_both(two, everybody, at):
    case, other = two
    named = everybody["other_sergeant"]
    services.restrict_case(case_id=other.pk, officers=[named.pk], by=everybody["safeguarding"], at=at)
    services.sign_aggressor(
        counter_id=CounterAllegation.objects.get().pk,
        aggressor="FIRST",
        rationale="Injuries",
        by=everybody["safeguarding"],
        at=at,
    )

    assert owners("CHECK_AGGRESSOR", case, other) == [named.pk, named.pk]

    escalation.sweep(at + timedelta(days=9))
    late = Duty.objects.filter(code="CHECK_AGGRESSOR", case_id=case.pk).get()
    told = Entry.objects.filter(event="core.duty_escalated", subject_id=late.pk).values_list("facts__to", flat=True)
    assert {str(named.pk), str(everybody["safeguarding"].pk)} >= set(told[:2])


def test_a_flag_that_the_other_side_undid_says_so_in_words_that_fit_any_reason(case, call, everybody, client_for, at):
    again = [
        {"role": "victim", "person_id": case.victim_id},
        {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
    ]
    robin = [{"role": "victim", "given_name": "Robin", "family_name": "Orme"}, again[1]]
    for people in (again, robin):
        call(at, people=people, facts={"violence": "used"})
    back = [{"role": "victim", "person_id": case.suspect_id}, {"role": "suspect", "person_id": case.victim_id}]
    call(at, people=back)
    other = Case.objects.get(countered_by=case)
    services.restrict_case(case_id=other.pk, officers=[], by=everybody["safeguarding"], at=at)

    withdrawn = Entry.objects.get(event="incidents.flag_withdrawn")
    page = client_for(everybody["officer"]).get(reverse("case_story", args=[withdrawn.case_id])).content.decode()

    assert set(withdrawn.facts) == {"flag", "person"}
    assert "what it rested on has changed" in page and "accuses" not in page


def test_the_open_case_closes_as_if_it_stood_alone_and_what_is_owed_stays(two, everybody, at):
    case, _ = two
    from dacase.leaving import duties_left

    assert "accuse" not in duties_left(case.pk, at, reader=everybody["officer"])[1]
    assert "accuse" in duties_left(case.pk, at, reader=everybody["safeguarding"])[1]


def test_the_open_case_that_comes_second_owes_to_whoever_may_see_both(case, call, everybody, at):
    taker = everybody["operator"]
    services.restrict_case(case_id=case.pk, officers=[taker.pk], by=everybody["safeguarding"], at=at)
    people = [
        {"role": "victim", "person_id": case.suspect_id},
        {"role": "suspect", "person_id": case.victim_id, "relation": "ex_partner"},
    ]

    call(at, by=taker, people=people)

    second = Case.objects.get(countered_by=case)
    take_over(second, officer=everybody["neighbourhood"], by=everybody["neighbourhood"], at=at)
    assert owners("SIGN_AGGRESSOR", second) == [everybody["officer"].pk]


def test_whoever_logs_the_other_side_of_a_restricted_case_is_told_of_no_other_side(
    case, call, everybody, api_for, client_for, at
):
    operator = everybody["operator"]
    victim, suspect = ({"role": role, "person_id": str(pk)} for role, pk in parts(case).items())
    for people in ([victim, named("suspect", "Robin")], [named("victim", "Kit"), suspect]):
        call(at, people=people)
    services.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    turned = [victim | {"role": "suspect"}, suspect | {"role": "victim"}]

    answer = api_for(operator).post(reverse("api_calls"), {"channel": "999", "people": turned}, format="json")

    assert answer.status_code == 201
    other = Case.objects.get(countered_by=case)
    incident = answer.json()["id"]
    browser = client_for(operator)
    said = [answer.content.decode()]
    said += [
        browser.get(reverse(name, args=[pk])).content.decode()
        for name, pk in (("incident", incident), ("brief", incident), ("case", other.pk), ("case_story", other.pk))
    ]
    said += [browser.get(reverse("person", args=[pk])).content.decode() for pk in parts(case).values()]
    said.append(browser.get(reverse("work")).content.decode())
    assert not [(number, word) for number, text in enumerate(said) for word in WORDS if word in text.lower()]


def parts(case):
    """Return who is what in a case."""
    return {"victim": case.victim_id, "suspect": case.suspect_id}


def named(role, given_name):
    """Return somebody new in a call."""
    return {"role": role, "given_name": given_name, "family_name": "Orme", "relation": "ex_partner"}
