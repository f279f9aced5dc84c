"""The front desk as a Django app."""

from django.apps import AppConfig


class FrontDesk(AppConfig):
    """Loads the Celery app, so that a task sent from any process goes to our broker."""

    name = "dacase"

    def ready(self):
        """Make our Celery app the one that shared tasks belong to."""
        from dacase import celery  # noqa: F401
