"""What the commands refuse, and which of them need a database."""

import os

import pytest

from dacase.local import commands, down, up
from dacase.local.locks import Lock, is_held
from dacase.local.places import CannotRun
from dacase.local.signals import Stopped, held, watched

URL = "postgresql://somebody:password@db.example:5432/records"


@pytest.fixture
def running(tmp_path, monkeypatch):
    """A var folder in which `up` is running, healthy, on port 8000."""
    monkeypatch.setenv("DACASE_VAR", str(tmp_path))
    (tmp_path / "up.pid").write_text("4711\nhttp://127.0.0.1:8000\n")
    with Lock(tmp_path / "up.lock"):
        yield tmp_path


def test_a_second_up_says_where_the_first_one_is(running, capsys):
    assert up.run([]) == 0

    assert capsys.readouterr().out == "dacase is already running at http://127.0.0.1:8000\n"


@pytest.mark.parametrize("arguments", [["--reset"], ["--port", "8001"]])
def test_a_second_up_that_asks_for_something_else_is_refused(running, arguments):
    with pytest.raises(CannotRun, match="Stop it first"):
        up.run(arguments)


def test_a_second_up_while_the_first_is_still_starting_is_refused(running):
    (running / "up.pid").write_text("4711\n\n")

    with pytest.raises(CannotRun, match="started or stopped already"):
        up.run([])


@pytest.mark.parametrize("arguments", [["--port", "many"], ["--port", "0"], ["--port", "65536"], ["--unknown"]])
def test_wrong_arguments_end_with_status_two(running, arguments):
    with pytest.raises(SystemExit) as ending:
        up.run(arguments)

    assert ending.value.code == 2


def test_reset_never_touches_a_database_that_somebody_named(tmp_path, monkeypatch):
    monkeypatch.setenv("DACASE_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", URL)

    with pytest.raises(CannotRun, match="DATABASE_URL names another one"):
        up.run(["--reset"])
    assert not (tmp_path / "up.pid").exists()
    assert not is_held(tmp_path / "up.lock")


def test_down_with_nothing_running_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DACASE_VAR", str(tmp_path))

    assert down.run([]) == 0
    assert capsys.readouterr().out == "Nothing is running.\n"


def demo(tmp_path, monkeypatch, *arguments, url=None):
    """Return a run that has not started anything yet."""
    if url:
        monkeypatch.setenv("DATABASE_URL", url)
    else:
        monkeypatch.delenv("DATABASE_URL", raising=False)
    return up.Run(up.parse(list(arguments)), tmp_path)


def test_a_local_database_gets_the_demo_force_the_first_time_only(tmp_path, monkeypatch):
    run = demo(tmp_path, monkeypatch)
    assert run._wants_demo(empty=False, local=True)

    run.demo_note.write_text("loaded\n")

    assert not run._wants_demo(empty=False, local=True)


def test_a_demo_load_that_was_cut_short_is_done_again(tmp_path, monkeypatch):
    run = demo(tmp_path, monkeypatch)

    run.demo_note.write_text("loading\n")

    assert run._wants_demo(empty=False, local=True)


def test_no_demo_gives_up_a_load_that_was_cut_short(tmp_path, monkeypatch):
    run = demo(tmp_path, monkeypatch, "--no-demo")

    run.demo_note.write_text("loading\n")

    assert not run._wants_demo(empty=False, local=True)
    assert not demo(tmp_path, monkeypatch)._wants_demo(empty=False, local=True)


def test_no_demo_does_not_hide_that_the_records_are_invented(tmp_path, monkeypatch):
    run = demo(tmp_path, monkeypatch, "--no-demo")

    run.demo_note.write_text("loaded\n")

    assert not run._wants_demo(empty=False, local=True)
    assert run._demo_state() == "loaded"


def test_no_demo_is_remembered(tmp_path, monkeypatch):
    assert not demo(tmp_path, monkeypatch, "--no-demo")._wants_demo(empty=True, local=True)

    assert not demo(tmp_path, monkeypatch)._wants_demo(empty=False, local=True)


@pytest.mark.parametrize(("empty", "wanted"), [(True, True), (False, False)])
def test_the_demo_force_never_goes_into_a_named_database_that_has_tables(tmp_path, monkeypatch, empty, wanted):
    assert demo(tmp_path, monkeypatch, url=URL)._wants_demo(empty=empty, local=False) is wanted


def test_every_database_has_its_own_demo_note_without_its_password():
    names = {up.demo_note_name(None), up.demo_note_name(URL), up.demo_note_name(URL.replace("records", "other"))}

    assert len(names) == 3
    assert up.demo_note_name(URL) == up.demo_note_name(URL.replace(":password", ":changed"))


@pytest.mark.parametrize("arguments", [["help"], ["--version"], ["migrate", "--help"], ["help", "migrate"]])
def test_help_needs_no_database(arguments):
    assert commands.needs_no_database(arguments)


@pytest.mark.parametrize("arguments", [["migrate"], ["replay", "case.json", "--json"], ["shell"]])
def test_other_commands_get_a_database(arguments):
    assert not commands.needs_no_database(arguments)


def test_a_database_that_does_not_answer_is_one_plain_line():
    with pytest.raises(CannotRun, match="The database does not answer") as refusal:
        commands.has_tables("postgresql://nobody@127.0.0.1:1/none")

    assert "\n" not in str(refusal.value)


def test_a_stop_signal_waits_until_a_child_is_known():
    reached = []

    with watched(), pytest.raises(Stopped), held():
        os.kill(os.getpid(), 15)
        reached.append("the end of the held block")

    assert reached == ["the end of the held block"]


def test_a_lock_is_seen_by_others_until_it_is_let_go(tmp_path):
    path = tmp_path / "lock"
    assert not is_held(path)

    with Lock(path):
        assert is_held(path)
        assert not Lock(path).take(wait=False)
        assert not Lock(path).take(shared=True, wait=False)

    assert not is_held(path)


def test_many_can_share_a_lock_and_none_of_them_has_it_alone(tmp_path):
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    first.take(shared=True)

    assert second.take(shared=True, wait=False)
    assert not second.take(wait=False)
    first.release()
