"""One answer by itself: two statements and no transaction around them, and still all or nothing."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.errors import Refused
from core.models import Reply
from risk import queries, services
from risk.models import Answer, Assessment
from risk.states import State
from tests.risk.test_keeping import told
from tests.risk.test_races import at_once, wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keep(draft, officer, at):
    """Return a function that keeps one answer of the draft as its author."""

    def kept(code="injury", value="YES", version=0):
        return services.keep_answers(assessment_id=draft.pk, answers={code: told(value, version)}, by=officer, at=at)

    return kept


def statements_of(command):
    """Return the first words of each statement that the command sends."""
    with CaptureQueriesContext(connection) as sent:
        command()
    return [each["sql"].split()[0] for each in sent.captured_queries]


def test_it_is_read_and_written_and_nothing_else(keep, draft):
    assert statements_of(keep) == ["SELECT", "WITH"]
    assert queries.answers_of(draft)["injury"].history.count() == 1


def test_several_at_once_or_one_of_a_further_set_are_in_one_transaction(keep, draft, officer, at):
    both = {"injury": told("YES"), "money": told("NO")}
    sent = statements_of(lambda: services.keep_answers(assessment_id=draft.pk, answers=both, by=officer, at=at))
    assert (sent[0], sent[-1]) == ("BEGIN", "COMMIT")
    keep("stalking")

    sent = statements_of(lambda: keep("stalking_damage"))

    assert (sent[1], sent[-1]) == ("BEGIN", "COMMIT")
    assert queries.further_of(draft).keys() == {"S_DASH"}


def test_what_is_handed_in_between_reading_and_writing_takes_no_answer_and_says_why(keep, draft):
    ended = []

    def late():
        try:
            keep("injury")
        except Refused as refusal:
            ended.append(refusal.sentence)
        finally:
            connection.close()

    thread = threading.Thread(target=late)
    with transaction.atomic():
        aside = Assessment.objects.select_for_update().get(pk=draft.pk)
        aside.move_to(State.SET_ASIDE)
        aside.save()
        thread.start()
        wait_until_somebody_waits()
    thread.join()

    assert ended == ["This draft was set aside. Start a new assessment."]
    assert not Answer.objects.exists()


def test_one_answer_and_the_handing_in_at_one_moment_leave_what_was_sealed(keep, submit, sergeant, at):
    for code in ("injury", "money"):
        ended = at_once(lambda code=code: keep(code, "NO"), submit)
        assert ended in (["done", "done"], ["done", "refused"], ["refused", "refused"])
    kept = Assessment.objects.get()
    assert kept.state == "SUBMITTED"
    signed = services.sign_off_assessment(assessment_id=kept.pk, content_hash=kept.content_hash, by=sergeant, at=at)
    assert signed.state == "SIGNED_OFF"


def test_six_devices_that_give_six_answers_to_one_question_keep_one_and_show_it_to_the_others(draft, officer, at):
    kept = []

    def given(comment):
        sent = {"injury": told("YES", comment=comment)}
        return lambda: kept.append(services.keep_answers(assessment_id=draft.pk, answers=sent, by=officer, at=at))

    assert at_once(*[given(f"Number {number}") for number in range(6)]) == ["done"] * 6

    assert sorted(bool(each.saved) for each in kept) == [False] * 5 + [True]
    stands = Answer.objects.get()
    assert {each.conflicts["injury"]["comment"] for each in kept if each.conflicts} == {stands.comment}
    assert (stands.version, stands.history.count()) == (1, 1)


def test_the_door_holds_a_request_in_a_transaction_only_where_it_carries_a_key(draft, officer, api_for):
    client, path = api_for(officer), f"/api/v1/assessments/{draft.pk}/answers/"
    send = lambda **headers: client.post(  # noqa: E731
        path, {"answers": {"injury": told("YES")}}, format="json", headers=headers
    )

    assert "BEGIN" not in statements_of(send)
    assert "BEGIN" in statements_of(lambda: send(**{"Idempotency-Key": "one"}))

    assert Reply.objects.get().body == {"saved": {"injury": 1}, "conflicts": {}}
    assert send(**{"Idempotency-Key": "one"}).json() == Reply.objects.get().body


def test_a_request_with_a_key_that_is_refused_keeps_neither_answer_nor_reply(draft, officer, api_for):
    client, path = api_for(officer), f"/api/v1/assessments/{draft.pk}/answers/"
    wrong = {"answers": {"injury": told("YES"), "size": told("YES")}}
    for headers in ({}, {"Idempotency-Key": "two"}):
        assert client.post(path, wrong, format="json", headers=headers).status_code == 422
    assert not Answer.objects.exists()
    assert not Reply.objects.exists()
