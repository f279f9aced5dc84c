"""Finds a Chromium for the browser tests. Without one they fail; they are never left out."""

import os
import shutil
from pathlib import Path

from dacase.local.environment import apt_install
from dacase.local.places import CannotRun
from dacase.local.steps import step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
MISSING = (
    "The tests need Chromium, and none was found. Install it (Debian: apt-get install chromium), "
    "or set CHROMIUM_PATH to the program."
)


def chromium():
    """Return the path of a Chromium, installed first when we are root on Debian; raise CannotRun when there is none."""
    found = lookup(os.environ.get("CHROMIUM_PATH"), shutil.which, APPLICATIONS)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Installing Chromium"):
            apt_install("chromium")
        found = lookup(None, shutil.which, ())
    if found is None:
        raise CannotRun(MISSING)
    return found


def lookup(named, which, applications):
    """Return the named program, else one on PATH, else an installed application, else None."""
    if named:
        if not os.access(named, os.X_OK):
            raise CannotRun(f"CHROMIUM_PATH names {named}, which is not a program.")
        return named
    for name in NAMES:
        if path := which(name):
            return path
    return next((str(path) for path in applications if os.access(path, os.X_OK)), None)
