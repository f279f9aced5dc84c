"""Ports: another program may hold ours; it is never pushed away."""

import socket

import pytest

from dacase.local import ports
from dacase.local.places import CannotRun
from dacase.local.store import Store


@pytest.fixture
def taken():
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind((ports.LOOPBACK, 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_with_a_listener_is_not_free(taken):
    assert not ports.is_free(taken)


def test_a_port_without_a_listener_is_free():
    assert ports.is_free(ports.any_free())


def test_the_next_port_is_chosen_when_the_first_is_taken(taken):
    assert ports.first_free(taken) > taken


def test_a_port_that_was_not_named_gives_way(taken):
    assert ports.web_port(None, default=taken) > taken


def test_a_named_port_that_is_taken_is_refused_by_its_number(taken):
    with pytest.raises(CannotRun, match=f"Port {taken} is taken"):
        ports.web_port(taken)


def test_no_free_port_at_all_is_said(taken):
    with pytest.raises(CannotRun, match="No free port"):
        ports.first_free(taken, count=1)


def test_the_port_of_last_time_is_used_again_while_it_is_free(tmp_path):
    store = Store(tmp_path / "local.json")
    assert store.port("web", lambda: 4001, lambda port: True) == 4001

    assert Store(tmp_path / "local.json").port("web", lambda: 4002, lambda port: True) == 4001


def test_the_port_of_last_time_is_given_up_when_it_is_taken(tmp_path):
    store = Store(tmp_path / "local.json")
    store.put("web", 4001)

    assert store.port("web", lambda: 4002, lambda port: port != 4001) == 4002
    assert Store(tmp_path / "local.json").get("web") == 4002


def test_secrets_are_made_once_and_only_their_owner_can_read_them(tmp_path):
    made = Store(tmp_path / "local.json").secret("redis")

    assert Store(tmp_path / "local.json").secret("redis") == made
    assert len(made) >= 40
    assert (tmp_path / "local.json").stat().st_mode & 0o777 == 0o600


def test_two_runs_do_not_forget_what_the_other_wrote(tmp_path):
    one, other = Store(tmp_path / "local.json"), Store(tmp_path / "local.json")
    one.put("redis_port", 1)

    other.put("postgres_port", 2)

    assert Store(tmp_path / "local.json").values == {"redis_port": 1, "postgres_port": 2}
