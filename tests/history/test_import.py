"""Importing a folder of history: good rows load, bad rows are named with their line, and twice is once."""

from datetime import date

import pytest
from django.core.management import CommandError

from accounts import services as accounts
from core.models import Duty, Entry
from incidents.models import Allegation, Case, Flag, Incident, Involvement
from people import queries as people
from people.models import (
    Address,
    Alias,
    Firearm,
    Person,
    PersonName,
    Phone,
    PossibleDuplicate,
    Relationship,
    Residence,
)
from tests.history.folders import FIREARMS, INCIDENTS, PEOPLE, RELATIONSHIPS, refused, run

pytestmark = pytest.mark.django_db


def everything():
    """Return all that an import may write."""
    models = (Person, Alias, Phone, Address, Residence, Relationship, Firearm, Incident, Involvement, Allegation, Flag)
    return {model.__name__: sorted(map(str, model.objects.values_list())) for model in models}


def test_a_good_folder_loads_whole(force, folder):
    summary = run(folder())

    assert refused(folder()) == []
    assert summary["refused"] == 0
    assert summary["files"]["people.csv"] == {"read": 4, "loaded": 4, "refused": 0, "known": 0}
    asha = Person.objects.get(external_id="p-1")
    assert (asha.family_name, asha.born_on, asha.sex, asha.identity) == (
        "O'Vale, born Crane",
        date(1990, 4, 5),
        "F",
        asha,
    )
    assert Person.objects.get(external_id="p-2").born.text == "1988-01"
    assert Person.objects.get(external_id="p-4").unknown
    assert Phone.objects.get().number == "+447700900123"
    assert Residence.objects.get(person=asha).address.postcode == "CT16 1VO"
    assert Address.objects.count() == 3
    link = Relationship.objects.get(kind="ex_partner")
    assert (link.of.external_id, link.to.external_id, link.from_on, link.until_on) == (
        "p-2",
        "p-1",
        date(2015, 1, 1),
        date(2019, 6, 30),
    )
    assert Firearm.objects.get().valid_until == date(2029, 12, 31)
    assert (Firearm.objects.get().address.text, Firearm.objects.get().address.postcode) == ("", "CT16 1VO")


def test_an_incident_keeps_its_times_facts_kind_and_rank(force, folder):
    run(folder())

    first, second, third = Incident.objects.order_by("pk")
    assert [first.external_id, second.external_id, third.external_id] == ["i-1", "i-2", "i-3"]
    assert first.facts == {"violence": "used", "injury": True, "weapon": "knife"}
    assert (first.kind, first.rank, first.violent, first.reported_on) == ("ASSAULT", 6, True, date(2026, 1, 3))
    assert (second.kind, second.rank, second.violent) == ("HARASSMENT", 3, True)
    assert (third.kind, third.rank, third.facts["recorded_as"]) == ("BREACH", 2, "dispute")
    assert third.reported_on == date(2026, 7, 1)
    assert first.number.startswith("2026-")


def test_an_import_opens_no_case_and_no_duty_and_tells_nothing(force, folder):
    run(folder())

    assert Allegation.objects.count() == 3
    assert not Allegation.objects.exclude(case=None).exists()
    assert not Case.objects.exists()
    assert not Duty.objects.exists()
    assert not Entry.objects.exists()


def test_flags_hold_as_soon_as_history_is_there(force, folder):
    run(folder())

    held = {(flag.person.external_id, flag.code, flag.variant): flag for flag in Flag.objects.all()}
    assert set(held) == {
        ("p-1", "REPEAT_VICTIM", ""),
        ("p-2", "REPEAT_PERPETRATOR", "ORDINARY"),
        ("p-2", "SERIAL_PERPETRATOR", "ACPO_2009"),
        ("p-2", "SERIAL_PERPETRATOR", "NORTHUMBRIA_MATAC"),
    }
    assert held["p-2", "SERIAL_PERPETRATOR", "ACPO_2009"].since == date(2026, 5, 2)


def test_imported_people_are_found_by_name_alias_and_misspelling(force, operator, folder):
    run(folder())

    for words in ("Dorian Crane", "Dorrie Crane", "Dorien Crain"):
        found = people.find(q=words, reader=operator)
        assert "p-2" in [match.person.external_id for match in found], words
    assert PersonName.objects.filter(person__external_id="p-2").count() >= 2


def test_the_same_folder_again_changes_nothing(force, folder):
    run(folder())
    before = everything()

    summary = run(folder())

    assert everything() == before
    assert summary["refused"] == 0
    assert all(counts["loaded"] == 0 and counts["known"] == counts["read"] for counts in summary["files"].values())


def test_a_later_folder_builds_on_the_ids_of_an_earlier_one(force, folder):
    run(folder())

    later = folder(
        people=None,
        aliases=None,
        relationships=None,
        firearms=None,
        incidents="incident_id,occurred_at,violence\ni-4,2026-08-01,used\n",
        involvements="incident_id,person_id,role\ni-4,p-3,victim\ni-4,p-2,suspect\n",
    )
    run(later)

    assert refused(later) == []
    assert Flag.objects.get(person__external_id="p-3", code="REPEAT_VICTIM").since == date(2026, 8, 1)


def test_ids_belong_to_their_sender(force, folder):
    run(folder())
    run(folder(), "--source", "court-system")

    assert Person.objects.filter(external_id="p-1").count() == 2
    assert set(Person.objects.values_list("source", flat=True)) == {"history", "court-system"}


def test_a_dry_run_counts_everything_and_keeps_nothing(force, folder):
    before = everything()

    summary = run(folder(), "--dry-run")

    assert summary["dry_run"]
    assert summary["files"]["incidents.csv"]["loaded"] == 3
    assert summary["flags"]["REPEAT_VICTIM"] == 1
    assert everything() == before


def test_a_byte_order_mark_blank_lines_and_windows_line_ends_do_no_harm(force, folder):
    text = PEOPLE.replace("\n", "\r\n").replace("p-4,,", "\r\np-4,,")

    run(folder(people=b"\xef\xbb\xbf" + text.encode()))

    assert refused(folder()) == []
    assert Person.objects.count() == 4


def test_a_quoted_cell_may_hold_commas_quotes_and_line_ends(force, folder):
    address = '"Flat 2\n""The Kiln"", 14 Harbour Row"'
    where = folder(
        people=f"person_id,given_name,address\np-1,Asha,{address}\np-2,\u062f\u064f\u0631\U0001f642,\np-3,C,\np-4,D,\n"
    )

    run(where)

    assert Residence.objects.get().address.text == 'Flat 2\n"The Kiln", 14 Harbour Row'
    assert Person.objects.get(external_id="p-2").given_name == "\u062f\u064f\u0631\U0001f642"


def test_an_id_that_comes_back_with_other_content_is_refused_and_the_record_stays(force, folder):
    run(folder())
    where = folder(people=PEOPLE.replace("Dorian", "Florian"), incidents=INCIDENTS.replace("threatened", "used"))

    run(where)

    assert [(file, line) for file, line, _ in refused(where)] == [("people.csv", 3), ("incidents.csv", 3)]
    assert Person.objects.get(external_id="p-2").given_name == "Dorian"
    assert Incident.objects.get(external_id="i-2").facts["violence"] == "threatened"


def test_a_relationship_said_from_the_other_side_is_the_same(force, folder):
    both = RELATIONSHIPS + "p-1,p-2,ex_partner,2015,\np-1,p-4,parent,,\np-4,p-1,child,,\n"

    run(folder(relationships=both))

    assert Relationship.objects.count() == 3
    assert Relationship.objects.get(kind="ex_partner").until_on == date(2019, 6, 30)


def test_a_renewed_certificate_takes_its_new_dates(force, folder):
    run(folder())

    run(folder(firearms=FIREARMS.replace("2029", "2034")))

    assert Firearm.objects.get().valid_until == date(2034, 12, 31)


def test_columns_that_are_not_required_may_be_left_out(force, folder):
    where = folder(
        people="person_id\np-1\np-2\n",
        aliases=None,
        relationships="person_id,other_person_id,kind\np-2,p-1,partner\n",
        incidents="occurred_at,incident_id\n2026-01-01,i-1\n",
        involvements="role,person_id,incident_id\nvictim,p-1,i-1\nsuspect,p-2,i-1\n",
        firearms=None,
    )

    run(where)

    assert refused(where) == []
    assert Allegation.objects.get().connected


def test_a_misspelt_file_name_is_told(force, folder):
    where = folder()
    (where / "incident.csv").write_text("incident_id,occurred_at\n")

    assert run(where)["not_read"] == ["incident.csv"]


def test_without_any_force_the_import_founds_one(db, folder):
    run(folder())

    assert Incident.objects.first().force.code == "force"


def test_a_force_that_is_at_home_elsewhere_leaves_no_doubt_whose_history_it_is(force, folder):
    accounts.found_force(code="a-guest", name="Another force", units={}, guest=True)

    run(folder())

    assert set(Incident.objects.values_list("force__code", flat=True)) == {force.code}


def test_with_two_forces_the_import_asks_whose_history_it_is(force, folder):
    accounts.found_force(code="other", name="Another force", units={})
    with pytest.raises(CommandError, match="There are several forces"):
        run(folder())

    run(folder(), "--force", "kent")

    assert Incident.objects.first().force == force


def test_a_source_that_sent_before_need_not_name_its_force_again(force, folder):
    run(folder())
    accounts.found_force(code="other", name="Another force", units={})

    run(folder(incidents=INCIDENTS + "i-4,2026-08-01,,,,,,,,\n"))

    assert Incident.objects.get(external_id="i-4").force == force


def test_a_report_goes_where_it_is_told(force, folder, tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()

    run(folder(), "--report", str(reports))

    assert (reports / "rejected.csv").exists()
    assert not (tmp_path / "rejected.csv").exists()


def test_a_folder_that_is_not_there_is_one_plain_line(force, tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        run(tmp_path / "nowhere")


def test_people_sent_twice_are_put_into_the_queue_and_nothing_is_merged(force, folder, cru):
    twice = PEOPLE + "p-9,Asha,O'Vale,1990-04-05,F,07700 900123,14 Harbour Row,CT16 1VO\n"

    summary = run(folder(people=twice))

    pair = PossibleDuplicate.objects.get()
    assert summary["duplicates"] == 1
    assert {pair.one.external_id, pair.other.external_id} == {"p-1", "p-9"}
    assert pair.other.identity_id == pair.other_id
    assert Duty.objects.get(code="REVIEW_DUPLICATES_SEARCHED", ended_at=None).owner_id == cru.pk


def test_the_same_folder_again_finds_no_pair_again(force, folder, cru):
    twice = PEOPLE + "p-9,Asha,O'Vale,1990-04-05,F,07700 900123,14 Harbour Row,CT16 1VO\n"
    run(folder(people=twice))

    assert run(folder(people=twice))["duplicates"] == 0
    assert PossibleDuplicate.objects.count() == 1


def test_a_pair_that_an_import_finds_in_an_open_case_has_an_owner_of_its_own(case, folder, cru):
    again = PEOPLE + "p-9,Asha,Vale,1990-04-05,F,,,\n"

    run(folder(people=again))

    owed = Duty.objects.filter(code="REVIEW_DUPLICATE", ended_at=None)
    assert {(duty.case_id, duty.owner_id) for duty in owed} == {(case.pk, cru.pk)}
