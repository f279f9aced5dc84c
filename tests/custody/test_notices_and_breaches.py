"""A notice says who authorised it, of the rank that the law wants; a breach says which term, and what was done."""

from datetime import timedelta

import pytest

from core import rebuilding
from core.errors import Refused
from core.models import Duty
from custody import services
from custody.models import CustodyEvent

pytestmark = pytest.mark.django_db
TO_COURT = ("DVPN", "DVPO", "DAPN")
NO_CONTACT = {"kind": "NO_CONTACT", "text": "Asha Vale"}


@pytest.fixture
def by_hand(case, officer, at):
    """Return a function that records an event of the case by hand."""

    def enter(kind, **details):
        return services.enter_event(case_id=case.pk, kind=kind, effective_at=at, details=details, by=officer, at=at)

    return enter


@pytest.fixture
def breach(by_hand):
    """Return a function that records a breach of bail; any detail may be replaced."""

    def breached(**changes):
        told = {"breach_of": "BAIL", "breached_terms": [NO_CONTACT], "arrested": True}
        return by_hand("BREACHED", **(told | changes))

    return breached


@pytest.mark.parametrize(
    ("kind", "rank", "taken"),
    [
        ("DVPN_SERVED", "CHIEF_INSPECTOR", False),
        ("DVPN_SERVED", "SUPERINTENDENT", True),
        ("DVPN_SERVED", "CHIEF_SUPERINTENDENT", True),
        ("DAPN_SERVED", "SERGEANT", False),
        ("DAPN_SERVED", "INSPECTOR", True),
        ("DAPN_SERVED", "CHIEF_INSPECTOR", True),
    ],
)
def test_a_notice_is_authorised_by_the_rank_that_the_law_wants_or_above(by_hand, kind, rank, taken):
    told = {"authorised_by_name": "Ada Marsh", "authorised_rank": rank, "conditions": [NO_CONTACT]}
    if taken:
        assert by_hand(kind, **told).details["authorised_rank"] == rank
        return

    with pytest.raises(Refused, match="must be authorised by an? (superintendent|inspector) or above") as refused:
        by_hand(kind, **told)

    assert refused.value.field == "authorised_rank"
    assert not CustodyEvent.objects.filter(kind=kind).exists()


@pytest.mark.parametrize("left_out", ["authorised_by_name", "authorised_rank"])
def test_by_hand_both_name_and_rank_are_asked(by_hand, left_out):
    told = {"authorised_by_name": "Ada Marsh", "authorised_rank": "SUPERINTENDENT", "conditions": [NO_CONTACT]}

    with pytest.raises(Refused, match="of the officer who authorised the notice") as refused:
        by_hand("DVPN_SERVED", **(told | {left_out: ""}))

    assert refused.value.field == left_out


def test_the_page_asks_who_authorised_it_keeps_what_was_typed_and_shows_it(case, officer, client_for, at):
    browser, path = client_for(officer), f"/cases/{case.pk}/custody/new/?kind=DVPN_SERVED"
    typed = when(at) | {"authorised_by_name": "Ada Marsh", "condition_no_contact": "Asha Vale"}
    assert "A superintendent or above." in browser.get(path).content.decode()

    no = browser.post(path, typed | {"authorised_rank": "INSPECTOR"})
    yes = browser.post(path, typed | {"authorised_rank": "SUPERINTENDENT"}, follow=True)

    assert no.status_code == 409 and "must be authorised by a superintendent or above" in no.content.decode()
    assert 'value="Ada Marsh"' in no.content.decode()
    page = yes.content.decode()
    assert "Authorised by: Ada Marsh, superintendent" in page


def when(at):
    """Return the moment as the page asks for it."""
    day = {"effective_at_day": at.day, "effective_at_month": at.month, "effective_at_year": at.year}
    return day | {"effective_at_time": f"{at:%H:%M}"}


@pytest.mark.parametrize(
    ("details", "status"),
    [
        ({}, 201),
        ({"authorised_by_name": "Ada Marsh", "authorised_rank": "SUPERINTENDENT"}, 201),
        ({"authorised_by_name": "Ada Marsh", "authorised_rank": "INSPECTOR"}, 422),
        ({"authorised_by_name": "Ada Marsh"}, 422),
        ({"authorised_rank": "SUPERINTENDENT"}, 422),
    ],
)
def test_what_a_machine_says_of_the_authority_must_be_whole_and_of_the_rank(
    case, officer, api_for, at, details, status
):
    body = {
        "source": "custody",
        "source_event_id": "n-1",
        "kind": "DVPN_SERVED",
        "suspect": str(case.suspect_id),
        "effective_at": at.isoformat(),
        "details": details,
    }

    answer = api_for(officer).post(
        "/api/v1/custody-events/", body, format="json", headers={"Idempotency-Key": "notice-1"}
    )

    assert answer.status_code == status
    assert CustodyEvent.objects.filter(kind="DVPN_SERVED").exists() is (status == 201)


def test_a_correction_cannot_name_a_rank_that_is_too_low(by_hand, officer, at):
    authority = {"authorised_by_name": "Ada Marsh", "authorised_rank": "SUPERINTENDENT"}
    made = by_hand("DVPN_SERVED", conditions=[NO_CONTACT], **authority)

    with pytest.raises(Refused, match="must be authorised by a superintendent"):
        services.correct_event(
            event_id=made.pk,
            reason="Typed wrongly",
            details=made.details | {"authorised_rank": "SERGEANT"},
            by=officer,
            at=at,
        )


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"breach_of": ""}, "breach_of", "what was breached"),
        ({"breached_terms": []}, "breached_terms", "which term was breached"),
        ({"breach_of": "RESTRAINING"}, "breached_terms", "not one of what was breached"),
        ({"arrested": None}, "arrested", "whether the suspect was arrested"),
        ({"arrested": False}, "not_arrested_why", "why the suspect was not arrested"),
    ],
)
def test_a_breach_says_which_term_and_what_was_done(bail, breach, change, field, sentence):
    bail()

    with pytest.raises(Refused, match=sentence) as refused:
        breach(**change)

    assert refused.value.field == field
    assert breach().details["breached_terms"] == [NO_CONTACT]


def test_where_no_terms_are_on_record_they_are_said_in_words(breach):
    made = breach(
        breach_of="RESTRAINING", breached_terms=["Not to write to her"], arrested=False, not_arrested_why="Fled"
    )

    assert made.details["breached_terms"] == [{"kind": "OTHER", "text": "Not to write to her"}]
    assert (made.details["arrested"], made.details["not_arrested_why"]) == (False, "Fled")


def test_the_page_lists_the_terms_that_stand_and_shows_what_was_recorded(bail, case, officer, client_for, at):
    bail()
    browser, path = client_for(officer), f"/cases/{case.pk}/custody/new/?kind=BREACHED"
    form = browser.get(path).context["form"]
    choices = dict(form.fields["breached_terms"].choices)
    code = next(code for code, words in choices.items() if "No contact" in words)
    assert len(choices) == 2 and choices[code].startswith("Bail conditions. No contact")
    typed = when(at) | {"breach_of": "BAIL", "breached_terms": code, "arrested": "no"}

    no = browser.post(path, typed)
    yes = browser.post(path, typed | {"not_arrested_why": "Not found at home"}, follow=True)

    assert no.status_code == 409 and "Say why the suspect was not arrested." in no.content.decode()
    assert f'value="{code}"' in no.content.decode() and "checked" in no.content.decode()
    page = yes.content.decode()
    for words in ("Terms that were breached", "The suspect was not arrested", "Why not arrested: Not found at home"):
        assert words in page
    assert CustodyEvent.objects.get(kind="BREACHED").details["breached_terms"] == [NO_CONTACT]


def test_a_breach_is_corrected_with_the_terms_of_its_day_though_bail_has_ended(
    bail, breach, case, officer, client_for, at
):
    bail()
    made = breach()
    services.end_bail(case_id=case.pk, effective_at=at, reason="Charged", by=officer, at=at)

    page = client_for(officer).get(f"/custody-events/{made.pk}/correct/")

    form = page.context["form"]
    assert [words for _, words in form.fields["breached_terms"].choices if "No contact" in words]
    assert form.initial["breached_terms"] == [code for code, _ in form.fields["breached_terms"].choices]


@pytest.mark.parametrize(("breached", "asked"), [("DVPN", True), ("DVPO", True), ("DAPN", True), ("DAPO", False)])
def test_an_arrest_for_breach_of_a_notice_goes_before_a_court_within_a_day(by_hand, owed, breached, asked):
    by_hand("ARRESTED", breach_of=breached)

    assert ("ORDER_BREACH_TO_COURT" in owed()) is asked


@pytest.mark.parametrize("breached", ["DVPN", "DVPO", "DAPN", "DAPO", "BAIL"])
@pytest.mark.parametrize("arrested", [True, False])
def test_a_breach_with_an_arrest_goes_before_a_court_within_a_day_as_the_arrest_does(
    happened, owed, at, breached, arrested
):
    event = happened("BREACHED", 2, breach_of=breached, arrested=arrested)

    found = owed("ORDER_BREACH_TO_COURT")
    assert [duty.subject_id for duty in found.values()] == [event.pk] * (arrested and breached in TO_COURT)
    assert all(duty.due_at == event.effective_at + timedelta(hours=24) for duty in found.values())


@pytest.mark.parametrize("arrest_first", [True, False])
def test_where_the_arrest_is_on_record_by_itself_the_clock_runs_once_from_there(happened, owed, arrest_first, case):
    told = [("ARRESTED", 1, {}), ("BREACHED", 2, {"arrested": True})]
    found = {
        kind: happened(kind, hours, breach_of="DVPO", **more)
        for kind, hours, more in told[:: 1 if arrest_first else -1]
    }

    (duty,) = Duty.objects.filter(case_id=case.pk, code="ORDER_BREACH_TO_COURT", ended_at=None)
    assert duty.subject_id == found["ARRESTED"].pk


def test_an_arrest_that_was_withdrawn_leaves_the_clock_of_the_breach(happened, owed, officer, at):
    breach = happened("BREACHED", 2, breach_of="DVPO", arrested=True)
    arrest = happened("ARRESTED", 1, breach_of="DVPO")

    services.withdraw_event(event_id=arrest.pk, reason="Another man", by=officer, at=at)

    assert owed()["ORDER_BREACH_TO_COURT"].subject_id == breach.pk
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.mark.parametrize(("hours", "met"), [(3, False), (2, True), (1, True)])
@pytest.mark.parametrize("breach_first", [True, False])
def test_a_hearing_after_the_breach_meets_it_in_whatever_order_they_reach_us(happened, owed, hours, met, breach_first):
    told = [("BREACHED", 2, {"breach_of": "DVPO", "arrested": True}), ("COURT_HEARD", hours, {})]
    for kind, ago, details in told[:: 1 if breach_first else -1]:
        happened(kind, ago, **details)

    assert ("ORDER_BREACH_TO_COURT" in owed()) is not met


@pytest.mark.parametrize("kind", ["BREACHED", "ARRESTED"])
def test_what_stands_against_him_is_offered_and_what_else_it_may_have_been_below(
    bail, happened, case, officer, client_for, kind
):
    path = f"/cases/{case.pk}/custody/new/?kind={kind}"
    before = codes(client_for(officer).get(path))
    bail()
    happened("ORDER_MADE", order="RESTRAINING")
    happened("ORDER_MADE", order="NON_MOLESTATION")
    happened("ORDER_ENDED", 0, order="NON_MOLESTATION")

    page = client_for(officer).get(path)

    found = codes(page)
    rest = [code for code, _ in page.context["form"].fields["breach_of_else"].choices if code]
    assert found == ["BAIL", "RESTRAINING", "ELSE"]
    assert page.content.decode().count("In force now") == 2
    assert rest == [each for each in before if each not in found]


def test_a_breach_of_what_is_not_in_force_on_this_record_is_named_below(bail, case, officer, client_for, at):
    bail()
    path = f"/cases/{case.pk}/custody/new/?kind=BREACHED"
    typed = when(at) | {"breach_of": "ELSE", "other_term": "Not to write", "arrested": "no", "not_arrested_why": "Fled"}

    silent = client_for(officer).post(path, typed)
    assert silent.status_code == 422 and "Choose what it was" in silent.content.decode()
    assert client_for(officer).post(path, typed | {"breach_of_else": "RESTRAINING"}).status_code == 302

    assert CustodyEvent.objects.get(kind="BREACHED").details["breach_of"] == "RESTRAINING"


def test_a_breach_on_record_is_shown_again_where_it_is_put_right_though_it_stands_no_more(
    bail, happened, officer, client_for
):
    event = happened("BREACHED", 2, breach_of="RESTRAINING", arrested=True)
    bail()

    form = client_for(officer).get(f"/custody-events/{event.pk}/correct/").context["form"]

    assert (form.initial["breach_of"], form.initial["breach_of_else"]) == ("ELSE", "RESTRAINING")


def test_only_an_order_that_stands_is_offered_as_ended(happened, case, officer, client_for):
    happened("ORDER_MADE", order="RESTRAINING")

    form = client_for(officer).get(f"/cases/{case.pk}/custody/new/?kind=ORDER_ENDED").context["form"]

    assert [code for code, _ in form.fields["order"].choices] == ["RESTRAINING", "ELSE"]


def codes(page):
    """Return the codes of what can be breached in the order of a page, the empty one left out."""
    return [code for code, _ in page.context["form"].fields["breach_of"].choices if code]


@pytest.mark.parametrize("kind", ["DVPN_SERVED", "DAPN_SERVED"])
def test_a_notice_by_hand_says_what_it_forbids_so_that_she_can_be_told(by_hand, kind):
    told = {"authorised_by_name": "Ada Marsh", "authorised_rank": "SUPERINTENDENT"}

    with pytest.raises(Refused, match="what the notice forbids") as refused:
        by_hand(kind, **told)

    assert refused.value.field == "condition_other"
    assert by_hand(kind, conditions=[{"kind": "OTHER", "text": "Not known yet: PC Hale asks"}], **told).pk
