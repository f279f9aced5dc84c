"""Doors of making an assessment, for people: start, answer, check, submit, read, confirm."""

from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from accounts import queries as accounts
from accounts.permissions import Permission
from core.doors import OPEN, CommandView, Door, PageView
from core.errors import Stale
from incidents import queries as incidents
from law import clocks
from law.further import weigh
from law.questionnaires import stands
from people import child_lines
from risk import forms, presenters, queries, services
from risk.queries import questions, reading
from risk.states import POLICE


class Start(CommandView):
    """Start an assessment of a case, or go on with the draft there is."""

    permission = Permission.RISK_SUBMIT
    command = services.start_assessment
    form_class = forms.StartAssessment
    template_name = "risk/start.html"
    heading = "Assess the risk"
    button = "Start"
    done = "The draft is started."

    def get(self, request, **ids):
        """Lead to the officer's own draft where there is one."""
        case = incidents.case(ids["case_id"], reader=request.user)
        if draft := queries.draft(case.pk, request.user):
            return redirect("assessment_answer", draft.pk)
        return super().get(request, **ids)

    def fetch(self, case_id):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id}
        return incidents.case(case_id, reader=self.request.user)

    def form_arguments(self):
        """Offer the instruments in force today and the officers who may be the author."""
        standing, self.none_stands = queries.instruments_on(clocks.london_day(self.now))
        officers = queries.officers_who_assess(self.request.user)
        return {
            "instruments": [(each.code, each.title) for each in standing],
            "officers": accounts.choices(officers, at=self.now, but=self.request.user),
        }

    def context(self):
        """Tell of questions that changed since this officer last read them, and of those that are not in force."""
        return {
            "new_questions": questions.new_to(self.request.user, clocks.london_day(self.now)),
            "none_stands": self.none_stands,
        }

    def initial(self):
        """Start with the usual instrument."""
        return {"instrument": POLICE}

    def arguments(self, cleaned):
        """Give no officer where none was chosen."""
        return {**self.ids, **cleaned, "for_officer_id": cleaned["for_officer_id"] or None}

    def after(self, result):
        """Go on to the questions."""
        return reverse("assessment_answer", args=[result.pk])

    def after_repeat(self, entry):
        """Go on to the questions of the draft that was started."""
        return reverse("assessment_answer", args=[entry.subject_id])

    def cancel(self):
        """Go back to the case."""
        return reverse("case", args=[self.ids["case_id"]])


class OnAssessment(CommandView):
    """A command about one assessment."""

    def fetch(self, assessment_id):
        """Return the assessment within the reader's scope; showing it is written down."""
        self.ids = {"assessment_id": assessment_id}
        return queries.open_assessment(assessment_id, reader=self.request.user, at=self.now)

    def graded(self):
        """Return the grade that was given with its reasons, to start with; nothing for who has still to read apart."""
        if reading.apart(self.subject, self.request.user):
            return {}
        return {"grade": self.subject.grade, "grade_reasons": self.subject.grade_reasons}

    def after(self, result):
        """Show the assessment."""
        return self.cancel()

    def cancel(self):
        """Show the assessment."""
        return reverse("assessment", args=[self.ids["assessment_id"]])


class Answer(OnAssessment):
    """All questions on one page. Both buttons save; one goes on to the check."""

    permission = Permission.RISK_SUBMIT
    command = services.save_answers
    form_class = forms.Answers
    template_name = "risk/answer.html"
    heading = "Risk assessment"
    button = "Save and come back later"
    done = "Your answers are saved."

    @cached_property
    def begun(self):
        """The further sets that were begun or left out, read once."""
        return queries.further_of(self.subject)

    @cached_property
    def kept(self):
        """The answers that are kept, read once."""
        return queries.answers_of(self.subject)

    def form_arguments(self):
        """Ask the questions of this assessment's version."""
        question_set, further = queries.question_set_of(self.subject), queries.further_sets(self.subject, self.begun)
        self.asked = (question_set, *further)
        return {"question_set": question_set, "further": further}

    def initial(self):
        """Start with what is saved; answers of an earlier assessment are shown, never filled in."""
        found = {
            "lock_version": queries.changes_of(self.subject, self.kept),
            "children": self.subject.children,
            "children_named": child_lines.written(self.subject.children_named),
            "observations": self.subject.observations,
        }
        for code, answer in self.kept.items():
            found |= {
                f"answer_{code}": answer.value,
                f"comment_{code}": answer.comment,
                f"source_{code}": answer.source,
            }
        return found | {f"left_out_{code}": row.reason for code, row in self.begun.items()}

    def form(self, **arguments):
        """Return the form, kept for its answers."""
        self.shown = super().form(**arguments)
        return self.shown

    def arguments(self, cleaned):
        """Return the answers by question."""
        return {
            **self.ids,
            "answers": self.shown.answers(),
            "left_out": self.shown.left_out(),
            "children": cleaned["children"] or None,
            "children_named": cleaned["children_named"] if self.shown.was_sent("children_named") else None,
            "observations": cleaned["observations"] if self.shown.was_sent("observations") else None,
            "lock_version": cleaned["lock_version"],
            "chosen": "chosen" in self.request.POST,
        }

    def after(self, result):
        """Go on to the check, or back to the case."""
        return self.after_repeat(None)

    def after_repeat(self, entry):
        """Go on to the check, or back to the case."""
        if "check" in self.request.POST:
            return reverse("assessment_submit", args=[self.ids["assessment_id"]])
        return reverse("case", args=[self.subject.case_id])

    def show(self, form, status=200, **extra):
        """Show what was typed, and what a device kept before and did not send again.

        What was typed may be saved over a newer draft, once the officer has seen both.
        """
        if form.is_bound:
            form.data = form.data.copy()
            if isinstance(extra.get("refusal"), Stale):
                del form.data["lock_version"]
            for name, value in self.initial().items():
                form.data.setdefault(name, value)
        return super().show(form, status, **extra)

    def context(self):
        """Return the questions in their groups, and the children known in the case."""
        records = queries.records_beside(self.subject.case, reader=self.request.user, at=self.now)
        return {
            "assessment": self.subject,
            "over": not all(stands(each, clocks.london_day(self.now)) for each in self.asked),
            **presenters.sheets(self.subject, self.shown, records, (self.kept, self.begun)),
            "kept_fields": [
                "children",
                "children_named",
                "observations",
                *(f"left_out_{each.code}" for each in self.shown.further),
            ],
            "known_children": incidents.children_of(self.subject.case_id),
            **presenters.undecided(self.subject, self.asked),
        }


class Left(Door):
    """The page on which somebody lands who had to leave at once: it says nothing, and the device forgets."""

    permission = OPEN

    def get(self, request):
        """Show a bare page, and have the browser clear what it kept of this service."""
        page = render(request, "risk/left.html")
        page["Clear-Site-Data"] = '"cache", "storage"'
        page["Cache-Control"] = "no-store"
        return page

    def post(self, request):
        """Sign out first: the browser's Back then leads to the sign-in, and to nothing of the case."""
        logout(request)
        return redirect("left")


class Submit(OnAssessment):
    """Check what the answers suggest and why; give the grade; hand it in."""

    permission = Permission.RISK_SUBMIT
    command = services.submit_assessment
    form_class = forms.SubmitAssessment
    template_name = "risk/submit.html"
    heading = "Check and submit"
    button = "Submit for sign-off"
    done = "The assessment waits for a supervisor."

    def initial(self):
        """Start with now, and with the grade given before where it was sent back; never with the suggestion."""
        return self.graded() | {
            "lock_version": queries.changes_of(self.subject),
            "assessed_at": self.subject.asked or self.now,
        }

    def context(self):
        """Return the suggestion with every reason, and what is still missing."""
        weighed = queries.to_weigh(self.subject)
        suggestion = weigh(*weighed)
        asked = (queries.question_set_of(self.subject), *queries.further_sets(self.subject))
        items = {item.code: item for each in asked for item in each.items}
        first, _, further = weighed
        today = clocks.london_day(self.now)
        return {
            "assessment": self.subject,
            "over": not all(stands(each, today) for each in (first, *(each for each, _ in further))),
            "suggestion": suggestion,
            "counts": presenters.counts(suggestion),
            **presenters.lanes(weighed),
            "reasons": [(each, [items[code] for code in each.item_codes]) for each in suggestion.reasons],
            "missing": queries.missing_in(self.subject),
            "further_missing": queries.further_missing(self.subject),
            "children_denied": queries.children_denied(self.subject),
            "children_missing": self.subject.children == "NOT_ASKED",
        }


class SetAside(OnAssessment):
    """Give up a draft."""

    permission = Permission.RISK_SUBMIT
    command = services.set_draft_aside
    form_class = forms.SetAside
    heading = "Set this draft aside"
    button = "Set aside"
    done = "The draft is set aside. You can start a new assessment."


class Read(PageView):
    """One assessment: answers beside those of the time before, grades, decisions and reviews."""

    permission = Permission.CASE_READ
    template_name = "risk/assessment.html"

    def context(self, assessment_id):
        """Read the assessment for this reader."""
        found = queries.open_assessment(assessment_id, reader=self.request.user, at=self.now)
        return {"heading": "Risk assessment", **page(found, self.request.user)}


def page(assessment, reader):
    """Return what every page that shows a whole assessment needs."""
    shown = presenters.sheets(assessment)
    apart = reading.apart(assessment, reader)
    return {
        "assessment": assessment,
        **shown,
        "apart": apart,
        "rows": presenters.summary(assessment, graded=not apart),
        "counts": presenters.counts(assessment),
        **presenters.lanes(shown["weighed"]),
        "story": [] if apart else presenters.story(assessment),
        "actions": presenters.actions_apart(assessment, reader) if apart else presenters.actions(assessment, reader),
        "known_children": incidents.children_of(assessment.case_id),
    }
