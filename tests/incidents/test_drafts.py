"""A call that is typed and not logged: kept from the first second, shared, logged or discarded, never forgotten."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import escalation
from core.errors import Absent, Refused
from core.models import Duty, Entry
from incidents import queries, services
from incidents.models import CallDraft, Incident
from tests.incidents.test_pages import CALL

pytestmark = pytest.mark.django_db
PAGE = "0f7d3c52-5b0e-4a57-9d0c-0a1b2c3d4e5f"


@pytest.fixture
def colleague(post):
    """Another operator of the control room."""
    return post("colleague", "CONTROL", "control", "police staff")


@pytest.fixture
def typed(everybody, at):
    """Return a function that saves a draft as the operator."""

    def saved(draft_id=None, base=None, by=None, at=at, **content):
        return services.save_draft(
            draft_id=draft_id or uuid.uuid4(),
            content={name.replace("__", "-"): [value] for name, value in content.items()},
            base=base or {},
            by=by or everybody["operator"],
            at=at,
        )

    return saved


@pytest.fixture
def draft(typed):
    """A call begun by the operator."""
    return typed(address="14 Harbour Row", what="He is").draft


@pytest.fixture
def browser(client_for, everybody):
    """The operator's browser."""
    return client_for(everybody["operator"])


def saves(browser, draft_id=None, base=None, page_id=PAGE, **content):
    """Send what a page holds, as the page does each second: into a draft, or for the first time."""
    body = {name.replace("__", "-"): value for name, value in content.items()}
    where = reverse("call_draft_save", args=[draft_id]) if draft_id else reverse("call_draft_begin")
    return browser.post(where, body | {"draft_base": json.dumps(base or {}), "command_id": page_id})


def begins(browser, page_id=PAGE, **content):
    """Send the first words of a page; return the draft's identifier and the ground."""
    answer = saves(browser, page_id=page_id, **content).json()
    return answer["draft"].split("/")[-2], answer["base"]


def test_the_first_words_open_the_duty_to_log_the_call(draft, operator, at):
    duty = Duty.objects.get(code="LOG_CALL_DRAFT")

    assert (duty.owner_id, duty.role, duty.subject_id) == (operator.pk, "CONTROL", draft.pk)
    assert duty.due_at == at + timedelta(minutes=10)


def test_typing_on_opens_no_second_duty_and_keeps_who_typed_what_and_when(draft, typed, colleague, at):
    later = at + timedelta(seconds=7)

    kept = typed(draft.pk, base=draft.content, by=colleague, at=later, address="14 Harbour Row", what="He is back")

    assert kept.draft.content["what"] == ["He is back"]
    assert kept.draft.touched["what"] == {"at": later.isoformat(), "by": str(colleague.pk)}
    assert kept.draft.touched["address"]["at"] == at.isoformat()
    assert Duty.objects.filter(code="LOG_CALL_DRAFT").count() == 1


def test_a_draft_kept_between_two_looks_is_nobody_elses(typed, operator, monkeypatch):
    draft_id = uuid.uuid4()

    def kept_meanwhile(reader, at=None):
        typed(draft_id, address="14 Harbour Row")
        return CallDraft.objects.none()

    monkeypatch.setattr("incidents.queries.drafts.drafts_visible_to", kept_meanwhile)

    assert queries.draft_or_none(draft_id, reader=operator) is None


def test_two_operators_who_type_into_different_inputs_lose_nothing(draft, typed, colleague):
    base = dict(draft.content)
    typed(draft.pk, base=base, address="14 Harbour Row", what="He is", postcode="CT16 1AA")

    kept = typed(draft.pk, base=base, by=colleague, address="14 Harbour Row", what="He is back")

    assert kept.draft.content == {"address": ["14 Harbour Row"], "what": ["He is back"], "postcode": ["CT16 1AA"]}
    assert kept.merged.theirs == ("postcode",)


def test_two_operators_who_type_different_words_into_one_input_keep_both(draft, typed, colleague):
    base = dict(draft.content)
    typed(draft.pk, base=base, address="14 Harbour Row", what="He is gone")

    kept = typed(draft.pk, base=base, by=colleague, address="14 Harbour Row", what="He is back")

    assert kept.merged.conflicts == {"what": (["He is gone"], ["He is back"])}
    assert kept.draft.content["what"] == ["He is gone"]
    assert [(row["values"], row["by"]) for row in kept.draft.set_aside] == [(["He is back"], str(colleague.pk))]


def test_words_of_another_that_are_replaced_are_set_aside(draft, typed, colleague):
    kept = typed(draft.pk, base=draft.content, by=colleague, address="9 Mill Lane", what="He is back")

    assert [(row["name"], row["values"]) for row in kept.draft.set_aside] == [("address", ["14 Harbour Row"])]


def test_an_unlogged_draft_goes_up_to_the_supervisor_and_then_to_the_inspector(draft, everybody, at):
    duty = Duty.objects.get(code="LOG_CALL_DRAFT")
    escalation.sweep(at + timedelta(minutes=9, seconds=59))
    duty.refresh_from_db()
    assert duty.level == 0

    escalation.sweep(at + timedelta(minutes=10))

    duty.refresh_from_db()
    assert (duty.level, duty.escalated_to_id) == (1, everybody["control_supervisor"].pk)


def test_logging_uses_the_draft_up_in_the_same_transaction(draft, call, at):
    incident = call(at, draft_id=draft.pk)

    draft.refresh_from_db()
    assert draft.incident == incident
    assert Duty.objects.get(code="LOG_CALL_DRAFT").ended_as == "MET"


def test_a_call_that_is_refused_leaves_the_draft_waiting(draft, call, at):
    with pytest.raises(Refused):
        call(at, draft_id=draft.pk, people=[])

    draft.refresh_from_db()
    assert draft.incident is None
    assert Duty.objects.get(code="LOG_CALL_DRAFT").ended_at is None


def test_a_draft_becomes_one_call_and_no_second(draft, call, colleague, at):
    call(at, draft_id=draft.pk)

    with pytest.raises(Refused, match="logged already"):
        call(at, draft_id=draft.pk, by=colleague)

    assert Incident.objects.count() == 1


def test_a_draft_is_discarded_only_with_a_reason(draft, operator, at):
    with pytest.raises(Refused, match="Say why") as refusal:
        services.discard_draft(draft_id=draft.pk, reason=" ", by=operator, at=at)
    assert refusal.value.field == "reason"

    services.discard_draft(draft_id=draft.pk, reason="Logged by a colleague", by=operator, at=at)

    assert Duty.objects.get(code="LOG_CALL_DRAFT").ended_as == "VOID"
    draft.refresh_from_db()
    assert draft.content["what"] == ["He is"], "what was typed stays"


def test_what_was_discarded_takes_no_more_words(draft, typed, operator, at):
    services.discard_draft(draft_id=draft.pk, reason="Wrong button", by=operator, at=at)

    with pytest.raises(Refused, match="discarded"):
        typed(draft.pk, base=draft.content, what="more")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"discard_reason": "no"}, "draft_discarded_whole"),
        ({"updated_at": timedelta(days=-1)}, "draft_in_time"),
        ({"both": True}, "draft_ends_once"),
    ],
)
def test_the_database_refuses_a_draft_that_cannot_be(draft, incident, operator, at, change, constraint):
    if "updated_at" in change:
        change = {"updated_at": at + change["updated_at"]}
    if "both" in change:
        change = {"incident": incident, "discarded_at": at, "discarded_by": operator, "discard_reason": "no"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CallDraft.objects.filter(pk=draft.pk).update(**change)


def test_a_draft_in_which_a_hidden_person_was_chosen_is_hidden_too(case, typed, everybody, colleague, at, client_for):
    services.restrict_case(case_id=case.pk, officers=[everybody["operator"].pk], by=everybody["safeguarding"], at=at)
    draft = typed(what="She rang again", people__0__person_id=str(case.victim_id)).draft
    other = client_for(colleague)

    for name in ("call_draft", "call_draft_save", "call_draft_discard"):
        hidden = other.post(reverse(name, args=[draft.pk]), {"what": "x"})
        absent = other.post(reverse(name, args=[uuid.uuid4()]), {"what": "x"})
        assert hidden.status_code == absent.status_code == 404

    assert "She rang again" not in other.get(reverse("call_drafts")).content.decode()
    with pytest.raises(Absent):
        typed(draft.pk, by=colleague, what="x")


def test_nobody_chooses_a_person_whom_they_may_not_see(case, typed, everybody, colleague, at):
    services.restrict_case(case_id=case.pk, officers=[everybody["operator"].pk], by=everybody["safeguarding"], at=at)

    with pytest.raises(Absent):
        typed(by=colleague, what="x", people__0__person_id=str(case.victim_id))


def test_the_page_saves_each_second_and_is_told_what_others_changed(browser, client_for, colleague):
    draft_id, base = begins(browser, what="He is here")
    saves(client_for(colleague), draft_id, base, what="He is here", address="14 Harbour Row")

    answer = saves(browser, draft_id, base, what="He is here now")

    data = answer.json()
    assert answer.status_code == 200
    assert data["changes"] == {"address": ["14 Harbour Row"]}
    assert data["base"] == {"what": ["He is here now"], "address": ["14 Harbour Row"]}
    assert "Colleague Example changed “Address”" in data["html"]


def test_different_words_are_answered_with_both_and_stay_until_somebody_chooses(browser, client_for, colleague):
    draft_id, base = begins(browser, what="He")
    saves(client_for(colleague), draft_id, base, what="He left")

    answer = saves(browser, draft_id, base, what="He is here")
    again = saves(browser, draft_id, answer.json()["base"], what="He is here")

    assert answer.status_code == again.status_code == 409
    assert "He left" in answer.json()["html"]
    assert "He is here" in answer.json()["html"]
    assert CallDraft.objects.get().content["what"] == ["He left"]
    assert len(CallDraft.objects.get().set_aside) == 1


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "He is here"), ("theirs", "He left"), ("both", "He is here\nHe left")]
)
def test_whoever_sees_both_words_settles_it(browser, client_for, colleague, choice, stands):
    draft_id, base = begins(browser, what="He")
    saves(client_for(colleague), draft_id, base, what="He left")

    page = browser.post(
        reverse("call_draft", args=[draft_id]),
        CALL | {"what": "He is here", "draft_base": json.dumps(base), "settle": f"what:{choice}"},
    )

    assert page.status_code == 200
    assert CallDraft.objects.get().content["what"] == [stands]
    assert "Two of you" not in page.content.decode()


def test_a_call_is_not_logged_over_the_head_of_a_colleague(browser, client_for, colleague):
    draft_id, base = begins(browser, what="He")
    saves(client_for(colleague), draft_id, base, what="He left")

    page = browser.post(reverse("call_draft", args=[draft_id]), CALL | {"draft_base": json.dumps(base)})

    assert page.status_code == 409
    assert "Two of you typed different words" in page.content.decode()
    assert "Shouting and something broken" in page.content.decode()
    assert not Incident.objects.exists()


def test_what_a_colleague_added_is_logged_with_the_call(browser, client_for, colleague):
    draft_id, base = begins(browser, what="Shouting and something broken")
    saves(client_for(colleague), draft_id, base, what="Shouting and something broken", caller_number="01304 496 100")

    browser.post(reverse("call_draft", args=[draft_id]), CALL | {"draft_base": json.dumps(base)})

    assert Incident.objects.get().calls.get().caller_number.endswith("1304496100")


def test_whoever_saves_second_is_led_to_the_call(browser, client_for, colleague):
    draft_id, base = begins(browser, what="He")
    first = browser.post(reverse("log_call"), CALL | {"command_id": PAGE, "draft_base": json.dumps(base)})

    second = client_for(colleague).post(reverse("call_draft", args=[draft_id]), CALL)

    assert first.url == second.url
    assert Incident.objects.count() == 1


def test_a_draft_survives_the_end_of_the_session(browser, client_for, everybody):
    draft_id, _ = begins(browser, address="14 Harbour Row", people__0__given_name="Asha")
    browser.logout()

    again = client_for(everybody["operator"])

    assert "Log the call that was begun" in again.get(reverse("work")).content.decode()
    assert "14 Harbour Row, Asha" in again.get(reverse("log_call")).content.decode()
    page = again.get(reverse("call_draft", args=[draft_id])).content.decode()
    assert 'value="14 Harbour Row"' in page
    assert 'value="Asha"' in page


def test_a_page_that_sends_its_first_words_twice_begins_one_draft_and_nobody_elses(browser, client_for, colleague):
    first, again = begins(browser, what="He"), begins(browser, what="He")
    other = begins(client_for(colleague), what="He")

    assert first[0] == again[0] != other[0]


def test_the_button_keeps_a_draft_without_javascript(browser):
    page = browser.post(reverse("log_call"), CALL | {"keep": "1"}, follow=True)

    draft = CallDraft.objects.get()
    assert page.redirect_chain == [(reverse("call_draft", args=[draft.pk]), 302)]
    assert "Shouting and something broken" in page.content.decode()
    assert "There is a problem" not in page.content.decode()


def test_a_refusal_keeps_what_was_typed_on_the_server_too(browser):
    browser.post(reverse("log_call"), CALL | {"grade": "SCHEDULED"})

    assert CallDraft.objects.get().content["what"] == ["Shouting and something broken"]


def test_a_call_logged_at_once_leaves_no_draft(browser):
    browser.post(reverse("log_call"), CALL)

    assert not CallDraft.objects.exists()


def test_what_was_replaced_is_shown_with_the_incident(browser, draft, typed, colleague, operator, at, call):
    typed(draft.pk, base=draft.content, by=colleague, address="9 Mill Lane", what="He is back")
    incident = call(at, draft_id=draft.pk)

    page = browser.get(reverse("incident", args=[incident.pk])).content.decode()

    assert "Typed during the call and replaced" in page
    assert "Address: " in re.sub(r"<[^>]+>", "", page)


def test_a_draft_too_big_for_a_call_is_refused_with_a_sentence(typed):
    with pytest.raises(Refused, match="More was typed"):
        typed(what="x" * 400_001)


def test_the_journal_holds_no_word_of_a_draft(draft):
    assert all(entry.facts == {} for entry in Entry.objects.filter(event__startswith="incidents.call_draft"))


def test_whoever_takes_no_calls_sees_no_draft(client_for, everybody, draft):
    browser = client_for(everybody["auditor"])

    assert browser.get(reverse("call_drafts")).status_code == 403
    assert saves(browser, draft.pk, what="x").status_code == 403
