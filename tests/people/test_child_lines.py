"""A child named in a line is the same child in an attendance and in an assessment, and is written back the same."""

import pytest

from core.errors import Refused
from incidents.forms.attendance import RecordAttendance
from people import child_lines
from risk import policies


def attended(words):
    """Return the children that the form of an attendance reads, or what it refuses."""
    form = RecordAttendance({"children_named": words})
    form.full_clean()
    return form.cleaned_data.get("children_named", form.errors.get("children_named"))


@pytest.mark.parametrize(
    ("words", "children"),
    [
        ("", []),
        ("\n ,, \n", []),
        ("Ila", [("Ila", "", "")]),
        ("Ila, Vale , 2019", [("Ila", "Vale", "2019")]),
        ("Ila, Vale\r\nNoor, Vale, 28/2/2019", [("Ila", "Vale", ""), ("Noor", "Vale", "28/2/2019")]),
        (", Vale, 2019", [("", "Vale", "2019")]),
    ],
)
def test_both_doors_read_the_same_children_from_a_line(words, children):
    found = attended(words)

    assert found == policies.children_in(words)
    assert [tuple(each.values()) for each in found] == children
    assert child_lines.read(child_lines.written(found)) == found


@pytest.mark.parametrize(
    "words", ["Ila Vale 2019", "Ila, Vale, 29/2/2019", "Ila, Vale, 2019, a boy", "Ila, Vale, soon"]
)
def test_both_doors_refuse_a_line_that_is_no_child_in_the_same_words(words):
    with pytest.raises(Refused) as refused:
        policies.children_in(words)

    assert list(attended(words)) == [str(refused.value)]
