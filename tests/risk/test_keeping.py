"""Single answers kept as they are given: from two devices, sent twice, and never written over without a choice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Refused
from core.models import Entry
from custody import services as custody
from incidents import services as incident_services
from risk import queries, services
from tests.beginning import PASSWORD
from tests.risk.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(draft, officer, at):
    """Return a function that keeps answers of the draft, by default as its author."""

    def kept(answers=None, fields=None, by=officer):
        return services.keep_answers(assessment_id=draft.pk, answers=answers, besides=fields, by=by, at=at)

    return kept


def told(value, version=0, comment="", source="VICTIM"):
    return {"value": value, "comment": comment, "source": source, "version": version}


def still_to_choose(draft):
    """Return what waits for a choice now."""
    return queries.undecided_of(queries.assessment(draft.pk, reader=draft.author))


def test_an_answer_is_kept_with_its_version_and_source(keep, draft):
    assert keep({"injury": told("YES", comment="Bruise", source="OFFICER")}).saved == {"injury": 1}
    assert keep({"injury": told("NO", 1)}).saved == {"injury": 2}
    row = queries.answers_of(draft)["injury"]
    assert (row.value, row.comment, row.source, row.version) == ("NO", "", "VICTIM", 2)
    assert row.history.count() == 2


def test_an_answer_to_what_stands_no_more_is_shown_and_not_kept(keep, draft):
    keep({"injury": told("YES", comment="Bruise"), "money": told("NO")})

    kept = keep({"injury": told("NO"), "money": told("YES", 1)})

    assert kept.saved == {"money": 2}
    assert kept.conflicts["injury"] == {
        "value": "YES",
        "comment": "Bruise",
        "source": "VICTIM",
        "version": 1,
        "words": "Yes; Bruise",
    }
    assert queries.values_of(draft) == {"injury": "YES", "money": "YES"}


def test_to_keep_ones_own_after_a_dispute_is_a_choice(keep, draft):
    keep({"injury": told("YES")})
    other = keep({"injury": told("NO")}).conflicts["injury"]
    assert keep({"injury": told("NO", other["version"])}).saved == {"injury": 2}
    assert queries.values_of(draft)["injury"] == "NO"


def test_the_same_answer_sent_twice_is_no_dispute(keep, draft):
    keep({"injury": told("YES")})
    assert keep({"injury": told("YES")}).saved == {"injury": 1}
    assert queries.answers_of(draft)["injury"].history.count() == 1


def test_fields_are_kept_to_what_stood_when_they_were_written(keep, draft):
    assert keep(fields={"observations": {"now": "Deaf", "was": ""}}).conflicts == {}
    other = keep(fields={"observations": {"now": "Blind", "was": ""}}).conflicts
    assert other["observations"]["now"] == "Deaf"
    assert keep(fields={"observations": {"now": "Deaf; blind", "was": "Deaf"}}).conflicts == {}
    assert keep(fields={"children": {"now": "NONE", "was": ""}}).conflicts == {}
    draft.refresh_from_db()
    assert (draft.observations, draft.children) == ("Deaf; blind", "NONE")


def test_a_further_set_is_begun_or_left_out(keep, draft):
    keep({"stalking": told("YES"), "stalking_damage": told("YES")})
    assert queries.further_of(draft)["S_DASH"].left_out == ""
    keep(fields={"left_out_CHILD": {"now": "They sleep", "was": ""}})
    assert queries.further_of(draft)["CHILD"].reason == "They sleep"
    assert "left_out_CHILD" in keep(fields={"left_out_CHILD": {"now": "No time", "was": ""}}).conflicts


@pytest.mark.parametrize(
    ("answers", "said"),
    [({"injury": told("MAYBE")}, "cannot be answered MAYBE"), ({"size": told("YES")}, "no question size")],
)
def test_what_is_no_answer_is_refused(keep, answers, said):
    with pytest.raises(Refused, match=said):
        keep(answers)


def test_nothing_is_kept_after_submission_nor_by_another(keep, submit, other_officer):
    with pytest.raises(Refused, match="Only its author"):
        keep({"injury": told("YES")}, by=other_officer)
    submit()
    with pytest.raises(Refused, match="waits for sign-off"):
        keep({"injury": told("YES")})


def test_a_plain_form_that_was_opened_before_is_stale(keep, draft, officer, client_for):
    keep({"injury": told("YES")})
    page = client_for(officer).post(
        reverse("assessment_answer", args=[draft.pk]), {"answer_injury": "NO", "lock_version": draft.lock_version}
    )
    assert page.status_code == 409
    assert "Yes" in text(page)


def test_a_form_that_sends_only_its_button_changes_nothing(keep, draft, officer, client_for):
    keep({"injury": told("YES", comment="Bruise")}, {"observations": {"now": "Deaf", "was": ""}})
    done = client_for(officer).post(reverse("assessment_answer", args=[draft.pk]), {"check": "1"})
    assert done.url == reverse("assessment_submit", args=[draft.pk])
    draft.refresh_from_db()
    assert queries.answers_of(draft)["injury"].comment == "Bruise"
    assert draft.observations == "Deaf"


def test_the_door_for_machines_keeps_and_tells(draft, officer, other_officer, api_for):
    client, path = api_for(officer), f"/api/v1/assessments/{draft.pk}/answers/"
    assert client.post(path, {"answers": {"injury": told("YES")}}, format="json").json() == {
        "saved": {"injury": 1},
        "conflicts": {},
    }
    again = client.post(path, {"answers": {"injury": told("NO")}}, format="json")
    assert again.status_code == 200
    assert again.json()["conflicts"]["injury"]["words"] == "Yes"
    wrong = client.post(path, {"answers": {"injury": {"value": "YES", "version": -1}}}, format="json")
    assert wrong.status_code == 400
    assert api_for(other_officer).post(path, {"answers": {"injury": told("NO")}}, format="json").status_code == 422


def test_keeping_tells_the_journal_nothing_and_handing_in_does(keep, submit):
    before = Entry.objects.count()
    keep({"injury": told("YES")})
    assert Entry.objects.count() == before
    submit()
    assert Entry.objects.count() > before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(["YES", "NO", "REFUSED"])), max_size=8))
def test_whatever_two_devices_send_no_answer_is_lost_unseen(draft, keep, taps):
    """Each device keeps the version it knows; what is written over was shown to whoever wrote."""
    known = [0, 0]
    row = queries.answers_of(draft).get("injury")
    known = [row.version if row else 0] * 2
    for device, value in taps:
        stands = queries.answers_of(draft).get("injury")

        kept = keep({"injury": told(value, known[device])})

        if "injury" in kept.conflicts:
            assert queries.answers_of(draft)["injury"].value == stands.value != value
            known[device] = kept.conflicts["injury"]["version"]
        else:
            known[device] = kept.saved["injury"]
            assert queries.answers_of(draft)["injury"].value == value
            assert stands is None or stands.value == value or stands.version == known[device] - 1


def test_what_the_records_say_stands_beside_the_question(call, case, officer, client_for, at):
    call(
        at,
        facts={"strangulation": True, "weapon": "no"},
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "person_id": case.suspect_id},
        ],
    )
    started = services.start_assessment(case_id=case.pk, by=officer, at=at)
    html = client_for(officer).get(reverse("assessment_answer", args=[started.pk])).content.decode()
    strangle = html[html.index('id="question_strangle"') :].split('id="question_')[1]
    weapons = html[html.index('id="question_weapons"') :].split('id="question_')[1]
    assert "In the records:" in strangle
    assert "In the records:" not in weapons


def beside(html, code):
    """Return what the page shows of one question."""
    return html[html.index(f'id="question_{code}"') :].split('id="question_')[1]


def test_what_changed_and_what_happened_to_the_suspect_stand_beside_their_question(
    case, call, officer, client_for, at, draft
):
    services.record_circumstance(case_id=case.pk, kind="PREGNANCY", occurred_on=at.date(), by=officer, at=at)
    told = {"suspect_id": case.suspect_id, "case_id": case.pk, "effective_at": at - timedelta(hours=1)}
    custody.record_event(kind="ARRESTED", details={}, by=officer, at=at, **told)
    breach = custody.record_event(kind="BREACHED", details={"breach_of": "BAIL"}, by=officer, at=at, **told)
    shown = lambda: client_for(officer).get(reverse("assessment_answer", args=[draft.pk])).content.decode()  # noqa: E731

    html = shown()
    assert "A pregnancy, or a child was born, 16 Nov 2026." in beside(html, "pregnant")
    assert "A pregnancy, or a child was born" in beside(html, "child_under_one")
    assert "recorded: breach of bail or an order, 16 Nov 2026." in beside(html, "breach")
    assert "arrest, 16 Nov 2026" in beside(html, "criminal")
    assert "In the records:" not in beside(html, "separation")

    custody.withdraw_event(event_id=breach.pk, reason="Another man of the same name", by=officer, at=at)
    assert "In the records:" not in beside(shown(), "breach")


def test_cases_about_others_are_counted_for_whoever_may_know_of_them_and_never_named(
    case, call, officer, safeguarding, client_for, at, draft
):
    other = call(
        at,
        people=[
            {"role": "victim", "given_name": "Quillfeather", "family_name": "Moss", "sex": "F"},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "partner"},
        ],
    )
    html = client_for(officer).get(reverse("assessment_answer", args=[draft.pk])).content.decode()
    assert "one case about somebody else." in beside(html, "hurt_others")
    assert "Quillfeather" not in html

    hidden = other.allegations.get().case
    incident_services.restrict_case(case_id=hidden.pk, officers=[], by=safeguarding, at=at)
    html = client_for(officer).get(reverse("assessment_answer", args=[draft.pk])).content.decode()
    assert "In the records:" not in beside(html, "hurt_others")


def test_the_page_that_is_left_shows_nothing_and_clears_the_device_of_whoever_asks(officer, client_for, client):
    for each in (client_for(officer), client):
        page = each.get("/left/")
        assert page["Clear-Site-Data"] == '"cache", "storage"'
        assert page["Cache-Control"] == "no-store"
        assert "dacase" not in page.content.decode()


def test_whoever_leaves_by_the_button_is_signed_out(draft, officer, client_for):
    browser, address = client_for(officer), reverse("assessment_answer", args=[draft.pk])
    assert browser.get(address).status_code == 200
    assert browser.post("/left/").url == "/left/"
    assert "/sign-in/" in browser.get(address).url


@pytest.mark.parametrize("method", ["get", "head"])
def test_while_a_browser_that_left_sends_a_page_shows_nothing_and_does_not_end_what_is_sent(
    draft, officer, client_for, method
):
    browser, address = client_for(officer), reverse("assessment_answer", args=[draft.pk])
    browser.cookies["left"], browser.cookies["leaving"] = "1", "1"

    page = getattr(browser, method)(address)

    assert "/sign-in/" in page.url and "left" not in page.cookies
    keeps = reverse("api_assessment_answers", args=[draft.pk])
    sent = browser.post(keeps, {"answers": {"injury": told("YES")}}, content_type="application/json")
    assert sent.json()["saved"] == {"injury": 1}
    del browser.cookies["leaving"]
    assert "/sign-in/" in browser.get(address).url
    assert browser.post(keeps, {}, content_type="application/json").status_code == 401


def test_whoever_signs_in_while_it_is_still_sent_is_signed_in_and_stays_so(draft, officer, client_for):
    officer.set_password(PASSWORD)
    officer.save()
    browser, address = client_for(officer), reverse("assessment_answer", args=[draft.pk])
    browser.cookies["left"], browser.cookies["leaving"] = "1", "1"

    done = browser.post("/sign-in/", {"username": officer.username, "password": PASSWORD})

    assert (done.cookies["left"].value, done.cookies["leaving"].value) == ("", "")
    assert done.status_code == 302
    del browser.cookies["left"], browser.cookies["leaving"]
    assert browser.get(address).status_code == 200


def test_what_was_still_to_be_chosen_at_leaving_is_kept_and_shown_again_until_it_is_chosen(
    keep, submit, draft, officer, client_for
):
    keep({"injury": told("NO")})
    left = {
        "answers": {"injury": told("YES", comment="Bruise")},
        "besides": {"observations": {"now": "A dog", "was": ""}},
    }

    services.keep_answers(assessment_id=draft.pk, undecided=left, by=officer, at=draft.started_at)

    assert queries.values_of(draft)["injury"] == "NO"
    page = client_for(officer).get(reverse("assessment_answer", args=[draft.pk])).content.decode()
    assert 'id="capture-undecided"' in page and "Question 1: Yes; Bruise" in page and "A dog" in page
    with pytest.raises(Refused, match="choose which answer stays"):
        submit()

    services.keep_answers(assessment_id=draft.pk, undecided={}, by=officer, at=draft.started_at)

    assert (
        "capture-undecided"
        not in client_for(officer).get(reverse("assessment_answer", args=[draft.pk])).content.decode()
    )
    assert submit().state == "SUBMITTED"


def test_what_is_kept_so_is_of_a_question_that_there_is_and_of_the_authors_alone(
    draft, officer, other_officer, api_for
):
    path, left = f"/api/v1/assessments/{draft.pk}/answers/", {"undecided": {"answers": {"injury": told("MAYBE")}}}
    assert api_for(officer).post(path, left, format="json").status_code == 400
    left["undecided"]["answers"] = {"injury": told("YES")}
    assert api_for(other_officer).post(path, left, format="json").status_code == 422
    assert still_to_choose(draft) is None
    assert api_for(officer).post(path, left, format="json").status_code == 200
    assert still_to_choose(draft)["answers"]["injury"]["value"] == "YES"


def test_without_a_script_a_saved_page_says_that_the_officer_has_seen_it(keep, draft, officer, client_for):
    keep({"injury": told("NO")})
    left = {"answers": {"injury": told("YES")}}
    services.keep_answers(assessment_id=draft.pk, undecided=left, by=officer, at=draft.started_at)
    browser, address = client_for(officer), reverse("assessment_answer", args=[draft.pk])

    browser.post(address, {"answer_money": "NO"})
    assert still_to_choose(draft) is not None
    browser.post(address, {"answer_injury": "YES", "chosen": "1"})

    assert still_to_choose(draft) is None


def test_a_browser_that_left_still_sends_what_was_given_and_is_signed_out_at_its_next_page(draft, officer, client_for):
    browser, address = client_for(officer), reverse("assessment_answer", args=[draft.pk])
    browser.cookies["left"] = "1"
    keeps = reverse("api_assessment_answers", args=[draft.pk])
    sent = browser.post(keeps, {"answers": {"injury": told("YES")}}, content_type="application/json")
    assert sent.json()["saved"] == {"injury": 1}

    away = browser.get(address)

    assert "/sign-in/" in away.url
    assert away.cookies["left"].value == ""
    assert browser.post(keeps, {}, content_type="application/json").status_code == 401


def test_children_are_kept_in_the_lines_in_which_they_are_typed(keep, draft):
    first, second = "Ila, Vale, 2019", "Ila, Vale, 2019\nRobin"
    assert keep(fields={"children_named": {"now": first, "was": ""}}).saved == {"children_named": 0}
    assert keep(fields={"children_named": {"now": second, "was": "Ila,Vale,2019"}}).saved == {"children_named": 0}
    draft.refresh_from_db()
    assert [each["given_name"] for each in draft.children_named] == ["Ila", "Robin"]

    other = keep(fields={"children_named": {"now": "Noor", "was": first}}).conflicts["children_named"]

    assert other == {"now": second, "words": second}


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Ila, Vale, 28/2/2019", ""), ("Ila, Vale, 29/2/2019", "Ila Vale"), ("Ila Vale 2019", "with commas")],
)
def test_a_child_that_cannot_be_read_is_named_and_nothing_is_kept(draft, officer, api_for, typed, said):
    besides = {"children_named": {"now": typed, "was": ""}}

    answer = api_for(officer).post(f"/api/v1/assessments/{draft.pk}/answers/", {"besides": besides}, format="json")

    draft.refresh_from_db()
    assert bool(draft.children_named) == (not said)
    if said:
        assert answer.status_code == 422
        assert said in answer.json()["detail"]
        assert [each["field"] for each in answer.json()["errors"]] == ["children_named"]


@pytest.mark.parametrize("said", ["SOME", "x" * 4000, ""])
def test_an_answer_about_children_that_there_is_not_is_refused(draft, officer, api_for, said):
    besides = {"children": {"now": said, "was": "NOT_ASKED"}}

    answer = api_for(officer).post(f"/api/v1/assessments/{draft.pk}/answers/", {"besides": besides}, format="json")

    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["children"]
