"""Signing in, sessions, headers, and postings of another force."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.attack.doors import address, paths
from tests.beginning import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "spelling", ["officer", " officer ", "\uff4fffi\uff43er", "o\ufb03cer", "\u00a0officer", "OFFICER"]
)
def test_no_spelling_of_a_name_that_signs_in_gets_past_the_wait(client, officer, spelling):
    for _ in range(5):
        client.post(reverse("sign_in"), {"username": "officer", "password": "wrong"})

    answer = client.post(reverse("sign_in"), {"username": spelling, "password": PASSWORD})

    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "/\\evil.example",
        "\thttps://evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(officer, target):
    where = Client().post(reverse("sign_in"), {"username": "officer", "password": PASSWORD, "next": target})
    assert (where.status_code, where.url) == (302, "/")
    where = Client().post(reverse("sign_in") + f"?next={target}", {"username": "officer", "password": PASSWORD})
    assert (where.status_code, where.url) == (302, "/")


def test_a_session_made_before_signing_in_is_not_the_one_after(officer):
    browser = Client()
    session = browser.session
    session["planted"] = 1
    session.save()
    before = browser.cookies["sessionid"].value if "sessionid" in browser.cookies else session.session_key
    browser.cookies["sessionid"] = before

    browser.post(reverse("sign_in"), {"username": "officer", "password": PASSWORD})

    assert browser.cookies["sessionid"].value != before
    assert browser.cookies["sessionid"]["httponly"] and browser.cookies["sessionid"]["samesite"] == "Strict"


def test_no_form_is_taken_without_its_csrf_token(officer, case):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)
    for route, name in paths():
        if name != "sign_in" and "api/" not in route and "row" not in route and "act" not in route:
            ids = dict.fromkeys(re.findall(r"<uuid:(\w+)>", route), case.pk)
            answer = browser.post(address(route, ids), {})
            assert answer.status_code in (403, 405), name
    answer = browser.post("/api/v1/assessments/", {"case": str(case.pk)}, content_type="application/json")
    assert answer.status_code == 403


def test_every_answer_carries_its_guards(officer, case, client_for):
    browser = client_for(officer)
    for path in (
        "/",
        reverse("case", args=[case.pk]),
        "/nothing/",
        reverse("people_search"),
        "/api/v1/duties/",
        reverse("api_timeline", args=[case.pk]),
        "/postings/",
    ):
        answer = browser.get(path)
        assert answer["Cache-Control"] == "no-store", path
        assert answer["X-Frame-Options"] == "DENY", path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy, path


def test_an_administrator_does_not_touch_officers_of_another_force(everybody, elsewhere, client_for):
    browser = client_for(elsewhere["ADMINISTRATOR"])
    officer = everybody["officer"]
    unit = elsewhere["ADMINISTRATOR"].posting.unit_id
    end = reverse("posting_end", args=[officer.posting.pk])
    grant = reverse("posting_grant", args=[officer.pk])

    for answer in (
        browser.get(end),
        browser.post(end, {}),
        browser.get(grant),
        browser.post(grant, {"role": "ADMINISTRATOR", "unit_id": str(unit)}),
    ):
        assert answer.status_code == 404
    assert officer.postings.get().until_at is None


@pytest.mark.parametrize("name", ["posting_end", "posting_grant"])
def test_a_posting_or_officer_that_is_not_there_is_absent(administrator, client_for, name, case):
    browser = client_for(administrator)
    where = reverse(name, args=[case.pk])
    unit = str(administrator.posting.unit_id)
    assert browser.get(where).status_code == 404
    assert browser.post(where, {"role": "CRU", "unit_id": unit}).status_code == 404
