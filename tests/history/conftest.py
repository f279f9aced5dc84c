"""The folder from which these tests import."""

import pytest

from tests.history.folders import GOOD


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes a folder: the good files with some replaced, or left out with None."""

    def written(**changes):
        for name, text in (GOOD | changes).items():
            path = tmp_path / f"{name}.csv"
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return written
