"""Special measures, the Victim Personal Statement and the rights of the Code: each owed until it is done."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from custody import services as custody
from incidents import queries as reads
from incidents import services as incidents
from incidents.services import cases as closing
from law import clocks
from law.witness import MEASURES
from tests.witness_care.conftest import SAFE, SPOKEN
from witness_care import services
from witness_care.models import SpecialMeasure, StatementOffer, Telling

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


@pytest.fixture
def screens(case, officer, at):
    """Screens, which the victim wants."""
    services.assess_needs(case_id=case.pk, needs=["TRAVEL"], measures=["SCREENS"], by=officer, at=at, **SPOKEN)
    return SpecialMeasure.objects.get()


@pytest.fixture
def offer(case, officer, at):
    """Return a function that records an offer of the statement; any keyword may be replaced."""

    def offered(answer="DECLINED", **changes):
        arguments = {"case_id": case.pk, "answer": answer, "by": officer, "at": at}
        return services.offer_statement(**(arguments | SPOKEN | changes))

    return offered


def test_charge_asks_for_a_contact_the_needs_and_the_statement(charge, owed, at):
    for code, working_days in (("NAME_WITNESS_CONTACT", 1), ("WITNESS_NEEDS", 5), ("OFFER_STATEMENT", 5)):
        assert owed(code).due_at == clocks.working_days(at, working_days), code


def test_a_special_measure_is_owed_at_each_step_until_the_victim_knows(charge, screens, officer, owed, at):
    step = {"measure_id": screens.pk, "by": officer, "at": at}
    assert (owed("WITNESS_NEEDS"), owed("APPLY_MEASURE").subject_id) == (None, screens.pk)

    services.apply_for_measure(applied_on=TODAY, court="Dover", **step)
    assert (owed("APPLY_MEASURE"), bool(owed("MEASURE_DECISION"))) == (None, True)

    services.record_measure_decision(granted=True, decided_on=TODAY, **step)
    assert (owed("MEASURE_DECISION"), bool(owed("TELL_MEASURE"))) == (None, True)

    services.tell_measure(**step, **SPOKEN)
    assert owed("TELL_MEASURE") is None


def test_a_refused_measure_needs_the_reason_of_the_court_and_can_be_applied_for_again(screens, officer, at):
    step = {"measure_id": screens.pk, "by": officer, "at": at}
    services.apply_for_measure(applied_on=TODAY, court="Dover", **step)
    with pytest.raises(Refused, match="Say why"):
        services.record_measure_decision(granted=False, decided_on=TODAY, **step)

    services.record_measure_decision(granted=False, decided_on=TODAY, reason="Late", **step)
    services.apply_for_measure(applied_on=TODAY, court="Dover", **step)

    screens.refresh_from_db()
    assert (screens.state, screens.reason, screens.decided_on) == ("APPLIED", "", None)


@pytest.mark.parametrize(("day", "refused"), [(-1, False), (0, False), (1, True)])
def test_what_was_applied_for_lies_not_ahead(screens, officer, at, day, refused):
    applied = {"measure_id": screens.pk, "applied_on": TODAY + timedelta(days=day), "court": "Dover"}
    if refused:
        with pytest.raises(Refused, match="not come yet"):
            services.apply_for_measure(**applied, by=officer, at=at)
    else:
        assert services.apply_for_measure(**applied, by=officer, at=at).state == "APPLIED"


def test_what_was_refused_applied_for_again_and_dropped_is_told_all_the_same(screens, officer, owed, at):
    step = {"measure_id": screens.pk, "by": officer, "at": at}
    services.apply_for_measure(applied_on=TODAY, court="Dover", **step)
    services.record_measure_decision(granted=False, decided_on=TODAY, reason="No ground named", **step)
    services.apply_for_measure(applied_on=TODAY, court="Dover", **step)
    services.drop_measure(reason="She will not come to court", **step)
    assert owed("TELL_MEASURE")

    services.tell_measure(**step, **SPOKEN)

    assert owed("TELL_MEASURE") is None


def test_what_is_no_longer_wanted_is_owed_no_more_and_keeps_its_reason(screens, officer, owed, at):
    services.drop_measure(measure_id=screens.pk, reason="Gives evidence by live link", by=officer, at=at)

    assert owed("APPLY_MEASURE") is None
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialMeasure.objects.create(case=screens.case, code="NO_WIGS", state="DROPPED", asked_at=at, asked_by=officer)


def test_asking_again_opens_no_second_measure_of_the_same_kind(case, screens, officer, at):
    services.assess_needs(case_id=case.pk, needs=[], measures=["SCREENS", "LIVE_LINK"], by=officer, at=at, **SPOKEN)

    assert sorted(SpecialMeasure.objects.values_list("code", flat=True)) == ["LIVE_LINK", "SCREENS"]


def test_every_special_measure_names_its_section_and_for_whom_it_is():
    assert {each.source.split("section ")[1][:2] for each in MEASURES} == {str(n) for n in range(23, 31)}
    assert [each.code for each in MEASURES if each.only] == ["INTERMEDIARY", "AIDS"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answer": "MADE", "reading": "SELF"}, "reference"),
        ({"answer": "MADE", "reference": "VPS 12"}, "heard"),
        ({"answer": "LATER"}, "Agree on a day"),
        ({"answer": "LATER", "again_on": TODAY}, "lie ahead"),
        ({"answer": "DECLINED", "safe_how": " "}, "safe"),
    ],
)
def test_an_offer_that_is_not_whole_is_refused(offer, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        offer(**changes)


def test_a_statement_put_off_is_offered_again_on_the_day_that_the_victim_named(offer, owed, days):
    offer("LATER", again_on=TODAY + timedelta(days=9))
    assert owed("OFFER_STATEMENT_LATER").due_at == clocks.end_of_day(TODAY + timedelta(days=9))

    offer("LATER", again_on=TODAY + timedelta(days=30), at=days(9))
    assert owed("OFFER_STATEMENT_LATER").due_at == clocks.end_of_day(TODAY + timedelta(days=30))

    offer("MADE", reference="VPS 12", reading="SELF", at=days(20))
    assert owed("OFFER_STATEMENT_LATER") is None


@pytest.mark.parametrize(("before", "counts"), [(30, False), (29, True), (1, True)])
def test_before_sentence_it_is_offered_again_unless_that_was_done_lately(listed, offer, owed, days, before, counts):
    offer()
    listed(60, hearing="SENTENCE")
    assert owed("OFFER_STATEMENT_SENTENCE").due_at == clocks.start_of_day(TODAY + timedelta(days=59))

    offer(at=days(60 - before))

    assert (owed("OFFER_STATEMENT_SENTENCE") is None) is counts


def test_conviction_asks_to_offer_it_again_although_it_was_declined(case, charge, offer, officer, owed, days):
    offer()
    assert owed("OFFER_STATEMENT") is None

    custody.enter_event(
        case_id=case.pk,
        kind="COURT_HEARD",
        effective_at=days(3),
        details={"result": "CONVICTED"},
        by=officer,
        at=days(3),
    )
    assert owed("OFFER_STATEMENT_CONVICTED")

    offer("MADE", reference="VPS 12", reading="PROSECUTOR", at=days(4))
    assert owed("OFFER_STATEMENT_CONVICTED") is None


def test_after_sentence_it_is_said_whether_it_was_read_and_why_not(case, officer, owed, at):
    custody.enter_event(
        case_id=case.pk, kind="SENTENCED", effective_at=at, details={"sentence": "COMMUNITY"}, by=officer, at=at
    )
    used = {"case_id": case.pk, "used_on": TODAY, "by": officer, "at": at}
    with pytest.raises(Refused, match="Say why"):
        services.record_statement_use(use="NOT_USED", **used)

    services.record_statement_use(use="READ_BY_VICTIM", **used)

    assert owed("STATEMENT_USED") is None


def test_what_was_offered_is_never_changed(offer):
    row = offer()

    with pytest.raises(Exception, match="append"), transaction.atomic():
        StatementOffer.objects.filter(pk=row.pk).update(answer="MADE")


@pytest.fixture
def no_action(case, officer, at):
    """The police take no further action."""
    return custody.enter_event(case_id=case.pk, kind="NO_FURTHER_ACTION", effective_at=at, by=officer, at=at)


@pytest.fixture
def tell(case, officer, at):
    """Return a function that tells the victim of a right."""

    def told(right, wish="WANTS", **changes):
        arguments = {"case_id": case.pk, "right": right, "wish": wish, "by": officer, "at": at}
        return services.tell_right(**(arguments | SPOKEN | changes))

    return told


def test_a_right_told_in_a_way_that_she_did_not_name_needs_a_reason(case, officer, tell, at):
    incidents.record_safe_contact(
        case_id=case.pk, channels={"PHONE": "07700 900123"}, when_safe="Mornings", never="Write", by=officer, at=at
    )

    tell("CONFIRMATION", exception_reason="")
    with pytest.raises(Refused, match="did not name this way"):
        tell("CONFIRMATION", method="LETTER", exception_reason="")
    tell("CONFIRMATION", method="LETTER", exception_reason="She asked for it at work")

    assert list(Telling.objects.values_list("method", "exception_reason").order_by("pk")) == [
        ("PHONE", ""),
        ("LETTER", "She asked for it at work"),
    ]


def test_no_further_action_tells_the_victim_of_the_right_to_review(no_action, tell, owed, at):
    assert owed("TELL_RIGHT_TO_REVIEW_NO_ACTION").due_at == clocks.working_days(at, 1)

    tell("COMPENSATION")
    assert owed("TELL_RIGHT_TO_REVIEW_NO_ACTION")

    tell("REVIEW")
    assert owed("TELL_RIGHT_TO_REVIEW_NO_ACTION") is None


@pytest.mark.parametrize(("result", "asks"), [("DISCONTINUED", True), ("ACQUITTED", False), ("ADJOURNED", False)])
def test_a_dropped_prosecution_can_be_reviewed_and_a_verdict_cannot(case, officer, owed, at, result, asks):
    custody.enter_event(
        case_id=case.pk, kind="COURT_HEARD", effective_at=at, details={"result": result}, by=officer, at=at
    )

    assert bool(owed("TELL_RIGHT_TO_REVIEW_COURT")) is asks


@pytest.fixture
def review(case, officer, no_action, at):
    """A review for which the victim has asked."""
    return services.ask_review(case_id=case.pk, decision="No further action", by=officer, at=at)


def test_a_review_is_decided_by_somebody_without_a_part_in_it_and_told(review, officer, sergeant, owed, at):
    decision = {"review_id": review.pk, "outcome": "UPHELD", "reason": "Read the file", "at": at}
    assert owed("DECIDE_REVIEW").due_at == clocks.working_days(at, 30)
    with pytest.raises(Refused):
        services.decide_review(**decision, by=officer)

    services.decide_review(**decision, by=sergeant)
    assert owed("DECIDE_REVIEW") is None
    assert owed("TELL_REVIEW").due_at == clocks.working_days(at, 1)

    services.tell_review(review_id=review.pk, by=officer, at=at, **SPOKEN)
    assert owed("TELL_REVIEW") is None


@pytest.mark.parametrize(("owner", "decides"), [("officer", "control_supervisor"), ("control_supervisor", "elder")])
def test_a_review_falls_to_an_inspector_who_may_decide_it_and_had_no_part_in_the_case(
    case, no_action, everybody, elder, owed, at, owner, decides
):
    if owner != "officer":
        incidents.move_case(
            case_id=case.pk, to_id=everybody[owner].pk, reason="Cover", by=everybody["other_sergeant"], at=at
        )

    services.ask_review(case_id=case.pk, decision="No further action", by=everybody["officer"], at=at)

    assert owed("DECIDE_REVIEW").owner_id == (everybody | {"elder": elder})[decides].pk


def test_the_owner_of_the_case_does_not_review_the_own_decision(case, review, sergeant, other_sergeant, at):
    incidents.move_case(case_id=case.pk, to_id=sergeant.pk, reason="Cover", by=other_sergeant, at=at)

    with pytest.raises(Refused, match="had a part"):
        services.decide_review(review_id=review.pk, outcome="UPHELD", reason="Mine", by=sergeant, at=at)


def test_overturned_a_closed_case_is_open_again_with_an_owner(
    case, review, sergeant, other_sergeant, owed, monkeypatch, at
):
    monkeypatch.setattr(closing, "READY_TO_CLOSE", [])
    incidents.close_case(case_id=case.pk, reason="No line left", investigated=False, by=other_sergeant, at=at)
    assert owed("TELL_RIGHT_TO_REVIEW_CLOSED")

    services.decide_review(review_id=review.pk, outcome="OVERTURNED", reason="Unseen witness", by=sergeant, at=at)

    case.refresh_from_db()
    assert (case.state, reads.owner_of(case.pk)) == ("OPEN", sergeant)


@pytest.mark.parametrize(
    "name", ["witness", "witness_contact", "witness_needs", "statement_offer", "statement_used", "right_tell"]
)
def test_every_page_of_the_witness_opens_with_few_questions(
    case, screens, charge, officer, client_for, django_assert_max_num_queries, name
):
    client = client_for(officer)
    client.get(reverse(name, args=[case.pk]))

    with django_assert_max_num_queries(25):
        answer = client.get(reverse(name, args=[case.pk]))

    assert answer.status_code == 200


def test_a_form_records_what_was_typed_and_a_refusal_keeps_it(case, officer, client_for):
    client, address = client_for(officer), reverse("statement_offer", args=[case.pk])

    now = timezone.localtime()
    typed = {"answer": "MADE", "reading": "SELF", "told_at_day": now.day, "told_at_month": now.month}
    typed |= {"told_at_year": now.year, "told_at_time": f"{now:%H:%M}"} | SPOKEN

    refused = client.post(address, typed)
    assert refused.status_code == 409
    assert SAFE.replace("'", "&#x27;") in refused.content.decode()

    done = client.post(address, typed | {"reference": "VPS 12"})
    assert done.status_code == 302
    assert StatementOffer.objects.get().reference == "VPS 12"
