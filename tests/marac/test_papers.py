"""What the agencies read in words names nobody's home, protected or not."""

import pytest

from children.models import School, Schooling
from core.errors import Refused
from core.models import Entry
from incidents import services as incidents
from incidents.models import Involvement
from incidents.states import Role
from marac import presenters, services
from people import services as people

pytestmark = pytest.mark.django_db
REFUGE, POSTCODE = "Kestrel House, 9 Lark Steps", "CT17 9ZZ"


@pytest.fixture
def protected(case, safeguarding, at):
    """The victim's protected address."""
    people.record_safe_address(person_id=case.victim_id, text=REFUGE, by=safeguarding, at=at)


@pytest.fixture
def write(case, refer, request, marac_coordinator, held, action):
    """Return a function (step, words) that writes words into the papers at a step."""
    by = {"by": marac_coordinator, "at": held}

    def written(step, words):
        if step in ("judgement_reasons", "telling_note"):
            return refer(**{step: words})
        if step == "summary":
            row = request.getfixturevalue("listed")
            return services.record_outcome(referral_id=row.pk, summary=words, actions=[action], **by)
        row = request.getfixturevalue("heard")
        if step == "what":
            return services.give_action(referral_id=row.pk, **action | {"what": words}, **by)
        return services.complete_action(action_id=row.actions.get().pk, outcome=words, **by)

    return written


@pytest.mark.parametrize("step", ["judgement_reasons", "telling_note", "summary", "what", "outcome"])
@pytest.mark.parametrize("words", ["She sleeps at 9 lark steps now", f"Drive past {POSTCODE}"])
def test_a_home_in_the_papers_is_refused_and_nothing_is_kept(protected, write, step, words):
    with pytest.raises(Refused, match="name no address and no postcode") as refused:
        write(step, words)

    assert refused.value.field == step


@pytest.mark.parametrize("step", ["judgement_reasons", "telling_note", "summary", "what", "outcome"])
def test_the_same_words_without_the_place_are_kept(protected, write, step):
    assert write(step, "She sleeps at a friend's now").pk


@pytest.fixture
def reached(case, officer, at):
    """What the victim said of how she is reached, and where her child is taught."""
    known = {"PHONE": "07700 900123", "EMAIL": "Her.Own@example.org", "IN_PERSON": "The library, 2 Market Square"}
    said = {"when_safe": "Mornings", "never": "Write", "code_word": "Père Noël"}
    incidents.record_safe_contact(case_id=case.pk, channels=known, **said, by=officer, at=at)
    child = people.register(given_name="Mina", family_name="Vale", by=officer, at=at)
    Involvement.objects.create(incident=case.allegations.get().incident, person=child, role=Role.CHILD)
    school = School.objects.create(force_id=case.force_id, reference="1", name="Harbour Primary", area="Kent")
    Schooling.objects.create(person=child, kind="SCHOOL", school=school, recorded_at=at, recorded_by=officer)


@pytest.mark.parametrize("step", ["judgement_reasons", "telling_note", "summary", "what", "outcome"])
@pytest.mark.parametrize(
    "words",
    [
        "Ring her on 07700900123 before ten",
        "Her number is +44 7700 900-123",
        "Write to her.own@EXAMPLE.org",
        "She is met at 2 Market Square on Mondays",
        "Mina goes to harbour primary",
        "Say pere noel and she will talk",
    ],
)
def test_a_number_a_place_or_a_school_by_which_she_is_found_is_refused_and_nothing_is_kept(reached, write, step, words):
    with pytest.raises(Refused, match="no number, e-mail address or code word of the victim") as refused:
        write(step, words)

    assert refused.value.field == step


@pytest.mark.parametrize("step", ["judgement_reasons", "telling_note", "summary", "what", "outcome"])
def test_a_number_of_somebody_else_and_a_school_without_its_name_are_kept(reached, write, step):
    assert write(step, "The IDVA rings from 01632 960001 on Monday; the school of Mina sends a lead").pk


@pytest.mark.parametrize("step", ["judgement_reasons", "telling_note", "summary", "what", "outcome"])
def test_a_word_that_only_holds_the_code_word_is_kept(reached, write, step):
    assert write(step, "The confrère Noël visits on Monday").pk


@pytest.mark.parametrize(
    ("send", "event"), [("record_agenda_sent", "agenda_sent"), ("record_actions_sent", "actions_circulated")]
)
def test_that_papers_were_read_through_stands_in_the_history_of_each_case_with_who_and_when(
    case, heard, meeting, marac_coordinator, held, client_for, send, event
):
    sent = {"meeting_id": meeting.pk, "sent_to": "Housing", "by": marac_coordinator, "at": held}
    getattr(services, send)(read_through=True, **sent)

    entry = Entry.objects.get(event=f"marac.{event}", case_id=case.pk)
    assert (entry.facts["read_through"], entry.by_id, entry.recorded_at) == (True, marac_coordinator.pk, held)
    page = client_for(marac_coordinator).get(f"/cases/{case.pk}/").content.decode()
    assert "every word read through before" in page


def test_what_was_sent_before_anybody_was_asked_says_nothing_of_reading():
    assert presenters.SENTENCES["marac.agenda_sent"]({}) == "MARAC agenda sent to the agencies."
