"""What a policy of review would cost and miss: tried on this force's own numbers, nothing is changed by it."""

from dataclasses import replace

from django.shortcuts import render

from accounts.permissions import Permission
from core.access import levels_kept_from
from core.doors import Door
from risk import queries
from risk.forms.workload import Workload as Form
from risk.forms.workload import typed
from risk.presenters.workload import cards, cells, summary
from risk.workload import Staffing, Unusable, read, simulate


class Workload(Door):
    """Begin with a plan, change its numbers, and see a year of it."""

    permission = Permission.POLICY_WEIGH
    template_name = "risk/workload.html"

    def get(self, request):
        """Show a plan with the numbers of this force, where there are any."""
        plans, number = self.chosen(request.GET)
        per_day, counted, anew = self.volumes()
        plan = plans[number].with_volumes(per_day) if counted else plans[number]
        form = Form(initial=typed(plan, number), plans=plans, plan=plan)
        return self.show(form, plans=plans, number=number, counted=counted, anew=anew)

    def post(self, request):
        """Simulate a year with what was typed; on a fault keep it all and say what would put it right."""
        plans, number = self.chosen(request.POST)
        form = Form(request.POST, plans=plans, plan=plans[number])
        _, counted, anew = self.volumes()
        shown = {"plans": plans, "number": number, "counted": counted, "anew": anew}
        if not form.is_valid():
            return self.show(form, **shown, status=422)
        try:
            year = simulate(changed(plans[number], form))
        except Unusable as error:
            form.add_error(None, str(error))
            return self.show(form, **shown, status=422)
        return self.show(form, **shown, told=summary(year))

    def chosen(self, given):
        """Return the plans, and the number of the one that is named; of the first where none is."""
        plans, number = read(), given.get("plan", "")
        return plans, int(number) if number in {str(each) for each in range(len(plans))} else 0

    def volumes(self):
        """Return the new cases a day of the reader's force, how many in all, and assessed anew: none withheld."""
        reader = self.request.user
        return queries.volumes(reader.posting.force_id, self.now, but=levels_kept_from(reader))

    def show(self, form, *, plans, number, counted, anew, told=None, status=200):
        """Render the page."""
        context = {
            "heading": "What a review policy costs",
            "form": form,
            "plan": plans[number],
            "others": [(place, each.name) for place, each in enumerate(plans) if place != number],
            "counted": counted,
            "anew": anew,
            "now": self.now,
        }
        if told:
            context |= {"told": told, "cards": cards(told), "cells": cells(told)}
        return render(self.request, self.template_name, context, status=status)


def changed(plan, form):
    """Return the plan with the numbers and the reviewers that were typed."""
    streams = tuple(replace(stream, **form.numbers(stream)) for stream in plan.streams)
    staffing = Staffing(tuple(form.cleaned_data["reviewers"] if desks else 0 for desks in plan.staffing.by_hour))
    return replace(plan, streams=streams, staffing=staffing)
