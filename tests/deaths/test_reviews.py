"""The review after a death, step by step, and what it asks to be changed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import escalation
from core.errors import Refused
from core.models import Duty
from core.rebuilding import rebuild
from deaths import services
from incidents.models import Case
from law import clocks

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def owed(case):
    """Return the codes of what is owed in a case."""
    return set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, True), (1, True)])
def test_a_decision_that_is_not_known_in_a_month_climbs(case, die, at, seconds, late):
    die()
    due = Duty.objects.get(code="DEATH_REVIEW_DECIDED").due_at

    escalation.sweep(due + timedelta(seconds=seconds))

    assert bool(Duty.objects.get(code="DEATH_REVIEW_DECIDED").level) is late


def test_a_review_goes_from_the_partnership_to_its_end_in_order(case, die, safeguarding, at):
    death = die()
    step = {"death_id": death.pk, "words": "Ida Lead, reference 12", "by": safeguarding, "at": at + 2 * HOUR}
    with pytest.raises(Refused, match="partnership was told"):
        services.record_decision(decision="REVIEW", **step)

    services.tell_partnership(**step)
    services.record_decision(decision="REVIEW", **step)

    finished = Duty.objects.get(code="DEATH_REVIEW_FINISHED", ended_at=None)
    assert finished.due_at == clocks.calendar_months(at + 2 * HOUR, 6)
    services.finish_review(**step)
    assert not owed(case) & {"TELL_PARTNERSHIP", "DEATH_REVIEW_DECIDED", "DEATH_REVIEW_FINISHED"}
    with pytest.raises(Refused, match="Recorded already"):
        services.tell_partnership(**step)


def test_without_a_review_none_is_owed(case, die, safeguarding, at):
    death = die()
    step = {"death_id": death.pk, "words": "Ida Lead, reference 12", "by": safeguarding, "at": at + 2 * HOUR}
    services.tell_partnership(**step)

    services.record_decision(decision="NO_REVIEW", **step)

    assert "DEATH_REVIEW_FINISHED" not in owed(case)


def test_a_recommendation_is_asked_after_every_month_until_its_evidence_is_there(case, die, safeguarding, cru, at):
    death = die()
    made = services.make_recommendation(
        death_id=death.pk, text="Train", owner_id=cru.pk, due_on=date(2027, 3, 1), by=safeguarding, at=at + 2 * HOUR
    )
    chase = Duty.objects.get(code="CHASE_RECOMMENDATION", ended_at=None)
    assert chase.due_at == clocks.calendar_months(at + 2 * HOUR, 1)
    assert Duty.objects.get(code="DO_RECOMMENDATION").owner_id == cru.pk

    services.chase_recommendation(
        recommendation_id=made.pk, words="Half the force so far", by=safeguarding, at=chase.due_at
    )

    again = Duty.objects.get(code="CHASE_RECOMMENDATION", ended_at=None)
    assert again.due_at == clocks.calendar_months(chase.due_at, 1)
    services.complete_recommendation(
        recommendation_id=made.pk, evidence="The list of all who were trained", by=cru, at=again.due_at
    )
    assert not owed(case) & {"CHASE_RECOMMENDATION", "DO_RECOMMENDATION"}
    assert not any(rebuild(apply_changes=False).values())


def test_a_step_is_never_changed(case, die, safeguarding, at):
    death = die()
    step = services.tell_partnership(death_id=death.pk, words="Ida Lead", by=safeguarding, at=at + 2 * HOUR)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(step).objects.filter(pk=step.pk).update(words="Nobody")


def test_a_question_of_a_call_leads_to_the_recommendation_that_put_it_there_and_back(
    case, call, die, safeguarding, other_officer, client_for, at
):
    death = die()
    made = services.make_recommendation(
        death_id=death.pk,
        text="Ask whether it is getting worse",
        owner_id=safeguarding.pk,
        due_on=date(2027, 3, 1),
        by=safeguarding,
        at=at + 2 * HOUR,
    )
    page = reverse("recommendation_questions", args=[made.pk])
    later = call(at + 2 * HOUR, script={"answers": {"call_escalating": "YES"}})
    script, incident = reverse("call_questions", args=["1"]), reverse("incident", args=[later.pk])
    link = f'<a class="govuk-link" href="{reverse("death", args=[death.pk])}#recommendation-{made.pk}">'
    read = lambda address, by=safeguarding: client_for(by).get(address).content.decode()  # noqa: E731

    assert link not in read(script)
    assert client_for(safeguarding).post(page, {"questions": ["call_escalating"]}).status_code == 302

    assert f"{link}Ask whether it is getting worse</a>" in read(script)
    assert link in read(incident)
    assert "Does it happen more often now" in read(reverse("death", args=[death.pk]))
    Case.objects.filter(pk=case.pk).update(restricted=True)
    assert link not in read(script, other_officer), "a restricted case is not told by the question that it taught"
    Case.objects.filter(pk=case.pk).update(restricted=False)
    services.withdraw_death(death_id=death.pk, words="He lives", by=safeguarding, at=at + 3 * HOUR)
    assert link not in read(script)


def test_a_recommendation_names_only_questions_that_a_call_has_and_may_name_none_again(case, die, safeguarding, at):
    made = services.make_recommendation(
        death_id=die().pk, text="Ask", owner_id=safeguarding.pk, due_on=date(2027, 3, 1), by=safeguarding, at=at + HOUR
    )
    name = lambda *questions: services.name_questions(  # noqa: E731
        recommendation_id=made.pk, questions=questions, by=safeguarding, at=at + 2 * HOUR
    )

    with pytest.raises(Refused, match="no question call_shoe_size"):
        name("call_shoe_size")
    assert (name("call_hurt").questions, name("call_hurt").script_version) == (["call_hurt"], "1")
    assert (name().questions, name().script_version) == ([], "")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(made).objects.filter(pk=made.pk).update(questions=["call_hurt"])


@pytest.mark.parametrize(
    ("decision", "done", "offered"),
    [
        ("REVIEW", 0, ["partnership_told"]),
        ("REVIEW", 1, ["death_decided"]),
        ("REVIEW", 2, ["death_finished"]),
        ("REVIEW", 3, []),
        ("NO_REVIEW", 2, []),
    ],
)
def test_only_the_step_of_a_review_that_is_in_turn_is_offered(
    die, safeguarding, client_for, at, decision, done, offered
):
    death = die()
    said = {"death_id": death.pk, "words": "Ida Lead, reference 12", "by": safeguarding, "at": at + 2 * HOUR}
    steps = (
        services.tell_partnership,
        lambda **more: services.record_decision(decision=decision, **more),
        services.finish_review,
    )
    for step in steps[:done]:
        step(**said)

    page = client_for(safeguarding).get(reverse("death", args=[death.pk])).content.decode()

    names = ("partnership_told", "death_decided", "death_finished")
    assert [name for name in names if f'href="{reverse(name, args=[death.pk])}"' in page] == offered
    asks = (decision, done) not in (("NO_REVIEW", 2), ("NO_REVIEW", 3))
    assert (reverse("recommend", args=[death.pk]) in page) is asks and reverse("family_told", args=[death.pk]) in page


def test_of_a_record_that_was_a_mistake_nothing_more_is_offered(die, safeguarding, client_for, at):
    death = die()
    services.withdraw_death(death_id=death.pk, words="Another woman", by=safeguarding, at=at + 2 * HOUR)

    page = client_for(safeguarding).get(reverse("death", args=[death.pk])).content.decode()

    ways = ("family_contact", "family_told", "partnership_told", "recommend", "death_withdraw")
    assert not [name for name in ways if reverse(name, args=[death.pk]) in page]


def test_no_change_is_asked_for_by_a_review_that_there_will_not_be(die, safeguarding, at):
    death = die()
    step = {"death_id": death.pk, "words": "Ida Lead, reference 12", "by": safeguarding, "at": at + 2 * HOUR}
    services.tell_partnership(**step)
    services.record_decision(decision="NO_REVIEW", **step)

    with pytest.raises(Refused, match="there is no review"):
        services.make_recommendation(
            death_id=death.pk,
            text="Train",
            owner_id=safeguarding.pk,
            due_on=date(2027, 3, 1),
            by=safeguarding,
            at=at + 2 * HOUR,
        )
