"""Doors of the second pair of eyes, for people: sign off, send back, review, and the two lists."""

from urllib.parse import urlencode

from django.shortcuts import redirect

from accounts import queries as accounts
from accounts.permissions import Permission
from core.doors import PageView
from risk import forms, presenters, queries, services
from risk.queries import reading, signing
from risk.queries.waiting import PAGE
from risk.states import Grade
from risk.views.assessments import OnAssessment, page


class Decide(OnAssessment):
    """A decision about an assessment that is shown whole."""

    template_name = "risk/decide.html"

    def context(self):
        """Return the whole assessment."""
        return page(self.subject, self.request.user)


class SignOff(Decide):
    """Sign off exactly what is shown."""

    permission = Permission.RISK_SIGN_OFF
    command = services.sign_off_assessment
    form_class = forms.SignOff
    heading = "Sign off this risk assessment"
    button = "Sign off"
    done = "The assessment is signed off."

    def initial(self):
        """Start with the author's grade."""
        return {"content_hash": self.subject.content_hash, "grade": self.subject.grade}

    def context(self):
        """Say before they try where the level rose after this was handed in."""
        rose = queries.unexplained(self.subject, self.subject.grade)
        return super().context() | {"rose": rose and Grade(rose).label}


class SendBack(Decide):
    """Send an assessment back to its author."""

    permission = Permission.RISK_SIGN_OFF
    command = services.return_assessment
    form_class = forms.SendBack
    heading = "Send this risk assessment back"
    button = "Send back"
    done = "The author has it again, with your reason."

    def initial(self):
        """Bind the decision to what is shown."""
        return {"content_hash": self.subject.content_hash}


class Review(Decide):
    """Review the grade and recommend measures."""

    permission = Permission.RISK_REVIEW
    command = services.review_grade
    form_class = forms.ReviewGrade
    heading = "Review the grade"
    button = "Save the review"
    done = "The review is saved, and its level is that of the case."
    twice = False

    def get(self, request, **ids):
        """Show the form, or lead on to the page on which what two specialists read is read first."""
        # On the page of one that is read twice, only another one that is awaited leads elsewhere.
        if not self.twice or reading.awaits(request.user):
            found = queries.assessment(ids["assessment_id"], reader=request.user)
            first = reading.to_read_first(found, request.user)
            if first and not (self.twice and first == found.pk):
                return redirect("assessment_read", first)
        return super().get(request, **ids)

    def form_arguments(self):
        """Offer the menu of measures, and who in the force could do one."""
        officers = queries.officers_who_act(self.request.user)
        return {"menu": presenters.menu(), "officers": accounts.choices(officers, at=self.now)}

    def initial(self):
        """Start with the grade that holds."""
        return {"grade": self.subject.holding_grade}

    def form(self, **arguments):
        """Return the form, kept for its rows."""
        self.shown = super().form(**arguments)
        return self.shown

    def arguments(self, cleaned):
        """Return the review and what it recommends."""
        return {
            **self.ids,
            "grade": cleaned["grade"],
            "reasons": cleaned["reasons"],
            "recommendations": self.shown.recommendations(),
        }


class Waiting(PageView):
    """A list of assessments that wait, a page at a time, from the last one shown."""

    template_name = "risk/waiting.html"
    heading = ""
    lead = ""
    empty = ""
    way = ""
    words = ""
    waiting = None  # the query: what waits for a reader
    apart_caption = ""
    rest_caption = ""

    def context(self):
        """Read one page of the list."""
        after = queries.place(self.request.GET.get("after", ""))
        rows = type(self).waiting(self.request.user, after)
        shown = self.marked(rows[:PAGE])
        apart = [] if after else self.apart()
        more = f"{self.request.path}?{urlencode({'after': shown[-1].place})}" if len(rows) > PAGE else ""
        return {
            "heading": self.heading,
            "lead": self.lead,
            "empty": self.empty,
            "way": self.way,
            "words": self.words,
            "rows": shown,
            "apart": self.marked(apart[:PAGE]),
            "more_apart": len(apart) > PAGE,
            "apart_caption": self.apart_caption,
            "rest_caption": self.rest_caption,
            "next": more,
            "previous": self.request.path if after else "",
        }

    def apart(self):
        """Return what is shown before the list, on its first page."""
        return []

    def marked(self, rows):
        """Return the rows, with what is to be said of each besides."""
        return rows


class SignOffList(Waiting):
    """What waits for this supervisor."""

    permission = Permission.RISK_SIGN_OFF
    heading = "Waiting for sign-off"
    lead = "Assessments of your unit: the gravest grade first, then the longest waiting. Never your own."
    empty = "No assessment of your unit waits for you."
    way = "assessment_sign_off"
    words = "Read and sign off"
    waiting = queries.waiting_for_sign_off
    apart_caption = "Of another unit, where nobody else may: you owe these"
    rest_caption = "Of your unit"

    def apart(self):
        """Show first what this supervisor owes for a unit where nobody may sign off."""
        return signing.waiting_elsewhere(self.request.user)


class ReviewList(Waiting):
    """What waits for a specialist."""

    permission = Permission.RISK_REVIEW
    heading = "Waiting for review"
    lead = (
        "Every high and medium grade, every case with children, what was telephoned, corrected, lowered or graded "
        "otherwise than the answers say, and what the lot drew: the gravest first, then the longest waiting."
    )
    empty = "Nothing waits for review."
    way = "assessment_review"
    words = "Read and review"
    waiting = queries.waiting_for_review
    apart_caption = "To be read apart, the gravest by their answers first"
    rest_caption = "To be reviewed, the gravest first"

    def apart(self):
        """Show first what is to be read apart."""
        return queries.waiting_to_read_apart(self.request.user)

    def context(self):
        """Tell of the default interval that nobody has confirmed."""
        return super().context() | {"interval_notice": presenters.circumstances.interval_notice(self.request.user)}

    def marked(self, rows):
        """Say of those that two specialists read where they stand."""
        found = reading.sealed_among(rows, self.request.user)
        for row in rows:
            row.told = found.get(row.pk, "")
        return rows
