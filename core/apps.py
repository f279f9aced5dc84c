"""The record as a Django app."""

from django.apps import AppConfig


class TheRecord(AppConfig):
    """Registers the checks of the tables."""

    name = "core"

    def ready(self):
        """Have Django run our checks before its commands."""
        from core import checks  # noqa: F401
