"""The door of the questions of a call."""

from accounts.permissions import Permission
from core.doors import PageView
from core.errors import Absent
from incidents.presenters import script
from law import call_script
from law.questionnaires import NoQuestionSet


class Questions(PageView):
    """One version of the questions of a call: which are critical, and what put each there."""

    permission = Permission.CASE_READ
    template_name = "incidents/questions.html"

    def context(self, version):
        """Read the version, with the recommendations that this reader may know of."""
        try:
            found = call_script.of_version(version)
        except NoQuestionSet:
            raise Absent() from None
        rows = script.taught(found, self.request.user)
        return {"heading": "Questions of a call", "script": found, "rows": rows}
