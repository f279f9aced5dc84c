"""Doors of the regular things of a force."""

from django.core.paginator import Paginator
from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView, PageView
from regular import forms, queries, services

PAGE = 50


class Tasks(PageView):
    """What the force owes at regular times, and what was done."""

    permission = Permission.REGULAR_DO
    template_name = "regular/tasks.html"

    def context(self):
        """Read the list of the reader's force."""
        page = Paginator(queries.tasks(reader=self.request.user), PAGE).get_page(self.request.GET.get("page"))
        return {"heading": "Regular returns", "tasks": queries.with_owed(page.object_list), "page": page}


class Finish(CommandView):
    """Record that one was done."""

    permission = Permission.REGULAR_DO
    command = services.finish_task
    form_class = forms.Finish
    button = "It is done"
    done = "It is recorded as done."

    def fetch(self, task_id):
        """Return the task of the reader's force."""
        self.ids = {"task_id": task_id}
        return queries.task(task_id, reader=self.request.user)

    @property
    def heading(self):
        """Return what is to be done."""
        return str(self.subject)

    def cancel(self):
        """Go back to the list."""
        return reverse("regular")
