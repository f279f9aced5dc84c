"""The case with something of everything in it, from the search for leaks."""

from tests.attack.conftest import sealed  # noqa: F401
