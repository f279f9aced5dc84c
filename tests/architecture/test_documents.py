"""The pages written from the tables are those that the tables give today."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dacase.documents import PAGES, duties
from tests.architecture.house import ROOT, STORY

LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
FOLDERS = "|".join((*STORY, "templates", "assets", "docs", "tests"))
FILE = re.compile(rf"`((?:{FOLDERS})/[\w/.]*\w/?)`")


def pages():
    """Return the pages that people read: the front page and everything below docs."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def lost(page, root=ROOT):
    """Return each link and each file named on a page that is not there. A picture may still be on its way."""
    text = page.read_text(encoding="utf-8")
    named = [(name, page.parent / name) for name in LINK.findall(text) if not name.endswith(".png")]
    named += [(name, root / name) for name in FILE.findall(text)]
    return sorted({name for name, path in named if not path.exists()})


def test_generated_pages_are_up_to_date():
    call_command("print_house", check=True, stdout=StringIO())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_out_of_date_or_missing_is_reported_and_then_written(name, tmp_path):
    call_command("print_house", folder=tmp_path, stdout=StringIO())
    page = tmp_path / name
    page.write_text(page.read_text() + "| A line by hand |\n")

    with pytest.raises(CommandError, match=f"Out of date: {name}"):
        call_command("print_house", folder=tmp_path, check=True)
    page.unlink()
    with pytest.raises(CommandError, match=f"Out of date: {name}"):
        call_command("print_house", folder=tmp_path, check=True)

    call_command("print_house", folder=tmp_path, stdout=StringIO())
    call_command("print_house", folder=tmp_path, check=True, stdout=StringIO())


def test_each_of_the_57_timers_is_kept_by_something():
    lines = "\n".join(duties.timers())

    assert [number for number in range(1, 58) if f"\n| {number} | " not in lines] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_pages_name_only_files_that_are_there(page):
    assert lost(page) == []


def unlisted(names, text):
    """Return each file of the record that the decision on its size does not name."""
    return sorted(name for name in names if f"`{name}`" not in text)


def test_every_file_of_the_record_is_listed_in_its_decision():
    names = [path.name for path in (ROOT / "core").glob("*.py") if path.name != "__init__.py"]
    text = (ROOT / "docs/adr/0013-the-record-has-more-than-eleven-files.md").read_text(encoding="utf-8")

    assert unlisted(names, text) == []
    assert unlisted([*names, "helpers.py"], text) == ["helpers.py"]


def test_a_file_that_is_not_there_is_reported(tmp_path):
    (tmp_path / "page.md").write_text("See [the story](story.md), `core/journal.py` and `core/ghost.py`.")

    assert lost(tmp_path / "page.md") == ["core/ghost.py", "story.md"]
