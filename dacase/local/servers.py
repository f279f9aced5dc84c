"""Who uses the local PostgreSQL, so that the last one to leave stops it and nobody stops it under another.

Every run that needs the database holds `users.lock` shared for as long. Starting and stopping happen under
`servers.lock`. A server that runs while nobody holds `users.lock` was left behind by a killed run.
"""

import os
from contextlib import contextmanager

from dacase.local import signals
from dacase.local.locks import Lock
from dacase.local.places import CannotRun, assets_folder
from dacase.local.postgres import Postgres
from dacase.local.redis_server import Redis
from dacase.local.store import Store


class Servers:
    """PostgreSQL and Redis of one var folder, or those that DATABASE_URL and REDIS_URL name instead."""

    def __init__(self, var):
        self.var = var
        self.users = Lock(var / "users.lock")
        self.changing = Lock(var / "servers.lock")
        with self.changing:
            self.store = Store(var / "local.json")
            self.secret_key = os.environ.get("DACASE_SECRET_KEY") or self.store.secret("secret_key")
            self.postgres = None if os.environ.get("DATABASE_URL") else self._postgres()
            self.redis = None if os.environ.get("REDIS_URL") else self._redis()

    def _postgres(self):
        return Postgres(self.var / "postgres", self.store, self.var / "log" / "postgres.log")

    def _redis(self):
        return Redis(self.var / "redis", self.store, self.var / "log" / "redis.log")

    def join(self):
        """Use the local PostgreSQL: the running one when somebody uses it, else start it."""
        if self.postgres is None:
            return
        with self.changing:
            self.store.reload()
            others = not self.users.take(wait=False)
            try:
                if not (others and self.postgres.adopt()):
                    self.postgres.start()
            except BaseException:
                self.postgres.stop()
                self.users.release()
                raise
            self.users.take(shared=True)

    def leave(self):
        """Stop using it, and stop it when nobody else does. Return False when it goes on running for others."""
        if self.postgres is None:
            return True
        with self.changing:
            alone = self.users.take(wait=False)
            if alone:
                self.postgres.stop()
            self.users.release()
        return alone

    def revive(self):
        """Have PostgreSQL running again after it died under us."""
        with self.changing:
            self.store.reload()
            if not self.postgres.adopt():
                self.postgres.start()

    def remove(self):
        """Delete the local cluster and what Redis kept; refuse while another command uses them."""
        with self.changing:
            if not self.users.take(wait=False):
                raise CannotRun("Another command is using the local database. Try again when it has ended.")
            self.postgres.stop_left_behind()
            self.postgres.remove()
            self.users.release()
        if self.redis:
            self.redis.remove()

    def environment(self):
        """Return the variables that settings and commands need to use these servers."""
        return os.environ | {
            "DATABASE_URL": os.environ.get("DATABASE_URL") or self.postgres.url,
            "REDIS_URL": os.environ.get("REDIS_URL") or self.redis.url,
            "DACASE_SECRET_KEY": self.secret_key,
            "DACASE_VAR": str(self.var),
            "DACASE_ASSETS": str(assets_folder(self.var)),
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "dacase.settings"),
        }

    @contextmanager
    def joined(self):
        """Use the servers for the length of a block."""
        self.join()
        try:
            yield self
        finally:
            with signals.held():
                self.leave()


class SharedPostgres:
    """PostgreSQL as one of the supervised parts: brought back when it dies, stopped only by its last user."""

    def __init__(self, servers):
        self.servers = servers
        self.name = servers.postgres.name
        self.log = servers.postgres.log
        self.joined = False

    def start(self):
        """Join the users of the server; later calls bring it back."""
        if self.joined:
            self.servers.revive()
        else:
            self.servers.join()
            self.joined = True

    def ended(self):
        """Return True when the server is gone."""
        return self.servers.postgres.ended()

    def stop(self, seconds=20):
        """Nothing: `Servers.leave` stops the server when nobody uses it any more."""
