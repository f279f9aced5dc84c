"""What a thumb presses: links are high enough, and no list scrolls sideways within a telephone."""

import pytest

from core import access
from oversight.models import Round
from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
# The lowest line of each link in sight, and whether the link stands alone in its paragraph or item.
LINKS = """[...document.querySelectorAll("main .govuk-link")].filter((link) => link.offsetParent).map((link) => ({
  words: link.innerText,
  height: Math.min(...[...link.getClientRects()].map((line) => line.height)),
  alone: ["P", "LI"].includes(link.parentElement.tagName)
    && [...link.parentElement.childNodes].every((each) => each === link || !each.textContent.trim()),
}))"""
INNER = (
    "[...document.querySelectorAll('.dacase-scroll')].filter((each) => each.scrollWidth > each.clientWidth + 1).length"
)


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_every_link_of_the_case_page_is_24_pixels_high_and_on_a_telephone_44_where_it_stands_alone(
    reader_for, case, officer, size
):
    reader = reader_for(officer, size)
    reader.go(f"/cases/{case.pk}/").check()

    links = reader.page.evaluate(LINKS)

    assert len(links) > 20
    assert [each["words"] for each in links if each["height"] < 24] == []
    low = [each["words"] for each in links if each["alone"] and each["height"] < 44]
    assert size == DESK or low == []


def test_looking_back_and_who_looked_read_row_by_row_on_a_telephone(
    reader_for, case, control_supervisor, auditor, officer, at
):
    Round.objects.create(force=case.force, month=at.date().replace(day=1), track=Round.Track.CALLS, begun_at=at)
    access.note(officer, "a page with a long name that says what was looked at", case_id=case.pk, at=at)

    for who, path, words in (
        (control_supervisor, "/quality/", "Not chosen yet"),
        (auditor, "/access/", "Asha Vale and Dorian Crane"),
    ):
        reader = reader_for(who, PHONE)
        reader.go(path).see(words).check()
        assert reader.page.evaluate(INNER) == 0, path
