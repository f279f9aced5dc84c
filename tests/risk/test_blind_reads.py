"""The first grade of two is nowhere to be seen until both are in: no page, address, list or statement tells it.

One that is higher than the level holds in the case. Whoever has still to read does not learn even of that.
"""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from risk import services
from tests.attack.doors import address, kept_out, paths
from tests.risk.said import every_operation_said, everything_said
from tests.risk.test_second_reads import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]


# Who has still to read learns nothing of any read; whoever decides between the two, nothing of one that is not higher.
WORLDS = pytest.mark.parametrize(
    ("grades", "deciding"),
    [(("HIGH", "STANDARD"), ()), (("MEDIUM", "STANDARD"), ("safeguarding", "sergeant", "auditor"))],
)


def in_a_world_where(grade, *, signed, cru, at, crawl):
    """Return what is said everywhere after a first read of this grade, and then undo it."""
    with transaction.atomic():
        read(signed, cru, at, grade=grade, reasons=f"Quillfeather {grade}")
        said = crawl()
        transaction.set_rollback(True)
    return said


@WORLDS
def test_no_page_and_no_address_of_the_api_says_what_the_first_reader_gave(
    signed, case, everybody, client_for, monkeypatch, at, grades, deciding
):
    """The same walk in two worlds that differ in the first grade alone: not a letter may differ."""
    now = at + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    incident = case.allegations.get().incident
    ids = {
        "case_id": case.pk,
        "incident_id": incident.pk,
        "assessment_id": signed.pk,
        "person_id": case.victim_id,
    }
    asking = {name: everybody[name] for name in ("other_cru", *deciding[:1])}
    crawl = lambda: everything_said(client_for, asking, ids)  # noqa: E731

    worlds = [in_a_world_where(grade, signed=signed, cru=everybody["cru"], at=at, crawl=crawl) for grade in grades]

    assert worlds[0].keys() == worlds[1].keys()
    assert sum(name == "other_cru" for name, _ in worlds[0]) > 40
    assert {route for _, route in worlds[0]} >= {"case", "assessment", "api_assessment", "api_timeline", "api_duties"}
    assert sorted(key for key in worlds[0] if worlds[0][key] != worlds[1][key]) == []
    assert not [key for key, (_, text) in worlds[0].items() if b"Quillfeather" in text]


@WORLDS
def test_no_operation_of_the_openapi_file_says_what_the_first_reader_gave(
    signed, case, everybody, client_for, monkeypatch, at, grades, deciding
):
    """They ask every operation in two worlds that differ in the first grade alone: not a letter may differ."""
    now = at + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    ids = {"case_id": case.pk, "assessment_id": signed.pk, "person_id": case.victim_id, "id": case.pk}
    ids["incident_id"] = case.allegations.get().incident_id
    asking = {name: everybody[name] for name in ("other_cru", *deciding)}
    crawl = lambda: every_operation_said(client_for, asking, ids)  # noqa: E731

    worlds = [in_a_world_where(grade, signed=signed, cru=everybody["cru"], at=at, crawl=crawl) for grade in grades]

    answered = {key: status for key, (status, _) in worlds[0].items()}
    read = [path for (*who, path), status in answered.items() if (*who, status) == ("other_cru", "get", 200)]
    assert sum("assessments" in path or "timeline" in path or "duties" in path for path in read) >= 3, read
    assert sorted(key for key in worlds[0] if worlds[0][key] != worlds[1][key]) == []
    assert not [key for key, (_, text) in worlds[0].items() if b"Quillfeather" in text]


@WORLDS
def test_where_a_conflict_moved_the_second_read_nobody_learns_of_the_first_either(
    signed, case, everybody, post, client_for, monkeypatch, at, grades, deciding
):
    """The same walk by who reads now, by who may not any more and by an arbiter, in two worlds."""
    third = post("third-cru", "CRU", "cru", since=timedelta(days=10))
    now = at + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    ids = {"case_id": case.pk, "assessment_id": signed.pk, "person_id": case.victim_id, "id": case.pk}
    ids["incident_id"] = case.allegations.get().incident_id

    def crawl():
        services.declare_conflict(assessment_id=signed.pk, reason="My cousin", by=everybody["other_cru"], at=now)
        asking = {"third": third, **{name: everybody[name] for name in ("other_cru", *deciding[:1])}}
        return everything_said(client_for, asking, ids) | every_operation_said(client_for, asking, ids)

    worlds = [in_a_world_where(grade, signed=signed, cru=everybody["cru"], at=at, crawl=crawl) for grade in grades]

    assert worlds[0]["third", "case"][0] == 200
    assert sorted(map(str, (key for key in worlds[0] if worlds[0][key] != worlds[1][key]))) == []
    assert not [key for key, (_, text) in worlds[0].items() if b"Quillfeather" in text]


def reads_of(statements):
    """Return a wrapper that keeps each statement about reads."""

    def kept(execute, sql, params, many, context):
        if '"risk_read"' in sql:
            statements.append(sql % tuple(map(repr, params or ())))
        return execute(sql, params, many, context)

    return kept


def test_for_every_role_no_page_and_no_address_of_the_api_even_asks_for_what_is_sealed(
    signed, case, everybody, client_for, monkeypatch, at
):
    """Every route about the case, by one officer of each role: rows of reads are asked for the own, or once open."""
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(hours=1))
    read(signed, everybody["cru"], at, grade="HIGH", reasons="Quillfeather")
    ids = {"case_id": case.pk, "incident_id": case.allegations.get().incident_id, "assessment_id": signed.pk}
    ids |= {"person_id": case.victim_id}
    about = [
        (address(route, ids), name)
        for route, name in paths()
        if name != "sign_out" and set(re.findall(r":(\w+)>", route)) <= {*ids, "row", "act", "theme"}
    ]
    shut, said = kept_out(), []
    # The two who may read or decide are walked above, in two worlds.
    roles = {officer.posting.role: officer for officer in everybody.values()}
    assert set(roles) == set(Role)
    roles = {role: officer for role, officer in roles.items() if role not in (Role.CRU, Role.SAFEGUARDING)}
    for role, officer in roles.items():
        browser = client_for(officer)
        for where, name in about:
            statements = []
            if shut(officer, name):
                continue
            with connection.execute_wrapper(reads_of(statements)):
                answer = browser.get(where)
            text = b"".join(answer) if answer.streaming else answer.content
            said += [(role, where, "said")] if b"Quillfeather" in text else []
            own = f'"risk_read"."reader_id" = {officer.pk!r}'
            said += [(role, where, sql) for sql in statements if own not in sql and "opened_at" not in sql]
    assert not said


def test_once_both_are_in_each_is_shown(signed, cru, other_cru, client_for, safeguarding, at):
    read(signed, cru, at, grade="HIGH", reasons="Quillfeather")
    browser = client_for(safeguarding)
    page = reverse("assessment_arbitrate", args=[signed.pk])
    assert b"Quillfeather" not in browser.get(page).content

    read(signed, other_cru, at, grade="STANDARD", reasons="Thistlewick")

    said = browser.get(page).content
    assert b"Quillfeather" in said and b"Thistlewick" in said


def what_is_shown(browser, assessment):
    """Return what the pages and the address of the API say of one assessment."""
    shown = [browser.get(reverse(name, args=[assessment.pk])) for name in ("assessment_read", "assessment")]
    return b"".join(each.content for each in shown).decode(), browser.get(
        f"/api/v1/assessments/{assessment.pk}/"
    ).json()


def test_who_has_still_to_read_is_not_shown_the_grade_that_was_signed_off(
    signed, cru, other_cru, sergeant, client_for, at
):
    read(signed, cru, at)

    text, told = what_is_shown(client_for(other_cru), signed)
    assert "Medium risk" not in text and "He lost his work" not in text and "Graded medium" not in text
    assert "Signed off as" not in text and "once your own read is in" in text
    assert told["withheld"] == ["grade", "grade_reasons", "signed_off_grade", "reviewed_grade", "content_hash"]
    assert not set(told["withheld"]) & set(told)
    waiting = client_for(other_cru).get(reverse("review_list")).content.decode()
    assert "Read apart" in waiting and "Medium risk" not in waiting
    for one in (cru, sergeant):
        told = client_for(one).get(f"/api/v1/assessments/{signed.pk}/").json()
        assert (told["withheld"], told["grade"], told["signed_off_grade"]) == ([], "MEDIUM", "MEDIUM")
    assert "Your read is in" in client_for(cru).get(reverse("review_list")).content.decode()

    read(signed, other_cru, at, grade="HIGH")

    text, told = what_is_shown(client_for(other_cru), signed)
    assert "He lost his work" in text and told["withheld"] == []
    assert "Waits for an arbiter" in client_for(cru).get(reverse("review_list")).content.decode()
