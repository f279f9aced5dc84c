"""What a local installation remembers between runs: its passwords, its key and its ports."""

import json
import os
import secrets


class Store:
    """One JSON file that only its owner may read."""

    def __init__(self, path):
        self.path = path
        self.values = {}
        self.reload()

    def reload(self):
        """Read again what another run may have written."""
        try:
            self.values = json.loads(self.path.read_text())
        except FileNotFoundError:
            self.values = {}

    def get(self, name):
        """Return the value, or None."""
        return self.values.get(name)

    def put(self, name, value):
        """Remember a value; a crash leaves the old file or the new one, never half of one."""
        self.reload()
        self.values[name] = value
        new = self.path.with_suffix(f".{os.getpid()}")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(self.values, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)

    def secret(self, name):
        """Return the secret of that name, made at random when it is asked for the first time."""
        if name not in self.values:
            self.put(name, secrets.token_urlsafe(32))
        return self.values[name]

    def port(self, name, choose, is_free):
        """Return the port used last time when it is still free, else a new one, and remember it."""
        port = self.get(name)
        if port is None or not is_free(port):
            port = choose()
            self.put(name, port)
        return port
