"""Nothing of a restricted case, or of a case of another force, reaches anybody who may not know of it."""

import pytest
from django.urls import reverse

from core.models import Access
from marac import services as marac
from tests.attack.conftest import CANARIES, REFUGE
from tests.attack.doors import address, kept_out, nobody, paths, plain

pytestmark = pytest.mark.django_db

# These name no record of a case: officers, postings and absences, and meetings, are shown to their force.
OF_THE_FORCE = {
    "posting_grant",
    "posting_end",
    "meeting",
    "agenda_sent",
    "agenda_change_told",
    "actions_sent",
    "quality_round",
}
OF_THE_FORCE |= {"absence_deputy", "absence_return", "absence_record", "officer_deactivate", "regular_done"}
OF_THE_FORCE |= {"school_lead", "school_day_off", "officer_address", "feed_set"}
ABOUT_ONE = [(route, name) for route, name in paths() if "_id>" in route and name not in OF_THE_FORCE]
# These show no record to anybody: how to sign in, whether all parts live, and the description of the API.
NO_RECORDS = {"sign_in", "sign_out", "healthz", "api_schema"}
LISTS = [(route, name) for route, name in paths() if "<" not in route and name not in NO_RECORDS]


@pytest.fixture
def ask(client_for):
    """Return a function that gets and posts a path as an officer, and gives both answers."""

    def asked(browser, route, ids):
        where = address(route, ids)
        return [
            browser.get(where),
            browser.post(where, {"kind": "ARRESTED"}, content_type="application/json")
            if where.startswith("/api/")
            else browser.post(where, {}),
        ]

    return asked


def differences(strangers, client_for, ask, ids, routes):
    """Return where something hidden is answered otherwise than something absent, on some routes, for some strangers.

    The absent is asked for by the first stranger whom the door lets in. Where the answer only says that there is no
    such page, or no such method, that is the measure for each other stranger; else they ask for the absent too.
    Another force is hidden from by its force alone: its roles take turns, a third of them on each path.
    """
    wrong, shut, usual = [], kept_out(), {}
    for number, (who, officer) in enumerate(strangers.items()):
        browser = client_for(officer)
        for place, (route, name) in enumerate(routes):
            if shut(officer, name) or who.startswith("essex ") and (number + place) % 3:
                continue
            hidden = ask(browser, route, ids)
            if name in usual and usual[name] == [nothing_there(each) for each in hidden]:
                continue
            absent = ask(browser, route, nobody(ids))
            usual[name] = [nothing_there(each) or "more" for each in absent]
            for method, one, other in zip(("GET", "POST"), hidden, absent, strict=True):
                if (one.status_code, plain(one)) != (other.status_code, plain(other)):
                    wrong.append(f"{who} {method} {name}: {one.status_code} for hidden, {other.status_code} for absent")
    return wrong


def nothing_there(answer):
    """Return what an answer says if it is that there is no such page or method, without the menu; else nothing."""
    if answer.status_code not in (404, 405):
        return ""
    said = plain(answer)
    return f"{answer.status_code} {said[said.find(b'<main') :]}"


def test_hidden_and_absent_are_the_same_answer_on_every_path(sealed, strangers, client_for, ask):
    wrong = differences(strangers, client_for, ask, sealed.ids, ABOUT_ONE)

    assert not wrong, "\n".join(wrong)


def test_a_hidden_draft_of_an_assessment_is_absent_too(sealed, strangers, client_for, ask):
    ids = sealed.ids | {"assessment_id": sealed.ids["draft_id"], "person_id": sealed.ids["suspect_id"]}
    routes = [(route, name) for route, name in ABOUT_ONE if "assessment_id" in route or "person_id" in route]
    owner = sealed.case.ownerships.first().officer
    others = {who: officer for who, officer in strangers.items() if officer != owner}

    wrong = differences(others, client_for, ask, ids, routes)

    assert not wrong, "\n".join(wrong)


def test_no_list_count_or_search_shows_anything_of_it(sealed, strangers, everybody, client_for):
    wrong, shut, here = [], kept_out(), set(everybody.values())
    asked = (
        "",
        "?level=%00&after=%00&list=team",
        "?level=%F0&after=0001-01-01T00:00:00&list=told&q=Zephyrine Quillfeather",
        "?mine=1&closed=1&phone=07700900871&address=Nightjar Lodge&postcode=CT17 9ZZ",
        f"?case={sealed.case.pk}&owner={sealed.ids['officer_id']}&open=false",
    )
    for who, officer in strangers.items():
        browser = client_for(officer)
        for route, name in LISTS:
            if shut(officer, name):
                continue
            # What hides a case from another force asks for its force alone, so that fewer ways to ask will do.
            for query in asked if officer in here else asked[::2]:
                answer = browser.get(address(route, {}) + query)
                said = answer.content.decode()
                for query_word in (str(sealed.case.pk), str(sealed.ids["officer_id"])):
                    said = said.replace(f"?case={query_word}", "")
                # What somebody typed stands in its input again.
                said = said.replace('value="Zephyrine Quillfeather"', "")
                if name == "access_log":
                    continue
                # Whoever owes something in the case is told what and by when, and not in which case.
                owes = name == "work" and any(duty.owner_id == officer.pk for duty in sealed.duties)
                found = [mark for mark in ((*CANARIES, REFUGE) if owes else sealed.marks) if mark in said]
                if found or answer.status_code == 500:
                    wrong.append(f"{who} {name}{query}: {answer.status_code} {found}")
    assert not wrong, "\n".join(wrong)


def test_meetings_show_no_gap_where_a_restricted_case_is_listed(sealed, strangers, client_for):
    for who, officer in strangers.items():
        said = client_for(officer).get(reverse("meeting", args=[sealed.meeting.pk])).content.decode()
        assert not [mark for mark in sealed.marks if mark in said], who
        if "County Hall" in said:
            assert "0 cases" in said or "no case" in said.lower(), who


def test_the_next_case_on_an_agenda_is_numbered_as_if_the_restricted_one_were_not_there(
    sealed, refer, everybody, client_for, at
):
    referral = refer()
    coordinator = everybody["marac_coordinator"]
    marac.list_case(referral_id=referral.pk, meeting_id=sealed.meeting.pk, by=coordinator, at=at)

    said = client_for(coordinator).get(reverse("meeting", args=[sealed.meeting.pk])).content.decode()

    assert f'1. <a class="govuk-link" href="{reverse("marac_referral", args=[referral.pk])}">' in said
    assert 'aria-label="Case 2"' not in said


def test_posted_searches_and_partials_find_nobody_of_it(sealed, strangers, client_for):
    typed = {"given_name": "Zephyrine", "family_name": "Quillfeather", "born_on": "1991-02-03", "role": "victim"}
    row = {f"people-0-{name}": value for name, value in typed.items()}
    for who, officer in strangers.items():
        browser = client_for(officer)
        answers = [
            browser.post(reverse("people_search"), {"q": "Zephyrine Quillfeather"}),
            browser.post(reverse("people_search"), {"phone": "07700 900871"}),
            browser.post(reverse("people_search"), {"address": "Nightjar Lodge", "postcode": "CT17 9ZZ"}),
            browser.get(reverse("call_matches", args=[0]), row),
            browser.post(reverse("call_known"), {"address": "Nightjar Lodge", "postcode": "CT17 9ZZ"}),
            browser.post(reverse("call_known"), {"people-0-person_id": sealed.ids["person_id"]}),
        ]
        for place, answer in enumerate(answers):
            hidden = [str(pk) for name, pk in sealed.ids.items() if name != "officer_id"]
            said = answer.content.decode()
            assert not [mark for mark in [*hidden, sealed.incident.number] if mark in said], (who, place)


def test_nobody_gets_anything_without_signing_in(sealed, client):
    for route, name in paths():
        # The bare page of somebody who left at once is open to all, and shows nothing.
        if name in ("sign_in", "healthz", "sign_out", "api_schema", "left"):
            continue
        answer = client.get(address(route, sealed.ids))
        if answer.status_code == 302:
            assert answer.url.startswith(reverse("sign_in")), name
        else:
            assert answer.status_code in (401, 405), (name, answer.status_code)
        assert not [mark for mark in sealed.marks[:7] if mark in answer.content.decode()], name


def test_the_protected_address_is_shown_to_those_alone_who_protect(sealed, everybody, client_for):
    from incidents.models import Case

    Case.objects.filter(pk=sealed.case.pk).update(restricted=False)
    may, shut = {name for name, who in everybody.items() if who.may("SAFE_ADDRESS_SEE") is None}, kept_out()
    shown_on = {"person", "duplicate", "duplicate_same", "duplicate_different", "duplicate_undo"}
    shown_on |= {"address_look", "address_told"}
    for name, officer in everybody.items():
        if name.startswith("other_"):
            continue
        browser = client_for(officer)
        for route, route_name in paths():
            if "posting" in route or route_name in {"person_safe_address", *NO_RECORDS} or shut(officer, route_name):
                continue
            answer = browser.get(address(route, sealed.ids))
            if REFUGE in answer.content.decode():
                assert name in may, (name, route_name)
                assert route_name in shown_on, (name, route_name)
    page = client_for(everybody["officer"]).get(reverse("person", args=[sealed.ids["person_id"]]))
    other = client_for(everybody["officer"]).get(reverse("person", args=[sealed.ids["suspect_id"]]))
    assert "Protected" in page.content.decode() and page.content != other.content
    assert not Access.objects.filter(reason__contains="Kestrel").exists()


def test_a_door_that_refuses_a_role_answers_alike_whatever_is_behind_it(sealed, everybody, client_for, ask):
    """What the search above passes over: tried for one role that may open few doors."""
    officer, shut = everybody["administrator"], kept_out()
    refused = [(route, name) for route, name in ABOUT_ONE if shut(officer, name)]
    browser = client_for(officer)

    answers = [[ask(browser, route, ids) for ids in (sealed.ids, nobody(sealed.ids))] for route, _ in refused]

    assert len(refused) > 40
    for hidden, absent in answers:
        assert {each.status_code for each in hidden + absent} == {403}
        assert [plain(each) for each in hidden] == [plain(each) for each in absent]
