"""After a death, in a browser: the family, the partnership, the review, what it asks to be changed, and its paper."""

import pytest

from tests.journeys.conftest import PHONE, day_of, submit

pytestmark = pytest.mark.django_db(transaction=True)
REACHED = "By telephone, never at work"


def test_a_review_goes_from_the_death_to_the_change_that_it_asks_for(reader_for, case, everybody):
    officer = reader_for(everybody["officer"], PHONE)
    record(officer, case, everybody["safeguarding"])
    review = reader_for(everybody["safeguarding"])
    review.go("/").see("Tell the community safety partnership in writing").go("/deaths/").click("Asha Vale")
    for link in (
        "Record that the partnership was told",
        "Record what it decided",
        "Record that the review is finished",
    ):
        review.click(link).write("words", f"{link}: letter 7")
        if "decided" in link:
            review.choose("decision", "REVIEW")
        submit(review, f"{link}: letter 7")
    ask_for_change(review, everybody["sergeant"])

    review.page.emulate_media(media="print")
    assert REACHED not in review.page.inner_text("main")
    assert not [each for each in review.page.locator("main a").all() if each.is_visible()]
    owner = reader_for(everybody["sergeant"], PHONE)
    owner.go("/").click("Make the change that a review has asked for").write("evidence", "Training record 7")
    submit(owner, "Training record 7").check()


def record(reader, case, named):
    """She was found; somebody is named for the family, and the family is told."""
    reader.go(f"/cases/{case.pk}/death/").check().choose("person_id", str(case.victim_id)).choose("factor", "MAY_BE")
    reader.write("circumstances", "Found at home by her sister")
    day_of(reader, "died_on", 1)
    submit(reader, "must be today or in the past")
    reader.faults.clear()
    day_of(reader, "died_on", -1)
    submit(reader, "Asha Vale has died", "Nobody is named yet").check()
    reader.click("Name who is there for them").officer("officer_id", named).write("family", "Rowan Vale")
    reader.write("reached", REACHED)
    submit(reader, "is there for the family", REACHED)
    reader.click("record that they were told").write("words", "In person, at home")
    submit(reader, "In person, at home").check()


def ask_for_change(reader, owner):
    """The review asks for a change, of which somebody answers until a day that is still to come."""
    reader.click("Record what the review asks to be changed").write("text", "Ask every caller of strangling")
    reader.officer("owner_id", owner)
    day_of(reader, "due_on", -1)
    submit(reader, "This day is over")
    reader.faults.clear()
    day_of(reader, "due_on", 30)
    submit(reader, "Ask every caller of strangling", str(owner)).check()
