"""Licensed wording: a force loads it, it stands beside our own, and a bad file changes nothing."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from law import clocks, questionnaires
from risk import services
from risk.models import Wording

pytestmark = pytest.mark.django_db


def wording(tmp_path, text="Licensed sentence", **changes):
    """Write a file of wording for the questions of frequency that stand today."""
    standing = questionnaires.in_force("FREQUENCY", clocks.london_day(timezone.now()))
    parts = {"code": "FREQUENCY", "version": standing.version, "licence": "Held by the force since 2026"} | changes
    items = [(item.code, text) for item in standing.items]
    lines = [f'{name} = "{value}"' for name, value in parts.items() if value]
    lines += [f'[[items]]\ncode = "{code}"\ntext = "{words}"' for code, words in items]
    file = tmp_path / "wording.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_licensed_wording_stands_beside_our_own_in_the_force_that_holds_it(
    tmp_path, case, officer, at, client_for, force
):
    said = StringIO()
    call_command("load_wording", wording(tmp_path), stdout=said)
    assert "Loaded for Kent" in said.getvalue()
    draft = services.start_assessment(case_id=case.pk, instrument="FREQUENCY", by=officer, at=timezone.now())
    page = client_for(officer).get(reverse("assessment_answer", args=[draft.pk])).content.decode()
    standing = questionnaires.in_force("FREQUENCY", clocks.london_day(timezone.now()))
    assert page.count("Licensed wording:</strong> Licensed sentence") == len(standing.items)
    assert standing.items[0].text in page

    with pytest.raises(CommandError, match="stays as it was asked"):
        call_command("load_wording", wording(tmp_path, text="Other words"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Wording.objects.update(licence="None")
    assert set(Wording.objects.get().texts.values()) == {"Licensed sentence"}


def test_wording_is_loaded_anew_until_it_was_used(tmp_path, force):
    call_command("load_wording", wording(tmp_path), stdout=StringIO())
    call_command("load_wording", wording(tmp_path, text="Better"), stdout=StringIO())
    assert set(Wording.objects.get().texts.values()) == {"Better"}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace('licence = "Held by the force since 2026"', ""), "lacks licence"),
        (lambda text: re.sub(r'version = "\d+"', 'version = "7"', text), "no questions FREQUENCY, version 7"),
        (lambda text: text.replace("freq_hit", "freq_hurt"), "Without wording: freq_hit"),
        (lambda text: text + '\n[[items]]\ncode = "freq_hit"\ntext = "Twice"', "Worded twice: freq_hit"),
        (lambda text: text + '\n[[items]]\ncode = "strange"\ntext = "More"', "does not ask strange"),
        (lambda text: text + "\n[[items]]\ncode = 3", "needs a code and a text"),
        (lambda text: 'colour = "red"\n' + text, "which is no setting"),
        (lambda text: text + "\n][", "is not TOML"),
        (lambda text: text + "\n# \0", "is not TOML"),
        (lambda text: text + "\ndeep = " + "[" * 9999, "brackets stand too deep"),
        (lambda text: text.replace("since 2026", "since 2026\\u0000"), r"\(NUL\) in licence"),
        (lambda text: text.replace("Licensed sentence", "One\\u0000two"), r"\(NUL\) in the text of item 1, "),
        (None, "cannot be read"),
    ],
)
def test_a_bad_file_of_wording_is_one_sentence_and_changes_nothing(tmp_path, force, spoil, said):
    file = wording(tmp_path)
    if spoil:
        file.write_text(spoil(file.read_text()))
    else:
        file.unlink()
    with pytest.raises(CommandError, match=f"^Nothing was loaded.*{said}"):
        call_command("load_wording", file)
    assert not Wording.objects.exists()
