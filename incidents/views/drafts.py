"""Doors of calls that are typed and not logged yet: kept each second, listed, discarded with a reason."""

import json
import uuid

from django.http import JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from core.doors import CommandView, Door, PageView
from core.errors import Refused
from core.numbers import identifier
from incidents import drafting, forms, presenters, queries, services


def restored(content, draft_id):
    """Return what was typed as a page would post it."""
    data = QueryDict(mutable=True)
    for name, values in content.items():
        data.setlist(name, values)
    data.setdefault("people-TOTAL_FORMS", "2")
    data["people-INITIAL_FORMS"] = "0"
    data["people-0-role"], data["people-1-role"] = "victim", "suspect"
    data["command_id"] = str(draft_id)
    return data


def posted(request):
    """Return what a page posted, to be changed; whoever comes after its last row of people stands in its words."""
    data = QueryDict(mutable=True)
    for name, values in drafting.fit(dict(request.POST.lists())).items():
        data.setlist(name, values)
    return data


def next_base(base, merged):
    """Return what the page stands on from now: what is kept, and the old ground where two hands disagree."""
    return {**merged.content, **{name: base.get(name, []) for name in merged.conflicts}}


def compared(kept, form, people, reader):
    """Return each input on which two hands disagree: its label, both words, and who typed the other and when."""
    rows = []
    for name, (theirs, mine) in kept.merged.conflicts.items():
        last = kept.draft.touched.get(name, {})
        rows.append(
            {
                "name": name,
                "label": label_of(name, form, people),
                "theirs": in_words(name, theirs, form, people, reader),
                "mine": in_words(name, mine, form, people, reader),
                "text": field_of(name, form, people)[1] == "text",
                **presenters.touched(last),
            }
        )
    return rows


def field_of(name, form, people):
    """Return the (field, "text", "choice" or "person") behind the name of an input."""
    short = name.rpartition("-")[2]
    field = (people.empty_form if name.startswith("people-") else form).fields.get(short)
    if short == "person_id":
        return field, "person"
    return field, "choice" if getattr(field, "choices", None) else "text"


def label_of(name, form, people):
    """Return what an input is called on the page."""
    field, _ = field_of(name, form, people)
    label = str(getattr(field, "label", None) or name.rpartition("-")[2].replace("_", " ").capitalize())
    if not name.startswith("people-"):
        return label
    place = int(name.split("-")[1])
    return f"{presenters.row_name(place)}: {label[0].lower()}{label[1:]}"


def plain_label(name):
    """Return what an input of a call is called, where there is no page at hand."""
    return label_of(name, forms.LogCall(), forms.People(prefix="people"))


def in_words(name, values, form, people, reader):
    """Return what an input says, in words."""
    field, kind = field_of(name, form, people)
    if kind == "person":
        return presenters.person_in_words(values, reader)
    words = {str(code): str(label) for code, label in field.choices} if kind == "choice" else {}
    return "; ".join(words.get(value, value) for value in values)


class SaveDraft(Door):
    """Keep what the page holds now. Answers what else changed, and where two hands disagree."""

    permission = Permission.CALL_LOG

    def post(self, request, call_draft_id):
        """Save what was typed into a draft that is there."""
        queries.draft(call_draft_id, reader=request.user)
        return self.save(call_draft_id)

    def save(self, draft_id):
        """Save, and answer with the ground on which the page stands from now."""
        base = drafting.read_base(self.request.POST.get("draft_base"))
        content = drafting.typed(posted(self.request).lists())
        try:
            kept = services.save_draft(draft_id=draft_id, content=content, base=base, by=self.request.user, at=self.now)
        except Refused as refusal:
            return JsonResponse({"refused": refusal.sentence}, status=409)
        return JsonResponse(self.answer(kept, base), status=409 if kept.merged.conflicts else 200)

    def answer(self, kept, base):
        """Return what the page needs to go on."""
        form, people = forms.LogCall(), forms.People(prefix="people")
        merged = kept.merged
        told = [
            {"label": label_of(name, form, people), **presenters.touched(kept.draft.touched.get(name, {}))}
            for name in merged.theirs
        ]
        rows = compared(kept, form, people, self.request.user)
        shown = {"draft": kept.draft, "told": told, "conflicts": rows}
        return {
            "saved_at": f"{timezone.localtime(self.now):%H:%M:%S}",
            "version": kept.draft.version,
            "draft": reverse("call_draft", args=[kept.draft.pk]),
            "saves": reverse("call_draft_save", args=[kept.draft.pk]),
            "base": next_base(base, merged),
            "changes": {name: merged.content.get(name, []) for name in merged.theirs},
            "html": render_to_string("incidents/draft_told.html", shown) if told or rows else "",
        }


class SaveNewDraft(SaveDraft):
    """Keep the first words of a page; sent twice, they begin one draft."""

    def post(self, request):
        """Save what was typed into the draft that this page begins."""
        page_id = identifier(request.POST.get("command_id")) or uuid.uuid4()
        return self.save(drafting.draft_id(request.user.pk, page_id))


class Drafts(PageView):
    """The calls begun and not logged, oldest first."""

    permission = Permission.CALL_LOG
    template_name = "incidents/drafts.html"

    def context(self):
        """Read those of the reader's force that the reader may see."""
        return {
            "heading": "Calls not logged yet",
            "drafts": presenters.drafts(queries.open_drafts(reader=self.request.user), self.request.user),
        }


class DiscardDraft(CommandView):
    """Say why a call that was begun is none."""

    permission = Permission.CALL_LOG
    command = services.discard_draft
    form_class = forms.DiscardDraft
    heading = "This is no call"
    button = "Discard it"
    done = "It is discarded. What was typed stays on record with your reason."

    def fetch(self, call_draft_id):
        """Return the draft within the reader's scope."""
        self.ids = {"draft_id": call_draft_id}
        return queries.draft(call_draft_id, reader=self.request.user)

    def after(self, result):
        """Go to the list of those that are left."""
        return reverse("call_drafts")

    def after_repeat(self, entry):
        """Go to the list of those that are left."""
        return reverse("call_drafts")

    def cancel(self):
        """Go back to the draft."""
        return reverse("call_draft", args=[self.ids["draft_id"]])


def as_base(content):
    """Return what a page stands on, as the page keeps it."""
    return json.dumps(content, ensure_ascii=False)
