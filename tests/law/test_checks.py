"""The list of checks: a table that can be read, and refuses to be wrong."""

import pytest

from law import checks


def test_the_list_in_use_holds_every_check_that_a_call_needs_and_begins_with_what_can_kill():
    assert checks.LIST.codes[0] == "FIREARMS"
    assert set(checks.LIST.codes) == {"FIREARMS", "LOCAL", "PNC", "PND", "ORDERS", "BAIL", "CHILDREN"}
    assert checks.LIST.source and checks.LIST.version


def test_the_national_systems_are_not_said_to_be_known_to_the_house():
    assert {check.code for check in checks.LIST.checks if not check.known} == {"PNC", "PND"}


ONE = '[[checks]]\ncode = "PNC"\ntitle = "PNC"\nlook_for = "Wanted"\nknown = false\n'
HEAD = 'version = "1"\nsource = "A source"\nconfidence = "D"\n'


def test_a_list_of_one_check_can_be_read():
    assert checks.read(HEAD + ONE).codes == ("PNC",)


@pytest.mark.parametrize("rows", [ONE + ONE, "checks = []\n"])
def test_a_list_with_a_check_twice_or_with_none_is_refused(rows):
    with pytest.raises(ValueError, match="each check once"):
        checks.read(HEAD + rows)
