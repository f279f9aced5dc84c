"""Where the local run keeps its things, and how it says no."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


class CannotRun(Exception):
    """The run is refused or has failed: one plain sentence, and perhaps the end of a log."""

    def __init__(self, sentence, detail=""):
        super().__init__(sentence)
        self.detail = detail


def var_folder():
    """Return the folder for everything that is made at run time: DACASE_VAR, or `var` in the checkout."""
    folder = Path(os.environ.get("DACASE_VAR") or REPOSITORY / "var").absolute()
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"The folder {folder} cannot be written to: {error.strerror}.") from error
    return folder


def assets_folder(var):
    """Return the folder of the compiled front-end assets: DACASE_ASSETS, or `assets` in the var folder."""
    return Path(os.environ.get("DACASE_ASSETS") or var / "assets").absolute()


def tail(log, lines=15):
    """Return the last lines of a log file, or nothing when there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 20_000))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.rstrip().splitlines()[-lines:])
