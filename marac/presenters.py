"""Words for what happens at MARAC, and its part of the case page."""

from django.urls import reverse

from accounts.permissions import Permission
from law import clocks
from marac import events, queries
from marac.states import AFTER_MEETING, WAITING, Agency, Criterion, ReferralState

TAGS = {
    ReferralState.SUBMITTED: "govuk-tag--yellow",
    ReferralState.LISTED: "govuk-tag--blue",
    ReferralState.HEARD: "govuk-tag--turquoise",
    ReferralState.ACTIONS_OPEN: "govuk-tag--orange",
    ReferralState.ACTIONS_CLOSED: "govuk-tag--green",
    ReferralState.WITHDRAWN: "govuk-tag--grey",
}


def criteria_words(facts):
    """Return the criteria of an entry in words."""
    return ", ".join(Criterion(code).label.lower() for code in facts.get("criteria", []))


def idva_words(facts):
    """Say whether the IDVA reached the victim."""
    return f"The IDVA tried to reach the victim and {'did' if facts.get('reached') else 'did not'}."


def read_words(facts):
    """Say that whoever sent papers had read every word of them, where they were asked to."""
    return ", every word read through before" if facts.get("read_through") else ""


SENTENCES = {
    events.CASE_REFERRED: lambda facts: f"Case referred to MARAC: {criteria_words(facts)}.",
    events.REFERRAL_UPDATED: lambda facts: f"More was added to the MARAC referral: {criteria_words(facts)}.",
    events.REFERRAL_WITHDRAWN: lambda facts: "MARAC referral withdrawn or sent back.",
    events.IDVA_CONTACTED: idva_words,
    events.MEETING_PLANNED: lambda facts: f"MARAC meeting planned for {facts['meeting_on']}.",
    events.CASE_LISTED: lambda facts: f"Case listed for the MARAC meeting of {facts['meeting_on']}.",
    events.CASE_TAKEN_OFF: lambda facts: (
        f"Off the agenda of the MARAC meeting of {facts['meeting_on']}: another force has the case, and lists it anew."
    ),
    events.AGENDA_CHANGED: lambda facts: (
        f"A case left the agenda of the MARAC meeting of {facts['meeting_on']}: another force has it."
    ),
    events.AGENDA_CHANGE_TOLD: lambda facts: "The agencies were told that a case left the MARAC agenda.",
    events.AGENDA_SENT: lambda facts: f"MARAC agenda sent to the agencies{read_words(facts)}.",
    events.CASE_HEARD: lambda facts: "Case heard at MARAC.",
    events.ACTION_GIVEN: lambda facts: f"MARAC action given to {Agency(facts['agency']).label}.",
    events.ACTIONS_CIRCULATED: lambda facts: f"MARAC actions sent to the agencies{read_words(facts)}.",
    events.ACTION_COMPLETED: lambda facts: "MARAC action completed.",
}

WAYS = {
    events.CASE_REFERRED: lambda duty: reverse("marac_refer", args=[duty.case_id]),
    events.REFERRAL_UPDATED: lambda duty: reverse("marac_refer", args=[duty.case_id]),
    events.IDVA_CONTACTED: lambda duty: reverse("marac_idva", args=[duty.subject_id]),
    events.CASE_LISTED: lambda duty: reverse("marac_list", args=[duty.subject_id]),
    events.AGENDA_SENT: lambda duty: reverse("marac_referral", args=[duty.subject_id]),
    events.AGENDA_CHANGE_TOLD: lambda duty: reverse("agenda_change_told", args=[duty.subject_id]),
    events.CASE_HEARD: lambda duty: reverse("marac_outcome", args=[duty.subject_id]),
    events.ACTIONS_CIRCULATED: lambda duty: reverse("marac_referral", args=[duty.subject_id]),
    events.ACTION_COMPLETED: lambda duty: reverse("marac_action_done", args=[duty.subject_id]),
}


def actions_of(referral, reader, at):
    """Return the actions of a referral as rows: the action, whether it is late, and the address to complete it."""
    runs = reader.may(Permission.MARAC_RUN, referral.case) is None
    today = clocks.london_day(at)
    return [
        {
            "action": action,
            "late": action.done_at is None and action.due_on < today,
            "href": reverse("marac_action_done", args=[action.pk])
            if action.done_at is None and (runs or action.owner_id == reader.pk)
            else "",
        }
        for action in referral.actions.all()
    ]


def card(referral, reader, at):
    """Return one referral as a page shows it, with what this reader may do."""
    return {
        "referral": referral,
        "tag": TAGS[referral.state],
        "criteria": [Criterion(code).label for code in referral.criteria],
        "listing": queries.listing_of(referral),
        "actions": actions_of(referral, reader, at),
        "ways": ways(referral, reader),
    }


def ways(referral, reader):
    """Return what this reader may do with a referral, as (words, address)."""
    runs = reader.may(Permission.MARAC_RUN, referral.case) is None
    refers = reader.may(Permission.MARAC_REFER, referral.case) is None
    offered = [
        ("List for a meeting", "marac_list", runs and referral.state == ReferralState.SUBMITTED),
        ("Move to another meeting", "marac_list", runs and referral.state == ReferralState.LISTED),
        ("Record the outcome", "marac_outcome", runs and referral.state == ReferralState.LISTED),
        ("Add an action", "marac_action", runs and referral.state in AFTER_MEETING),
        ("Record an attempt of the IDVA", "marac_idva", refers and referral.state != ReferralState.WITHDRAWN),
        ("Withdraw or send back", "marac_withdraw", runs and referral.state in WAITING),
    ]
    return [(words, reverse(name, args=[referral.pk])) for words, name, may in offered if may]


def meeting_choices(found):
    """Return meetings as choices, by day and place."""
    return [(str(each.pk), f"{each.held_on.day} {each.held_on:%B %Y}, {each.place}") for each in found]


def panel(case, reader, at):
    """Return MARAC's part of the case page: the referrals, and until when the files are flagged."""
    referrals = list(queries.of_case(case.pk))
    return {
        "id": "marac",
        "title": "MARAC",
        "template": "marac/panel.html",
        "cards": [card(referral, reader, at) for referral in referrals[:5]],
        "flagged": queries.in_last_12_months(referrals, clocks.london_day(at)),
        "may_refer": case.state == "OPEN" and reader.may(Permission.MARAC_REFER, case) is None,
        "case": case,
    }


def known(cases, people, reader, at):
    """Return the referrals to MARAC of the last twelve months, for whoever takes a call."""
    found = queries.referrals_of_12_months([case.pk for case in cases], clocks.london_day(at))
    lines = [
        {
            "text": str(each.case),
            "at": each.referred_at,
            "href": reverse("case", args=[each.case_id]),
            "note": each.get_state_display(),
            "level": None,
        }
        for each in found
    ]
    return [{"title": "MARAC in the last 12 months", "grave": bool(lines), "lines": lines}]
