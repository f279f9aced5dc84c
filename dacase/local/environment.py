"""The project's own Python: `.venv`, made and kept up to date from any Python. Standard library only."""

import contextlib
import hashlib
import importlib.util
import os
import sys
from pathlib import Path

from dacase.local.locks import Lock
from dacase.local.places import REPOSITORY, CannotRun, var_folder
from dacase.local.steps import run_logged, say, step

VENV = REPOSITORY / ".venv"


class Environment:
    """A virtual environment and the hashed requirement files that it must satisfy."""

    def __init__(self, folder=VENV, repository=REPOSITORY):
        self.folder = folder
        self.repository = repository
        self.python = folder / "bin" / "python"
        # There while something is being installed. When it is still there later, the work was cut short.
        self.unfinished = repository / f"{folder.name}.unfinished"

    def stamp(self, name):
        """Return the file that remembers which content of a requirements file is installed."""
        return self.folder / f"{name}.sha256"

    def wanted(self, name):
        """Return the hash of a requirements file as it is now."""
        return hashlib.sha256((self.repository / name).read_bytes()).hexdigest()

    def is_whole(self):
        """Return False when the environment is not there, lost its Python, or was left half made."""
        return self.python.exists() and not self.unfinished.exists()

    def missing(self, names):
        """Return those requirement files whose present content is not installed."""
        if not self.is_whole():
            return list(names)
        return [name for name in names if _read(self.stamp(name)) != self.wanted(name)]

    @contextlib.contextmanager
    def changing(self):
        """Mark the environment while it is changed, so that the next run makes it anew if this one is cut short."""
        self.unfinished.touch()
        yield
        self.unfinished.unlink()

    def is_current(self):
        """Return True when this very process runs inside the environment."""
        return Path(sys.prefix).resolve() == self.folder.resolve()


def ensure(names, arguments):
    """Make the environment satisfy the requirement files, then go on inside it (does not return if outside)."""
    environment = Environment()
    if environment.missing(names):
        with _one_at_a_time():
            # Another start may have done it while we waited.
            _repair(environment, environment.missing(names))
    if not environment.is_current():
        variables = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "__PYVENV_LAUNCHER__")}
        python = str(environment.python)
        os.execve(python, [python, str(REPOSITORY / "manage.py"), *arguments], variables)


@contextlib.contextmanager
def _one_at_a_time():
    lock = Lock(REPOSITORY / ".build.lock")
    if not lock.take(wait=False):
        say("  Another start is making the environment; waiting for it.")
        lock.take()
    try:
        yield
    finally:
        lock.release()


def _repair(environment, names):
    if not names:
        return
    whole = environment.is_whole()
    with environment.changing():
        if not whole:
            with step(f"Making {environment.folder.name}"):
                _make(environment)
        for name in names:
            with step(f"Installing {name}"):
                install(environment, environment.repository / name)
                environment.stamp(name).write_text(environment.wanted(name))


def _make(environment):
    if importlib.util.find_spec("ensurepip") is None:
        _provide_ensurepip()
    command = [sys._base_executable, "-m", "venv", "--clear", environment.folder]
    run_logged(command, var_folder() / "log" / "venv.log", "The environment could not be made.")


def install(environment, requirements):
    """Install a hashed requirements file with pip."""
    command = [environment.python, "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", requirements]
    run_logged(command, var_folder() / "log" / "pip.log", f"{requirements.name} could not be installed.")


def _provide_ensurepip():
    # Debian and Ubuntu ship the venv module without the part that installs pip.
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if os.geteuid() != 0 or not Path("/usr/bin/apt-get").exists():
        raise CannotRun(f"This Python cannot make environments yet. Run: sudo apt-get install {package}")
    apt_install(package)


def apt_install(package):
    """Install a Debian package as root; raise CannotRun with the line that a person can run."""
    sentence = f"{package} could not be installed. Run: apt-get update && apt-get install {package}"
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    log = var_folder() / "log" / "apt.log"
    run_logged(["apt-get", "update"], log, sentence, quiet)
    run_logged(["apt-get", "install", "-y", "--no-install-recommends", package], log, sentence, quiet)


def _read(path):
    try:
        return path.read_text()
    except OSError:
        return ""
