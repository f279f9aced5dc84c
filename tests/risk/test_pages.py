"""The pages: start, answer, check, submit, sign off, send back, review."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Access, Entry
from law import clocks
from risk import events, presenters, queries, services
from risk.models import Assessment

pytestmark = pytest.mark.django_db


def moment_boxes(moment):
    local = moment.astimezone(clocks.LONDON)
    return {
        "assessed_at_day": local.day,
        "assessed_at_month": local.month,
        "assessed_at_year": local.year,
        "assessed_at_time": f"{local:%H:%M}",
    }


def hidden(page, name):
    """Return the value of a hidden input of a page."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())
    assert found, f"no hidden {name} on the page"
    return found[1]


def text(page):
    """Return the page's words without its tags."""
    body = page.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.fixture
def answered(draft, no_to_all, officer, at):
    """A draft in which everything is answered."""
    return services.save_answers(assessment_id=draft.pk, answers=no_to_all, children="NONE", by=officer, at=at)


def test_starting_leads_to_the_questions_and_again_to_the_same_draft(case, officer, client_for):
    client = client_for(officer)
    start = reverse("assessment_start", args=[case.pk])
    page = client.get(start)
    assert page.status_code == 200

    done = client.post(start, {"instrument": "DASH_2009_POLICE", "command_id": hidden(page, "command_id")})
    draft = Assessment.objects.get()
    assert done.url == reverse("assessment_answer", args=[draft.pk])
    assert client.get(start).url == done.url


def test_the_questions_are_on_one_page_with_five_answers_each(draft, officer, client_for):
    page = client_for(officer).get(reverse("assessment_answer", args=[draft.pk]))
    html = page.content.decode()
    assert page.status_code == 200
    first = html[: html.index('data-further="')]
    assert first.count('type="radio" name="answer_') == 27 * 5
    assert not re.search(r'<input[^>]*name="answer_[^>]* checked', html)
    assert Access.objects.filter(case_id=draft.case_id, what="assessment").exists()


def test_saving_a_part_keeps_it_and_comes_back(draft, officer, client_for):
    client, address = client_for(officer), reverse("assessment_answer", args=[draft.pk])
    page = client.get(address)
    sent = {
        "command_id": hidden(page, "command_id"),
        "lock_version": hidden(page, "lock_version"),
        "answer_injury": "YES",
        "comment_injury": "Bruise <b>left</b> arm",
        "source_injury": "OFFICER",
        "comment_fear_of": "Would not look up",
        "children_named": "Ila, Vale, 2019",
    }
    done = client.post(address, sent)
    again = client.post(address, sent)

    assert done.url == again.url == reverse("case", args=[draft.case_id])
    assert Entry.objects.filter(event=events.ANSWERS_SAVED).count() == 1
    html = client.get(address).content.decode()
    assert "Bruise &lt;b&gt;left&lt;/b&gt; arm" in html
    assert "Would not look up" in html
    assert "Ila, Vale, 2019" in html
    assert re.search(r'name="answer_injury" value="YES"[^>]*checked', html)


def test_a_second_window_shows_both_and_the_officer_may_keep_theirs(draft, officer, client_for, at):
    client, address = client_for(officer), reverse("assessment_answer", args=[draft.pk])
    page = client.get(address)
    services.save_answers(assessment_id=draft.pk, answers={"injury": "NO"}, by=officer, at=at)

    sent = {
        "command_id": hidden(page, "command_id"),
        "lock_version": hidden(page, "lock_version"),
        "answer_injury": "YES",
    }
    stale = client.post(address, sent)
    assert stale.status_code == 409
    assert "changed in another window" in text(stale)
    assert "Question 1 No Yes" in text(stale)

    kept = client.post(address, sent | {"lock_version": hidden(stale, "lock_version")})
    assert kept.status_code == 302
    assert queries.values_of(draft)["injury"] == "YES"


def test_a_child_with_an_impossible_birthday_is_named_and_the_answers_stay_on_the_page(draft, officer, client_for):
    client, address = client_for(officer), reverse("assessment_answer", args=[draft.pk])
    page = client.post(address, {"answer_injury": "YES", "children_named": "Ila, Vale, 31/2/2019"})
    assert page.status_code == 422
    assert "Ila Vale" in text(page)
    assert re.search(r'name="answer_injury" value="YES"[^>]*checked', page.content.decode())


def test_what_a_device_kept_before_stands_on_the_page_of_a_refusal(draft, officer, client_for, at):
    services.save_answers(
        assessment_id=draft.pk, answers={"injury": "YES"}, observations="Two dogs", children="LISTED", by=officer, at=at
    )
    page = client_for(officer).post(
        reverse("assessment_answer", args=[draft.pk]), {"check": "1", "children_named": "Ila, Vale, 31/2/2019"}
    )
    html = page.content.decode()
    assert page.status_code == 422
    assert re.search(r'name="answer_injury" value="YES"[^>]*checked', html)
    assert re.search(r'name="children" value="LISTED"[^>]*checked', html)
    assert "Two dogs" in html
    assert "Ila, Vale, 31/2/2019" in html


def test_the_check_names_what_is_missing(draft, officer, client_for, at):
    services.save_answers(assessment_id=draft.pk, answers={"strangle": "YES"}, by=officer, at=at)
    page = client_for(officer).get(reverse("assessment_submit", args=[draft.pk]))
    assert "26 questions without an answer, and the children are not asked about" in text(page)
    assert "#question_injury" in page.content.decode()
    assert "Strangling, choking, suffocating or drowning was attempted." in text(page)
    assert "the true count lies between 1 and 24" in text(page)


def test_submitting_from_the_page(answered, officer, client_for):
    client, address = client_for(officer), reverse("assessment_submit", args=[answered.pk])
    page = client.get(address)
    assert not re.search(r'name="grade"[^>]*checked', page.content.decode())
    done = client.post(
        address,
        {
            "command_id": hidden(page, "command_id"),
            "lock_version": hidden(page, "lock_version"),
            "grade": "STANDARD",
            **moment_boxes(timezone.now()),
        },
    )
    assert done.url == reverse("assessment", args=[answered.pk])
    assert Assessment.objects.get().state == "SUBMITTED"


def test_a_refused_submission_keeps_what_was_typed(draft, officer, client_for):
    client = client_for(officer)
    page = client.post(
        reverse("assessment_submit", args=[draft.pk]),
        {"grade": "HIGH", "grade_reasons": "Her own words", **moment_boxes(timezone.now())},
    )
    assert page.status_code == 409
    assert "Not answered yet: 1 (injury)" in text(page)
    assert "Her own words" in page.content.decode()


def test_a_supervisor_signs_off_what_the_page_shows(submit, sergeant, client_for, many_yes):
    submitted = submit(answers=many_yes(14), grade="HIGH")
    client, address = client_for(sergeant), reverse("assessment_sign_off", args=[submitted.pk])
    page = client.get(address)
    assert "Visible high risk" in text(page)
    assert hidden(page, "content_hash") == submitted.content_hash

    lowered = client.post(address, {"content_hash": submitted.content_hash, "grade": "STANDARD", "note": "She is calm"})
    assert lowered.status_code == 409
    assert "never lower this" in text(lowered)

    done = client.post(address, {"content_hash": hidden(page, "content_hash"), "grade": "HIGH"})
    assert done.url == reverse("assessment", args=[submitted.pk])
    assert Assessment.objects.get().state == "SIGNED_OFF"


def test_an_author_gets_the_sentence_on_the_page(case, sergeant, submit, client_for, at):
    own = services.start_assessment(case_id=case.pk, by=sergeant, at=at)
    submitted = submit(assessment_id=own.pk, by=sergeant)
    page = client_for(sergeant).post(
        reverse("assessment_sign_off", args=[own.pk]), {"content_hash": submitted.content_hash, "grade": "STANDARD"}
    )
    assert page.status_code == 409
    assert "Someone else must sign off your own assessment" in text(page)


def test_a_response_officer_cannot_open_the_sign_off(submit, other_officer, client_for):
    submitted = submit()
    page = client_for(other_officer).get(reverse("assessment_sign_off", args=[submitted.pk]))
    assert page.status_code == 403


def test_send_back_from_the_page_and_the_author_reads_why(submit, sergeant, officer, client_for):
    submitted = submit()
    address = reverse("assessment_return", args=[submitted.pk])
    client_for(sergeant).post(address, {"content_hash": submitted.content_hash, "reason": "Ask about money"})
    page = client_for(officer).get(reverse("assessment_answer", args=[submitted.pk]))
    assert "Ask about money" in text(page)
    assert re.search(r'name="answer_injury" value="NO"[^>]*checked', page.content.decode())


def test_a_review_with_recommendations_from_the_page(sign_off, cru, neighbourhood, client_for):
    signed = sign_off(grade="MEDIUM", grade_reasons="Fear")
    client, address = client_for(cru), reverse("assessment_review", args=[signed.pk])
    assert client.get(address).status_code == 200
    row = {
        "measure_1": "OTHER",
        "what_1": "Change the lock",
        "owner_1": str(neighbourhood.pk),
        "due_on_1_day": "1",
        "due_on_1_month": "3",
        "due_on_1_year": "2099",
    }
    missing = client.post(address, {"grade": "HIGH", "reasons": "Records", "measure_1": "OTHER", "what_1": "Lock"})
    assert missing.status_code == 422
    assert "by which day" in text(missing)

    done = client.post(address, {"grade": "HIGH", "reasons": "Records", **row})
    assert done.status_code == 302
    read = text(client.get(done.url))
    assert "Reviewed: Medium to High" in read
    assert "Change the lock (by 1 Mar 2099)" in read


def test_the_lists_show_what_waits(submit, sergeant, cru, client_for, at):
    submitted = submit(grade="HIGH", grade_reasons="Fear")
    assert "Asha Vale" in text(client_for(sergeant).get(reverse("sign_off_list")))
    services.sign_off_assessment(assessment_id=submitted.pk, content_hash=submitted.content_hash, by=sergeant, at=at)
    assert "No assessment of your unit waits" in text(client_for(sergeant).get(reverse("sign_off_list")))
    assert "Asha Vale" in text(client_for(cru).get(reverse("review_list")))


def test_a_list_goes_on_after_the_last_one_shown_and_an_odd_place_is_its_beginning(
    submit, case, sergeant, other_officer, client_for, days, monkeypatch
):
    for module in ("risk.queries.waiting", "risk.views.decisions"):
        monkeypatch.setattr(f"{module}.PAGE", 1)
    submit(grade="HIGH", grade_reasons="Fear")
    started = services.start_assessment(case_id=case.pk, by=other_officer, at=days(0))
    submit(assessment_id=started.pk, by=other_officer)
    client, address = client_for(sergeant), reverse("sign_off_list")
    first = client.get(address)
    second = client.get(first.context["next"])
    authors = [page.context["rows"][0].author_id for page in (first, second)]
    assert authors[1] == other_officer.pk != authors[0]
    assert (second.context["next"], second.context["previous"]) == ("", address)
    for odd in ("x", "HIGH~yesterday~1", "~~"):
        assert client.get(address, {"after": odd}).context["rows"] == first.context["rows"]


def test_the_lists_cost_the_same_however_long_they_are(
    submit, case, sergeant, other_officer, neighbourhood, client_for, days, django_assert_max_num_queries
):
    submit()
    for author in (other_officer, neighbourhood):
        started = services.start_assessment(case_id=case.pk, by=author, at=days(0))
        submit(assessment_id=started.pk, by=author)
    client = client_for(sergeant)
    client.get(reverse("sign_off_list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("sign_off_list"))


def test_the_answers_of_before_are_shown_as_then(sign_off, no_to_all, case, other_officer, client_for, days):
    sign_off(answers=no_to_all | {"injury": "REFUSED"})
    second = services.start_assessment(case_id=case.pk, by=other_officer, at=days(7))
    html = client_for(other_officer).get(reverse("assessment_answer", args=[second.pk])).content.decode()
    assert "Then, 16 Nov 2026:" in html
    assert not re.search(r'name="answer_injury"[^>]*checked', html)


def test_a_draft_is_set_aside_from_its_page(draft, officer, client_for):
    client = client_for(officer)
    client.post(reverse("assessment_set_aside", args=[draft.pk]), {"reason": "Begun last week"})
    assert "Begun last week" in text(client.get(reverse("assessment", args=[draft.pk])))


def test_the_author_confirms_on_the_page(case, neighbourhood, other_officer, submit, client_for, at):
    typed = services.start_assessment(case_id=case.pk, for_officer_id=neighbourhood.pk, by=other_officer, at=at)
    submit(assessment_id=typed.pk, by=other_officer)
    client = client_for(neighbourhood)
    assert "has not confirmed it yet" in text(client.get(reverse("assessment", args=[typed.pk])))
    client.post(reverse("assessment_confirm", args=[typed.pk]), {})
    assert "confirmed by the author" in text(client.get(reverse("assessment", args=[typed.pk])))


@pytest.mark.parametrize("name", ["assessment", "assessment_answer", "assessment_submit"])
def test_hidden_and_missing_look_the_same(draft, case, other_officer, client_for, name):
    case.restricted = True
    case.save()
    client = client_for(other_officer)
    hidden_page = client.get(reverse(name, args=[draft.pk]))
    missing_page = client.get(reverse(name, args=[uuid.uuid4()]))
    assert hidden_page.status_code == missing_page.status_code == 404
    assert text(hidden_page) == text(missing_page)


def test_the_panel_offers_each_reader_their_own_next_step(draft, submit, case, officer, sergeant, cru, auditor, at):
    def offered(reader):
        panel = presenters.panel(case, reader, at)
        return panel["may_assess"], [words for row in panel["rows"] for _, words in row["actions"]]

    assert offered(officer) == (True, ["Go on with the answers", "Set this draft aside"])
    submit(grade="HIGH", grade_reasons="Fear")
    assert offered(officer) == (True, [])
    assert offered(sergeant) == (True, ["Sign off", "Send back", "Somebody in this case is close to me"])
    assert offered(auditor) == (False, [])


def test_an_assessment_that_a_later_one_overtook_offers_no_judging_of_its_level(
    sign_off, case, officer, cru, sergeant, at
):
    first = sign_off(grade="MEDIUM", grade_reasons="Fear")
    later, soon = at + timedelta(days=1), at + timedelta(days=2)
    again = services.start_assessment(case_id=case.pk, by=officer, at=later)
    second = sign_off(assessment_id=again.pk, grade="HIGH", grade_reasons="Fear", at=later)

    def offered(reader, pk):
        rows = presenters.panel(case, reader, soon)["rows"]
        return [words for row in rows if row["assessment"].pk == pk for _, words in row["actions"]]

    judging = ["Review the grade", "Propose a lower level for a time", "Somebody in this case is close to me"]
    assert offered(cru, first.pk) == offered(cru, second.pk) == judging
    services.review_grade(assessment_id=second.pk, grade="HIGH", reasons="Records", by=cru, at=soon)
    assert offered(cru, first.pk) == offered(sergeant, first.pk) == []
    assert offered(cru, second.pk) == judging


def test_every_event_has_a_sentence_without_names(sign_off, cru, case, at):
    signed = sign_off(grade="MEDIUM", grade_reasons="Fear")
    services.review_grade(assessment_id=signed.pk, grade="HIGH", reasons="Records", by=cru, at=at)
    said = [
        presenters.SENTENCES[entry.event](entry.facts)
        for entry in Entry.objects.filter(case_id=case.pk, event__startswith="risk.").order_by("pk")
    ]
    assert said == [
        "Risk assessment started.",
        "Risk assessment submitted, graded medium.",
        "Risk assessment signed off, graded medium.",
        "Grade reviewed: raised from medium to high.",
    ]
    named = {value for name, value in vars(events).items() if name.isupper()}
    assert named == set(presenters.SENTENCES)
