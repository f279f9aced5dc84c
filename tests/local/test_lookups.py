"""What the machine has is used; what it lacks is said in one line."""

import pytest

from dacase.local import assets, browser, redis_server
from dacase.local.places import CannotRun


def test_chromium_path_comes_first(tmp_path):
    program = tmp_path / "chromium"
    program.touch(mode=0o755)

    assert browser.lookup(str(program), lambda name: f"/usr/bin/{name}", ()) == str(program)


def test_a_chromium_path_that_leads_nowhere_is_refused_and_not_passed_over():
    with pytest.raises(CannotRun, match="CHROMIUM_PATH names /nowhere/chromium"):
        browser.lookup("/nowhere/chromium", lambda name: f"/usr/bin/{name}", ())


def test_any_chromium_on_the_path_will_do():
    only_chrome = {"google-chrome": "/usr/bin/google-chrome"}

    assert browser.lookup(None, only_chrome.get, ()) == "/usr/bin/google-chrome"


def test_without_a_browser_nothing_is_found():
    assert browser.lookup(None, lambda name: None, ()) is None


def test_tests_without_a_browser_are_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(browser, "lookup", lambda *_: None)
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)

    with pytest.raises(CannotRun, match=r"apt-get install chromium.*CHROMIUM_PATH"):
        browser.chromium()


def test_a_redis_server_of_the_machine_comes_before_the_bundled_one(monkeypatch):
    monkeypatch.setattr(redis_server.shutil, "which", lambda name: f"/usr/bin/{name}")

    assert str(redis_server.program()) == "/usr/bin/redis-server"


def test_the_bundled_server_is_used_where_the_machine_has_none(monkeypatch):
    monkeypatch.setattr(redis_server.shutil, "which", lambda name: None)

    assert redis_server.program().name == "valkey-server"
    assert redis_server.program().exists()


@pytest.mark.parametrize(("version", "major"), [("v20.20.2\n", 20), ("v8.17.0", 8), ("", 0), ("nonsense", 0)])
def test_the_major_number_of_node_is_read(version, major):
    assert assets.node_major(version) == major


def test_node_without_npm_is_not_enough():
    assert assets.node_on_path({"node": "/usr/bin/node"}.get) is None


@pytest.fixture
def sources(tmp_path):
    """The sources of a front end."""
    for name in ("package.json", "package-lock.json", "assets/app.scss"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.mark.parametrize("name", ["package.json", "package-lock.json", "assets/app.scss", "assets/new.js"])
def test_assets_are_built_again_when_any_source_changes(sources, name):
    before = assets.sources_hash(sources)

    (sources / name).write_text("changed")

    assert assets.sources_hash(sources) != before


def test_assets_are_not_built_again_when_something_else_changes(sources):
    before = assets.sources_hash(sources)

    (sources / "README.md").write_text("changed")

    assert assets.sources_hash(sources) == before
