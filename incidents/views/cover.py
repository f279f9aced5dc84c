"""Doors of the cover: who answers for every case, and moving one."""

from accounts import queries as accounts
from accounts.permissions import Permission
from core.doors import PageView
from incidents import forms, queries, services
from incidents.views.cases import OnCase


class Cover(PageView):
    """Every open case with its chain of owners, the minutes without one, who is away, and who cannot be reached."""

    permission = Permission.COVER_READ
    template_name = "incidents/cover.html"

    def context(self):
        """Read a page of cases within the reader's scope; the minutes are counted over all cases of the force."""
        reader = self.request.user
        found = queries.chains(reader=reader, after=queries.moment(self.request.GET.get("after", "")))
        return {
            "heading": "Cover",
            "cases": found,
            "last": found[-1].opened_at.isoformat() if len(found) == queries.PAGE else None,
            "uncovered": queries.uncovered_minutes(at=self.now, force_id=reader.posting.force_id),
            "away": accounts.absences(reader.posting.force_id, at=self.now),
            "unreachable": queries.unreachable(reader=reader, at=self.now),
            "without_address": queries.without_address(reader=reader),
            "transfers": queries.transfers(reader=reader),
            "may_address": reader.may(Permission.ABSENCE_RECORD) is None,
            "may_move": reader.may(Permission.CASE_MOVE) is None,
        }


class MoveCase(OnCase):
    """Move a case to another owner, as its supervisor."""

    permission = Permission.CASE_MOVE
    command = services.move_case
    form_class = forms.MoveCase
    heading = "Move this case to another owner"
    button = "Move the case"
    done = "The case has a new owner."

    def form_arguments(self):
        """Name anybody who can own a case."""
        reader = self.request.user
        return {"officers": accounts.who_may(Permission.CASE_ACCEPT, reader=reader, at=self.now, but=reader)}
