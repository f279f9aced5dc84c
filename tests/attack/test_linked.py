"""A restricted case that hangs together with an open one in every way there is: nothing of it comes through."""

from datetime import timedelta

import pytest

from core.access import Withheld
from custody import services as custody
from disclosures import services as disclosures
from incidents import services as incidents
from incidents.models import Case, Involvement
from incidents.services.cases import take_over
from law import clocks
from marac import services as marac
from people import queries as people_queries
from people import services as people
from risk import services as risk
from safety_plans import services as plans
from tests.attack.doors import address, kept_out, paths

pytestmark = pytest.mark.django_db

# Words that stand in restricted cases only.
HIDDEN = ("Wrexwyth", "Ravenspurn", "Ambergate Tower", "verdigris", "07700 900777", "07700900777", "Pelican Wharf")
PERSON = {"Isolde": "Wrexwyth", "Balthasar": "Wrexwyth", "Ottoline": "Ravenspurn", "Lysander": "Ravenspurn"}
# Who looks: nobody of them is named in a restricted case, and together they may open every page.
READERS = ("operator", "marac_coordinator", "sergeant", "auditor", "administrator", "other_cru")


def named(name, role, **more):
    """Return somebody of a restricted call."""
    return {"role": role, "given_name": name, "family_name": PERSON[name], **more}


@pytest.fixture
def linked(sealed, call, everybody, post, at):
    """The rich case, open but for its counter-allegation, and restricted ones that each hang on it by one thread.

    Returns (identifiers of the open case, marks of the restricted ones, readers).
    """
    Case.objects.filter(pk=sealed.case.pk).update(restricted=False)
    open_case = sealed.case
    elsewhere = {"address": "Ambergate Tower", "postcode": "ME4 4ZZ", "what": "verdigris"}
    child = Involvement.objects.filter(role="child").first().person_id
    threads = {
        "same suspect, another victim": call(
            at,
            **elsewhere,
            people=[
                named("Isolde", "victim", born_on="1993-03-04", phone="07700 900777"),
                {"role": "suspect", "person_id": open_case.suspect_id, "relation": "ex_partner"},
            ],
        ),
        "a merged person": call(at, **elsewhere, people=[named("Ottoline", "victim"), named("Balthasar", "suspect")]),
        "a shared child": call(
            at,
            **elsewhere,
            children="LISTED",
            people=[named("Ottoline", "victim"), named("Lysander", "suspect"), {"role": "child", "person_id": child}],
        ),
        "a shared address": call(
            at,
            address="Nightjar Lodge",
            postcode="CT17 9ZZ",
            what="verdigris",
            people=[named("Isolde", "victim"), named("Lysander", "suspect")],
        ),
    }
    cases = {thread: incident.allegations.get().case for thread, incident in threads.items()}
    people.merge_people(
        keep_id=open_case.victim_id,
        merge_id=cases["a merged person"].victim_id,
        reason="verdigris",
        by=everybody["cru"],
        at=at,
    )
    marks = [each for case in cases.values() for each in done_in(case, open_case, sealed.meeting, everybody, at)]
    for case in cases.values():
        incidents.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    back = Case.objects.get(pk=Case.objects.get(pk=open_case.pk).counter_case_id)
    hidden = [*cases.values(), back]
    marks += [str(each.pk) for each in hidden] + [each.number for each in threads.values()]
    marks += [str(each.pk) for each in threads.values()]
    marks += [number for case in hidden for number in case.allegations.values_list("incident__number", flat=True)]
    readers = {"watcher": post("watcher", "SAFEGUARDING", "safeguarding")}
    readers |= {name: everybody[name] for name in READERS}
    return sealed.ids, sorted({*HIDDEN, *marks}), readers


def done_in(case, open_case, meeting, everybody, at):
    """Do in a case what leaves a trace elsewhere; return the identifiers that nobody may read."""
    officer, carer, coordinator = everybody["officer"], everybody["neighbourhood"], everybody["marac_coordinator"]
    day = clocks.london_day(at)
    take_over(case, officer=officer, by=officer, at=at)
    people.record_safe_address(person_id=case.victim_id, text="2 Pelican Wharf", by=carer, at=at)
    order = custody.record_order(
        case_id=case.pk,
        order="NON_MOLESTATION",
        effective_at=at - timedelta(hours=1),
        conditions=["NO_CONTACT"],
        expires_on=day + timedelta(days=90),
        court="verdigris",
        views_sought=True,
        victim_views="verdigris",
        note="verdigris",
        by=officer,
        at=at,
    )
    measure = plans.propose_measure(
        case_id=case.pk,
        code="WELFARE_CALLS",
        owner_id=carer.pk,
        due_on=day + timedelta(days=7),
        victim_agrees="YES",
        by=officer,
        at=at,
    )
    referral = marac.refer_case(
        case_id=case.pk,
        judgement_reasons="verdigris",
        victim_told="TOLD",
        consent="AGREES",
        idva_told_at=at,
        by=officer,
        at=at,
    )
    marac.list_case(referral_id=referral.pk, meeting_id=meeting.pk, by=coordinator, at=at)
    request = disclosures.receive_request(
        at_risk_id=case.victim_id,
        subject_id=case.suspect_id,
        route="KNOW",
        applicant="POLICE",
        concern="verdigris",
        by=everybody["safeguarding"],
        at=at,
    )
    draft = risk.start_assessment(case_id=case.pk, by=officer, at=at)
    return [str(each.pk) for each in (order, measure, referral, request, draft)]


def test_no_page_and_no_answer_of_the_house_tells_of_a_restricted_case_that_hangs_on_an_open_one(linked, client_for):
    ids, marks, readers = linked
    shut, wrong, opened = kept_out(), [], set()
    browsers = {name: client_for(officer) for name, officer in readers.items()}
    for route, name in paths():
        if name in ("access_log", "api_schema", "sign_in", "sign_out", "healthz"):
            continue
        asked = [who for who in readers if not shut(readers[who], name)][: 1 if "<" in route else 2]
        for who in asked:
            answer = browsers[who].get(address(route, ids))
            if answer.status_code == 200:
                opened.add(name)
            said = answer.content.decode()
            found = [mark for mark in marks if mark in said]
            if found:
                wrong.append(f"{who} {name}: {found}")
    assert not wrong, "\n".join(wrong)
    assert len(opened) > 100


def test_only_whoever_is_named_sees_the_record_of_a_person_that_a_restricted_case_alone_names(
    case, call, everybody, client_for, at
):
    pair = [named("Ottoline", "victim", phone="07700 900777"), named("Balthasar", "suspect")]
    hidden = call(at, address="Ambergate Tower", postcode="ME4 4ZZ", people=pair).allegations.get()
    take_over(hidden.case, officer=everybody["officer"], by=everybody["officer"], at=at)
    merged = {"keep_id": hidden.victim_id, "merge_id": case.victim_id, "reason": "verdigris"}
    people.merge_people(**merged, by=everybody["cru"], at=at)
    incidents.restrict_case(case_id=hidden.case_id, officers=[], by=everybody["safeguarding"], at=at)

    pages = {
        who: client_for(everybody[who]).get(f"/people/{hidden.victim_id}/").content.decode()
        for who in ("safeguarding", "operator", "other_cru")
    }

    asked = {"Ottoline Ravenspurn": "q", "07700 900777": "phone"}
    found = {
        who: [
            match
            for said, how in asked.items()
            for match in people_queries.find(**{how: said}, reader=everybody[who], at=at)
            if str(match.person.identity_id) == str(hidden.victim_id)
        ]
        for who in pages
    }
    by_own_name = people_queries.find(q="Asha Vale", reader=everybody["operator"], at=at)[0]

    assert len(found["safeguarding"]) == 2
    assert found["operator"] == found["other_cru"] == []
    assert by_own_name.person.pk == case.victim_id, "the record kept is hidden: another stands in its place"
    assert all("Asha Vale" in page for page in pages.values())
    assert "Ravenspurn" in pages["safeguarding"]
    for who in ("operator", "other_cru"):
        assert not [mark for mark in HIDDEN if mark in pages[who]], who


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_protected_address_that_stands_on_a_hidden_record_is_withheld_while_it_is_the_newest(
    case, call, everybody, at, later
):
    pair = [named("Ottoline", "victim"), named("Balthasar", "suspect")]
    hidden = call(at, address="Ambergate Tower", postcode="ME4 4ZZ", people=pair).allegations.get()
    take_over(hidden.case, officer=everybody["officer"], by=everybody["officer"], at=at)
    merged = {"keep_id": case.victim_id, "merge_id": hidden.victim_id, "reason": "verdigris"}
    people.merge_people(**merged, by=everybody["cru"], at=at)
    carer, moment = everybody["neighbourhood"], at + timedelta(minutes=later)
    people.record_safe_address(person_id=case.victim_id, text="9 Lark Steps", by=carer, at=at)
    people.record_safe_address(person_id=hidden.victim_id, text="2 Pelican Wharf", by=carer, at=moment)
    incidents.restrict_case(case_id=hidden.case_id, officers=[], by=everybody["safeguarding"], at=at)
    case.victim.refresh_from_db()

    told = {
        who: people_queries.safe_address(case.victim, everybody[who], moment) for who in ("safeguarding", "other_cru")
    }

    assert told["safeguarding"] == ("9 Lark Steps" if later < 0 else "2 Pelican Wharf")
    assert told["other_cru"] == ("9 Lark Steps" if later < 0 else Withheld("safe address"))
