"""The directory of schools: imported whole or not at all, its leads confirmed, its days off known."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from children import services
from children.models import DayOff, School, Term
from core.errors import Refused

SCHOOLS = """reference,name,area,own_area,lead,lead_contact
900101,Harbour School,Kent,yes,Ida Lead,01632 960101
800001,Saltings,Essex,no,,
"""
TERMS = """area,begins_on,ends_on,why
Kent,2026-09-01,2026-10-23,
Kent,2026-11-02,2026-12-18,
Kent,2026-11-23,2026-11-24,Inset days
"""


def run(tmp_path, *, force="kent", **files):
    """Run the import with files of these contents; return what it printed."""
    arguments = [force]
    for name, text in files.items():
        path = tmp_path / f"{name}.csv"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        arguments += [f"--{name}", str(path)]
    out = io.StringIO()
    call_command("import_schools", *arguments, stdout=out)
    return out.getvalue()


def test_schools_and_terms_come_from_files_and_again_change_nothing(force, tmp_path):
    assert run(tmp_path, schools=SCHOOLS, terms=TERMS) == "Schools: 2 read, 2 new.\nTerms: 3 read, 4 new.\n"
    assert run(tmp_path, schools=SCHOOLS, terms=TERMS) == "Schools: 2 read, 0 new.\nTerms: 3 read, 0 new.\n"

    assert School.objects.get(reference="900101").lead == "Ida Lead"
    assert not School.objects.get(reference="800001").own_area
    assert Term.objects.count() == 2
    assert list(DayOff.objects.order_by("on").values_list("on", flat=True)) == [date(2026, 11, 23), date(2026, 11, 24)]


def test_an_empty_lead_does_not_take_a_known_one_away(force, tmp_path):
    run(tmp_path, schools=SCHOOLS)

    run(tmp_path, schools=SCHOOLS.replace("Ida Lead,01632 960101", ","))

    assert School.objects.get(reference="900101").lead == "Ida Lead"


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"schools": SCHOOLS.replace("Saltings", "")}, "Line 3: name is empty"),
        ({"schools": SCHOOLS.replace("no,,", "perhaps,,")}, "Line 3: own_area is yes or no"),
        ({"schools": SCHOOLS.replace("Ida Lead,01632 960101", "Ida Lead,")}, "Line 2: lead and lead_contact"),
        ({"schools": SCHOOLS.replace("Saltings", "Salt\0ings")}, r"Line 3: The row holds a character \(NUL\)"),
        ({"schools": SCHOOLS.replace("Saltings", "S" * 201)}, "Line 3: name has 201 characters, and at most 200"),
        ({"schools": SCHOOLS.replace("800001", "8" * 21)}, "Line 3: reference has 21 characters"),
        ({"schools": SCHOOLS.replace("Ida Lead", "I" * 201)}, "Line 2: lead has 201 characters"),
        ({"schools": SCHOOLS.replace("Saltings", "S\udce4ltings")}, "Line 3: The row is not UTF-8 text"),
        ({"schools": SCHOOLS.replace("Saltings", '"Saltings')}, "Line 3: A quotation mark is opened"),
        ({"schools": SCHOOLS.replace("no,,", "no,,,,")}, "Line 3: The row has 8 cells, and the header 6"),
        ({"schools": SCHOOLS.replace(",area", "")}, "has no column area"),
        ({"schools": ""}, "is empty: its first line must name the columns"),
        ({"schools": "\ufeff" + SCHOOLS.replace("900101", "")}, "Line 2: reference is empty. Fill it in"),
        ({"terms": TERMS.replace("Inset days", "I" * 201)}, "Line 4: why has 201 characters"),
        ({"terms": TERMS.replace("2026-11-24", "9999-11-24")}, "Line 4: it lasts longer than a year"),
        ({"terms": TERMS.replace("2026-10-23", "23/10/2026")}, "Line 2: write ends_on"),
        ({"terms": TERMS.replace("2026-12-18", "2026-10-18")}, "Line 3: it ends before it begins"),
        ({"force": "mordor", "schools": SCHOOLS}, "There is no force mordor"),
    ],
)
def test_a_file_with_one_bad_line_is_refused_whole_with_its_number(force, tmp_path, files, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(tmp_path, **files)

    assert not School.objects.exists() and not Term.objects.exists() and not DayOff.objects.exists()


def test_a_folder_or_no_file_at_all_is_said_in_words(force, tmp_path):
    for path in (tmp_path, tmp_path / "nothing.csv"):
        with pytest.raises(CommandError, match="cannot be read: "):
            call_command("import_schools", "kent", "--schools", str(path))


def test_a_lead_is_confirmed_today_and_a_day_off_is_recorded_ahead(force, tmp_path, administrator, client_for, at):
    run(tmp_path, schools=SCHOOLS, terms=TERMS)
    school = School.objects.get(reference="800001")

    services.confirm_lead(school_id=school.pk, lead="Ada Moss", lead_contact="01632 960102", by=administrator, at=at)
    services.close_on(school_id=school.pk, on=date(2026, 11, 16), why="Snow", by=administrator, at=at)
    with pytest.raises(Refused, match="is over"):
        services.close_on(school_id=school.pk, on=date(2026, 11, 15), why="Snow", by=administrator, at=at)
    with pytest.raises(Refused, match="Ring the school"):
        services.confirm_lead(school_id=school.pk, lead=" ", lead_contact="1", by=administrator, at=at + timedelta(1))

    school.refresh_from_db()
    assert (school.lead, school.confirmed_on) == ("Ada Moss", date(2026, 11, 16))
    assert DayOff.objects.get(school=school).why == "Snow"


def test_the_page_shows_the_directory_and_until_when_terms_are_known(
    force, tmp_path, administrator, officer, client_for
):
    run(tmp_path, schools=SCHOOLS, terms=TERMS)
    browser, school = client_for(administrator), School.objects.get(reference="800001")

    text = browser.get("/schools/").content.decode()
    assert "Harbour School" in text and "18 Dec 2026" in text and "Not known" in text
    assert "Saltings" not in browser.get("/schools/?school=harbour").content.decode().partition("<main")[2]
    answer = browser.post(f"/schools/{school.pk}/lead/", {"lead": "Ada Moss", "lead_contact": "01632 960102"})
    assert answer.status_code == 302
    day = {"on_day": "30", "on_month": "11", "on_year": "2099", "why": "Inset day"}
    assert browser.post(f"/schools/{school.pk}/day-off/", day).status_code == 302
    assert client_for(officer).get("/schools/").status_code == 403


def test_a_search_with_a_letter_that_no_database_holds_finds_the_rest(force, tmp_path, administrator, client_for):
    run(tmp_path, schools=SCHOOLS)

    page = client_for(administrator).get("/schools/", {"school": "harb\0our"})

    assert page.status_code == 200
    assert "Harbour School" in page.content.decode()
