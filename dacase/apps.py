"""The front desk as a Django app."""

from django.apps import AppConfig


class FrontDesk(AppConfig):
    """Joins the apps: who owes, what follows what, who must be asked; loads Celery, and what describes the API."""

    name = "dacase"

    def ready(self):
        """Fill the tables that lower apps leave open, and make our Celery app the one of shared tasks."""
        from dacase import celery, openapi, wiring  # noqa: F401

        wiring.connect()
