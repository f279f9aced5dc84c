"""One hand wrote it: the formatter and the linter find nothing to change."""

import subprocess
import sys

import pytest

from tests.architecture.house import ROOT


@pytest.mark.parametrize("check", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_the_code_is_as_ruff_would_write_it(check):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *check, "--no-cache", "."], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
