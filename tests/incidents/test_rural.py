"""An immediate call in the country has the longer time of the country, where its force has said so."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from accounts import services as accounts
from core import escalation
from core.errors import Refused
from core.models import Duty, Entry
from incidents import services
from incidents.models import RuralPlace

pytestmark = pytest.mark.django_db
ATTEND = "RECORD_ATTENDANCE_IMMEDIATE"


@pytest.fixture
def country(force):
    """The places of the force that lie in the country: those of the call among them."""
    services.set_rural_places(force_code="kent", lines=["ct16 1", "TN30"])


@pytest.mark.parametrize(
    ("place", "minutes"),
    [("CT16", 20), ("CT16 1", 20), ("ct161aa", 20), ("CT1", 15), ("CT16 2", 15), ("CT16 1AB", 15)],
)
def test_a_call_is_in_the_country_where_its_postcode_or_the_beginning_is_set(call, everybody, at, place, minutes):
    services.set_rural_places(force_code="kent", lines=[place])

    call(at, grade="IMMEDIATE")

    assert Duty.objects.get(code=ATTEND).due_at == at + timedelta(minutes=minutes)


@pytest.mark.parametrize(("seconds", "told"), [(-1, False), (0, True), (1, True)])
def test_in_the_country_nobody_is_told_of_a_late_unit_before_the_twentieth_minute(
    country, call, everybody, at, seconds, told
):
    call(at, grade="IMMEDIATE")

    escalation.sweep(at + timedelta(minutes=20, seconds=seconds))

    assert (Duty.objects.get(code=ATTEND).escalated_to_id is not None) is told


@pytest.mark.parametrize(("postcode", "area"), [("CT16 1AA", "RURAL"), ("CT16 2AA", "TOWN"), ("", "UNKNOWN")])
def test_the_journal_keeps_how_the_place_was_counted(country, call, everybody, at, postcode, area):
    call(at, grade="IMMEDIATE", postcode=postcode)

    assert Entry.objects.get(event="incidents.call_logged").facts["area"] == area
    figure = {"RURAL": "ATTEND_IMMEDIATE_RURAL"}.get(area, "ATTEND_IMMEDIATE")
    assert Duty.objects.get(code=ATTEND).basis.startswith(f"{figure}@")


def test_a_call_that_becomes_immediate_in_the_country_has_that_time_from_then(
    country, call, control_supervisor, everybody, at
):
    incident, later = call(at, grade="HIGH"), at + timedelta(minutes=5)
    assert Entry.objects.get(event="incidents.call_logged").facts["area"] is None

    services.regrade(incident_id=incident.pk, grade="IMMEDIATE", by=control_supervisor, at=later)

    assert Duty.objects.get(code=f"{ATTEND}_REGRADED").due_at == later + timedelta(minutes=20)


def test_what_another_force_counts_is_its_own(call, everybody, at):
    accounts.found_force(code="essex", name="Essex (demonstration)", units={"ward-9": "Ward 9"})
    services.set_rural_places(force_code="essex", lines=["CT16"])

    call(at, grade="IMMEDIATE")

    assert Duty.objects.get(code=ATTEND).due_at == at + timedelta(minutes=15)


@pytest.mark.parametrize(("lines", "said"), [(["CT15", "", "Dover", "CT157"], "line 3, 4"), ([" "], "names no place")])
def test_a_list_that_is_not_one_of_postcodes_is_refused_whole(country, lines, said):
    with pytest.raises(Refused, match=said):
        services.set_rural_places(force_code="kent", lines=lines)

    assert set(RuralPlace.objects.values_list("postcode", flat=True)) == {"CT16 1", "TN30"}


def test_the_list_in_a_file_takes_the_place_of_the_one_before(country, tmp_path, capsys):
    file = tmp_path / "country.txt"
    file.write_text("CT15 7\nct15 7\nCT15 8AA\n")

    call_command("set_rural", file, force_code="kent")

    assert "2 places of kent" in capsys.readouterr().out
    assert set(RuralPlace.objects.values_list("postcode", flat=True)) == {"CT15 7", "CT15 8AA"}
    with pytest.raises(CommandError, match='no force "devon"'):
        call_command("set_rural", file, force_code="devon")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("set_rural", tmp_path / "none.txt", force_code="kent")
