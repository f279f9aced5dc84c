"""A real PostgreSQL and a real Redis, killed the hard way."""

import os
import signal
import socket
from contextlib import closing
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest
import redis

from dacase.local.servers import Servers
from dacase.local.testing import throw_away_folder


@pytest.fixture
def var(monkeypatch):
    """A var folder of its own, with no other servers named, whose PostgreSQL is gone afterwards."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    with throw_away_folder() as folder:
        (folder / "log").mkdir()
        yield folder
        monkeypatch.delenv("DATABASE_URL", raising=False)
        leftover = Servers(folder)
        leftover.postgres.stop_left_behind()
        leftover.remove()


def ask(url, sql, *values):
    """Run one statement, committed, and return its rows."""
    with closing(psycopg.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def test_a_row_survives_kill_nine_of_postgresql(var):
    servers = Servers(var)
    with servers.joined():
        url = servers.environment()["DATABASE_URL"]
        ask(url, "CREATE TABLE kept (what text)")
        ask(url, "INSERT INTO kept VALUES ('the call')")

        servers.postgres.process.kill()
        servers.postgres.process.wait()
        assert servers.postgres.ended()
        servers.revive()

        assert ask(servers.environment()["DATABASE_URL"], "SELECT what FROM kept") == [("the call",)]


def test_a_server_left_behind_by_a_killed_run_is_stopped_and_its_rows_are_kept(var):
    killed = Servers(var)
    killed.join()
    ask(killed.postgres.url, "CREATE TABLE kept AS SELECT 'the call' AS what")
    left_behind = psutil.Process(killed.postgres.process.pid)
    # What the kernel does when a run is killed: its locks are free, its server lives on.
    killed.users.release()

    with Servers(var).joined() as following:
        assert following.postgres.process.pid != left_behind.pid
        assert ask(following.postgres.url, "SELECT what FROM kept") == [("the call",)]

    assert killed.postgres.process.wait(10) == 0


def test_the_last_of_two_users_stops_the_server(var):
    first, second = Servers(var), Servers(var)
    first.join()
    second.join()
    assert second.postgres.process is None

    assert first.leave() is False
    assert ask(second.postgres.url, "SELECT 1") == [(1,)]

    assert second.leave() is True
    assert first.postgres.process.wait(10) == 0
    assert Servers(var).postgres.running() is None


def test_the_cluster_is_durable_checked_and_closed_to_strangers(var):
    with Servers(var).joined() as servers:
        url = servers.postgres.url
        settings = dict(
            ask(
                url,
                "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)",
                ["synchronous_commit", "fsync", "data_checksums", "listen_addresses"],
            )
        )
        wrong = url.replace(urlsplit(url).password, "wrong")

        assert settings == {
            "synchronous_commit": "on",
            "fsync": "on",
            "data_checksums": "on",
            "listen_addresses": "127.0.0.1",
        }
        socket_folder = (servers.postgres.data / "postmaster.pid").read_text().splitlines()[4]
        assert socket_folder == ""
        assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [(False,)]
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(wrong, "SELECT 1")


def test_a_taken_port_is_left_to_its_owner_and_another_one_is_used(var):
    servers = Servers(var)
    with servers.joined():
        before = servers.postgres.port

    with socket.create_server(("127.0.0.1", before)), Servers(var).joined() as following:
        assert following.postgres.port != before
        assert ask(following.postgres.url, "SELECT 1") == [(1,)]


def test_an_interrupted_making_of_the_cluster_starts_over(var):
    servers = Servers(var)
    half = servers.postgres.data.with_name("postgres.half")
    half.mkdir()
    (half / "rubbish").touch()

    with servers.joined():
        assert ask(servers.postgres.url, "SELECT 1") == [(1,)]
    assert not half.exists()


def test_a_pid_file_that_names_a_stranger_never_leads_to_a_stranger_being_stopped(var):
    servers = Servers(var)
    with servers.joined():
        pass
    (servers.postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{servers.postgres.data}\n")

    assert servers.postgres.running() is None


def test_a_named_database_is_used_and_no_server_of_ours_is_started(var, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@db.example/records")

    with Servers(var).joined() as servers:
        assert servers.postgres is None
        assert servers.environment()["DATABASE_URL"] == "postgresql://somebody@db.example/records"


def test_redis_keeps_what_it_was_told_over_kill_nine_and_asks_for_its_password(var):
    server = Servers(var).redis
    server.start()
    client = redis.Redis.from_url(server.url)
    client.rpush("queue", "a nudge")
    client.execute_command("WAITAOF", 1, 0, 5000)

    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.start()

    assert client.lrange("queue", 0, -1) == [b"a nudge"]
    assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    assert client.config_get("appendfsync") == {"appendfsync": "everysec"}
    with pytest.raises(redis.AuthenticationError), redis.Redis(port=urlsplit(server.url).port) as stranger:
        stranger.ping()
    client.close()
    server.stop()
