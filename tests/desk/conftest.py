"""The restricted case with something of everything in it serves to open every page."""

from tests.attack.conftest import sealed

__all__ = ["sealed"]
