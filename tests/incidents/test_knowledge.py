"""What the record answers while a call is typed, and what it says when it cannot."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from custody import services as custody
from incidents import services
from incidents.models import Incident
from people import services as people
from people.models import Firearm
from tests.incidents.test_pages import CALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_for, everybody):
    """The operator's browser."""
    return client_for(everybody["operator"])


@pytest.fixture
def asked(browser):
    """Return a function that asks what is known, as the page does, and gives the words of the answer."""

    def words(**typed):
        body = {name.replace("__", "-"): value for name, value in typed.items()}
        return browser.post(reverse("call_known"), body).content.decode()

    return words


def test_a_person_answers_with_cases_owners_level_reports_and_their_age(asked, case, officer):
    page = asked(people__0__person_id=str(case.victim_id))

    assert "Asha Vale and Dorian Crane" in page
    assert f"Owner: {officer}" in page
    assert "Risk now" in page
    assert "never assessed" in page
    assert "Earlier reports" in page
    assert "ago" in page


def test_a_number_answers_with_its_owner_and_what_was_reported_from_it(asked, call, at, everybody):
    people_in = [{"role": "victim", "given_name": "Asha", "family_name": "Vale", "phone": "01304 496100"}]
    incident = call(at, caller_number="01304 496101", people=people_in)

    assert "Number of Asha Vale" in asked(people__0__phone="(01304) 496 100")
    assert incident.number in asked(caller_number="+44 1304 496101")


def test_an_address_answers_with_certificates_and_earlier_reports(asked, incident):
    Firearm.objects.create(certificate="F-77", address=people.place("14 Harbour Row, Dover", "CT16 1AA"))

    page = asked(address="14 harbour row", postcode="ct161aa")

    assert "Certificate F-77" in page
    assert incident.number in page
    assert "A firearms certificate belongs to a person or the address" in page, "and the grade says why"


@pytest.mark.parametrize(("days", "shown"), [(80, True), (-1, False)])
def test_bail_conditions_that_hold_are_shown_and_those_that_are_over_are_not(asked, case, sergeant, days, shown):
    now = timezone.now()
    custody.grant_bail(
        case_id=case.pk,
        effective_at=now - timedelta(days=2),
        conditions=[{"kind": "NO_CONTACT", "text": "heliotrope"}],
        bail_ends_on=(now + timedelta(days=days)).date(),
        views_sought=True,
        victim_views="Keep him away",
        by=sergeant,
        at=now,
    )

    page = asked(people__1__person_id=str(case.suspect_id))

    assert "Bail and orders" in page
    assert ("heliotrope" in page) is shown


def test_children_of_earlier_reports_are_named(asked, call, at, everybody, case):
    call(
        at,
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "person_id": case.suspect_id},
            {"role": "child", "given_name": "Iris", "family_name": "Vale", "born_on": "2019"},
        ],
    )

    page = asked(people__0__person_id=str(case.victim_id))

    assert "Iris Vale" in page
    assert "born 2019" in page
    assert "Repeat victim" in page
    assert "2 records" in page, "with the reports that it rests on"


def test_nothing_of_a_restricted_case_is_answered(asked, case, everybody, at):
    services.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    incident = Incident.objects.get()

    page = asked(people__0__person_id=str(case.victim_id), address="14 Harbour Row", postcode="CT16 1AA")

    for hidden in ("Asha", "Crane", incident.number, "Earlier reports", "At this address"):
        assert hidden not in page


def test_the_grade_and_its_reasons_are_answered_while_it_is_typed(asked):
    page = asked(kind="DOMESTIC", facts=["strangulation"], violence="used", channel="999", children="NOT_ASKED")

    assert "Suggested grade: Immediate" in page
    assert "Strangling, choking or suffocating" in page


def test_the_grade_while_it_is_typed_rests_on_the_same_reports_as_the_one_that_is_kept(asked, case, call, at):
    people_in = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    typed = [(f"people__{place}__{name}", row[name]) for place, row in enumerate(people_in) for name in row]
    rows = {name: str(value) for name, value in typed}
    again = "There were earlier reports"

    page = asked(what="He is back", **rows)

    assert again in page
    assert again in call(at + timedelta(hours=1), people=people_in).grade_reasons
    assert again not in asked(what="He is back", **{**rows, "people__0__role": "witness", "people__1__role": "witness"})


def test_harassment_has_no_grade_until_the_connection_is_answered(asked):
    typed = {"kind": "HARASSMENT", "channel": "999", "children": "NOT_ASKED"}

    assert "No grade yet" in asked(**typed)
    assert "Suggested grade: High" in asked(**typed, connected="YES")
    assert "Suggested grade: Scheduled" in asked(**typed, connected="NO")


def test_a_row_of_people_answers_by_itself_with_the_person_chosen_and_keeps_what_was_typed(browser, case):
    typed = {"people-0-given_name": "Aisha", "people-TOTAL_FORMS": "2", "choose": f"0:{case.victim_id}"}

    page = browser.post(reverse("call_row", args=[0]), typed).content.decode()

    assert "Asha Vale" in page
    assert 'type="hidden" name="people-0-given_name" value="Aisha"' in page
    assert "Not this person" in page


def test_a_new_row_tells_the_page_how_many_there_are(browser):
    page = browser.post(reverse("call_row", args=[2]), {"people-TOTAL_FORMS": "2", "more": "1"}).content.decode()

    assert 'name="people-2-given_name"' in page
    assert 'name="people-TOTAL_FORMS" id="id_people-TOTAL_FORMS" value="3"' in page


@pytest.mark.django_db(transaction=True)
def test_a_look_that_gives_no_answer_is_named_and_the_call_is_saved(browser, case):
    settings = connection.get_connection_params()
    other = psycopg.connect(
        **{name: settings[name] for name in ("dbname", "host", "port", "user", "password") if settings.get(name)}
    )
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE marac_referral, people_namekey IN ACCESS EXCLUSIVE MODE")

        chosen = browser.post(reverse("call_known"), {"people-0-person_id": str(case.victim_id)}).content.decode()
        searched = browser.post(reverse("call_matches", args=[0]), {"people-0-family_name": "Vale"}).content.decode()
        pressed = browser.post(reverse("log_call"), CALL | {"find": "1"}).content.decode()
    other.rollback()
    other.close()
    saved = browser.post(reverse("log_call"), CALL)

    assert "No answer in time: MARAC" in chosen
    assert "Earlier reports" in chosen, "what could be looked up is there"
    assert "Nobody was looked for" in searched
    assert "Nobody was looked for" in pressed
    assert saved.status_code == 302


def test_markers_on_the_person_the_address_and_the_number_answer_with_owner_reason_and_review(asked, case, officer):
    now = timezone.now()
    marks = [
        {"kind": "WEAPONS", "reason": "Keeps a knife", "person_id": case.suspect_id},
        {"kind": "DOG", "reason": "A mastiff", "address_id": people.place("14 Harbour Row", "CT16 1AA").pk},
        {"kind": "UNSAFE_TO_RING", "reason": "He answers it", "number": "07700 900123"},
    ]
    for mark in marks:
        people.set_marker(expires_on=(now + timedelta(days=30)).date(), by=officer, at=now, **mark)

    page = asked(
        people__1__person_id=str(case.suspect_id),
        address="14 Harbour Row",
        postcode="CT16 1AA",
        caller_number="07700900123",
    )

    assert page.index("Keeps a knife") < page.index("A mastiff") < page.index("He answers it")
    assert f"Owner: {officer}, to be reviewed by" in page
    assert "3 under markers" in page


@pytest.mark.parametrize(
    "typed",
    [
        {"address": "14 harbour row", "postcode": "ct161aa"},
        {"caller_number": "01304 496101"},
        {"people__0__phone": "01304 496100"},
    ],
)
def test_whoever_names_nobody_is_known_by_the_address_or_the_number(asked, call, at, everybody, typed):
    people_in = [
        {"role": "victim", "given_name": "Asha", "family_name": "Vale", "phone": "01304 496100"},
        {"role": "suspect", "given_name": "Dorian", "family_name": "Crane", "relation": "ex_partner"},
        {"role": "child", "given_name": "Iris", "family_name": "Vale", "born_on": "2019"},
    ]
    incident = call(at, caller_number="01304 496101", people=people_in)
    suspect = incident.allegations.get().suspect
    custody.grant_bail(
        case_id=incident.allegations.get().case_id,
        effective_at=timezone.now() - timedelta(days=2),
        conditions=[{"kind": "NO_CONTACT", "text": "heliotrope"}],
        bail_ends_on=(timezone.now() + timedelta(days=80)).date(),
        views_sought=True,
        victim_views="Keep him away",
        by=everybody["sergeant"],
        at=timezone.now(),
    )

    page = asked(**typed)

    assert f"Asha Vale and {suspect}" in page
    assert "By the address or number alone: ask who it is" in page
    for also in ("Owner: Operator Example", "Risk now", "never assessed", "heliotrope", "Iris Vale"):
        assert also in page, also


def test_a_case_of_another_address_and_one_that_is_hidden_are_not_answered(asked, call, case, everybody, at):
    call(at, address="9 Mill Lane", people=[{"role": "victim", "given_name": "Robin"}])

    page = asked(address="14 Harbour Row", postcode="CT16 1AA")

    assert "Asha Vale and Dorian Crane" in page and "Robin" not in page

    services.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    assert "Asha" not in asked(address="14 Harbour Row", postcode="CT16 1AA")
