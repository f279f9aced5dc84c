"""Which way the arrows point: imports follow the story, and cross between apps only at their front doors."""

import ast
import subprocess
import sys

import grimp
import pytest

from tests.architecture.house import APPS, ROOT, STORY, place, python, tree

FRONT_DOORS = {"services", "queries", "events", "states", "permissions"}
# Rooms of one app that others may enter as well, and why.
SIDE_DOORS = {
    "people.dates": "how a date of birth that is partly known is written: words without tables, like states",
    "people.child_lines": "how a child is named in a line, with such a date: words without tables as well",
}


def lint(folder):
    """Check the import contracts of a folder; return (exit status, what was said)."""
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", run, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


def crossings(graph):
    """Return each import between two apps that does not land on a front door."""
    found = []
    for importer in sorted(graph.modules):
        app = importer.partition(".")[0]
        for imported in sorted(graph.find_modules_directly_imported_by(importer)) if app in APPS else ():
            other, _, rest = imported.partition(".")
            if other == app or other not in APPS or rest.partition(".")[0] in FRONT_DOORS or imported in SIDE_DOORS:
                continue
            line = graph.get_import_details(importer=importer, imported=imported)[0]["line_number"]
            found.append(f"{importer}, line {line}, enters {imported} by the window")
    return found


def beyond_the_library(paths, root=ROOT):
    """Return each import of the law that is neither its own nor of Python's standard library."""
    found = []
    for path in paths:
        for node in ast.walk(tree(path)):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            tops = {name.partition(".")[0] for name in names} - {"law"} - sys.stdlib_module_names
            found += [f"{place(path, node, root)} imports {name}" for name in sorted(tops)]
    return found


@pytest.fixture(scope="module")
def graph():
    """Every import of the house."""
    return grimp.build_graph(*STORY, cache_dir=None)


def test_imports_follow_the_story_and_the_order_of_the_rooms():
    status, said = lint(ROOT)

    assert status == 0, said


def test_apps_enter_each_other_only_by_the_front_door(graph):
    assert crossings(graph) == []


def test_the_law_needs_nothing_but_python():
    assert beyond_the_library(python("law")) == []


def test_every_side_door_is_used(graph):
    entered = {imported for module in graph.modules for imported in graph.find_modules_directly_imported_by(module)}

    assert set(SIDE_DOORS) <= entered


PLANTED = {
    "core/below.py": "import accounts",
    "core/api.py": "import core.models",
    "core/models.py": "",
    "law/thing.py": "import django",
    "risk/models.py": "",
    "risk/services.py": "",
    "risk/queries.py": "from risk import services",
    "risk/views.py": "from risk import models",
    "risk/loft.py": "",
}


@pytest.fixture
def crooked_house(tmp_path):
    """A small house in which every contract is broken once."""
    for package in STORY:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    for name, text in PLANTED.items():
        (tmp_path / name).write_text(text)
    (tmp_path / ".importlinter").write_text((ROOT / ".importlinter").read_text())
    return tmp_path


def test_each_broken_contract_is_reported(crooked_house):
    status, said = lint(crooked_house)

    assert status == 1
    assert "4 broken" in said
    for arrow in ("core.below -> accounts", "law.thing -> django", "risk.queries -> risk.services"):
        assert arrow in said
    assert "risk.views is not allowed to import risk.models" in said
    assert "risk.loft" in said


def test_an_import_by_the_window_is_reported():
    fake = grimp.ImportGraph()
    for module in ("marac.services", "risk.models", "risk.queries"):
        fake.add_module(module)
        if module != "marac.services":
            fake.add_import(importer="marac.services", imported=module, line_number=7, line_contents=f"import {module}")

    assert crossings(fake) == ["marac.services, line 7, enters risk.models by the window"]


def test_a_foreign_library_in_the_law_is_reported(tmp_path):
    (tmp_path / "thing.py").write_text("from datetime import date\nfrom django import db\nimport law.clocks\n")

    assert beyond_the_library([tmp_path / "thing.py"], tmp_path) == ["thing.py:2 imports django"]
