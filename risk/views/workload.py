"""What a policy of review would cost and miss: tried on this force's own numbers, nothing is changed by it."""

from dataclasses import replace

from django.shortcuts import render

from accounts.permissions import Permission
from core.doors import Door
from risk import queries
from risk.forms.workload import Workload as Form
from risk.presenters.workload import cells, summary
from risk.workload import Staffing, Unusable, read, simulate


class Workload(Door):
    """Choose a plan, change its numbers, and see a year of it."""

    permission = Permission.POLICY_WEIGH
    template_name = "risk/workload.html"

    def get(self, request):
        """Show the first plan with the numbers of this force, where there are any."""
        plan, *_ = plans = read()
        per_day, counted = queries.volumes(request.user.posting.force_id, self.now)
        plan = plan.with_volumes(per_day) if counted else plan
        return self.show(Form(initial=typed(plan), plans=plans), counted=counted)

    def post(self, request):
        """Simulate a year with what was typed; on a fault keep it all and say what would put it right."""
        plans = read()
        form = Form(request.POST, plans=plans)
        _, counted = queries.volumes(request.user.posting.force_id, self.now)
        if not form.is_valid():
            return self.show(form, counted=counted, status=422)
        try:
            year = simulate(changed(plans[int(form.cleaned_data["plan"])], form.cleaned_data))
        except Unusable as error:
            form.add_error(None, str(error))
            return self.show(form, counted=counted, status=422)
        return self.show(form, counted=counted, told=summary(year))

    def show(self, form, *, counted, told=None, status=200):
        """Render the page."""
        context = {"heading": "What a review policy costs", "form": form, "counted": counted}
        if told:
            context |= {"told": told, "cells": cells(told)}
        return render(self.request, self.template_name, context | {"now": self.now}, status=status)


def typed(plan):
    """Return the inputs that stand for a plan."""
    sampled = {stream.code: stream.sampled for stream in plan.streams}["STANDARD"]
    numbers = {stream.code.lower(): round(stream.per_day, 2) for stream in plan.streams}
    return numbers | {"plan": "0", "reviewers": max(plan.staffing.by_hour), "sampled": round(100 * sampled, 1)}


def changed(plan, given):
    """Return the plan with the volumes, reviewers and sampling that were typed."""
    streams = tuple(
        replace(
            stream,
            per_day=given[stream.code.lower()],
            sampled=given["sampled"] / 100 if stream.code == "STANDARD" else stream.sampled,
        )
        for stream in plan.streams
    )
    staffing = Staffing(tuple(given["reviewers"] if desks else 0 for desks in plan.staffing.by_hour))
    return replace(plan, streams=streams, staffing=staffing)
