"""Doors of the live board for people."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from accounts.permissions import Permission
from core.doors import PageView
from core.errors import Absent
from incidents import services
from incidents.forms import supervision as forms
from incidents.presenters import supervision as presenters
from incidents.queries import supervision as watches
from incidents.views.calls import OnIncident


def shown(request, at):
    """Return the page of the board that an address asks for."""
    return presenters.board(request.user, at, request.GET.get("page"))


class Board(PageView):
    """Every open domestic incident: how old, how grave, who goes, and what it meets."""

    permission = Permission.CASE_READ
    template_name = "incidents/board.html"

    def context(self):
        """Read the board for this reader."""
        return {"heading": "Live board", "board": shown(self.request, self.now)}


class Rows(PageView):
    """The board's rows on their own; nothing is sent where the page shows all of it already."""

    permission = Permission.CASE_READ
    template_name = "incidents/board_rows.html"
    # By this header the page knows that the board answered, and not a page to sign in.
    header = "X-Board"

    def get(self, request):
        """Answer 204 when nothing changed since the digest that the page sends along."""
        board = shown(request, self.now)
        if request.GET.get("known") == board["digest"]:
            answer = HttpResponse(status=204)
        else:
            self.board = board
            answer = super().get(request)
        answer[self.header] = board["digest"]
        return answer

    def context(self):
        """Show what was read."""
        return {"board": self.board}


class OnBoard(OnIncident):
    """A command about one incident that is or was on the board; afterwards back to its row."""

    def fetch(self, incident_id):
        """Return the incident within the reader's scope; absent where it never was on the board."""
        incident = super().fetch(incident_id)
        self.watch = watches.watched(incident.pk)
        return incident

    def after(self, result):
        """Go back to the row."""
        page = self.request.GET.get("page")
        of_page = f"?{urlencode({'page': page})}" if page else ""
        return f"{reverse('board')}{of_page}#look-{self.ids['incident_id']}"

    def after_repeat(self, entry):
        """Go back to the row."""
        return self.after(None)

    def cancel(self):
        """Go back to the row."""
        return self.after(None)


class Acknowledge(OnBoard):
    """Acknowledge what an incident meets."""

    permission = Permission.SUPERVISE
    command = services.acknowledge_criteria
    form_class = forms.Acknowledge
    template_name = "incidents/acknowledge.html"
    heading = "Look at this incident"
    button = "Acknowledge"
    done = "Acknowledged under your name."

    def fetch(self, incident_id):
        """Return the incident within the reader's scope; what it meets is read once for the whole page."""
        incident = OnIncident.fetch(self, incident_id)
        self.row = presenters.of_incident(incident, self.request.user, self.now)
        if self.row is None:
            raise Absent()
        return incident

    def waiting(self):
        """Return what waits, what only the clock has said included."""
        return [(each["code"], each["words"]) for each in self.row["criteria"] if each["waiting"]]

    def form_arguments(self):
        """Offer what waits."""
        return {"waiting": self.waiting()}

    def initial(self):
        """Start with all of it ticked."""
        return {"criteria": [code for code, _ in self.waiting()]}

    def context(self):
        """Show who goes and what was acknowledged before."""
        return {"row": self.row}


class SendUnit(OnBoard):
    """Send a unit."""

    permission = Permission.UNIT_SEND
    command = services.send_unit
    form_class = forms.SendUnit
    heading = "Send a unit"
    button = "Send"
    done = "The unit is sent."


class StandDown(OnBoard):
    """Stand a unit down."""

    permission = Permission.UNIT_SEND
    command = services.stand_down_unit
    form_class = forms.StandDown
    heading = "Stand a unit down"
    button = "Stand down"
    done = "The unit is stood down."

    def form_arguments(self):
        """Offer the units on their way."""
        return {"units": [(each.unit, each.unit) for each in watches.units_on_the_way(self.watch)]}


class Finish(OnBoard):
    """Close an incident for the control room; its case stays open with its owner."""

    permission = Permission.CALL_LOG
    command = services.finish_incident
    form_class = forms.Finish
    heading = "Close this incident"
    button = "Close the incident"
    done = "The incident is closed for the control room. Its case stays open with its owner."
