"""The small doors of the house: is it alive, who looked, what is owed (for machines)."""

import re

from django import forms
from django.db.models import Q
from django.http import JsonResponse
from django.utils import timezone
from django.views import View, defaults
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import queries as accounts
from accounts.permissions import Permission
from core import heartbeat, journal_queries
from core.api import CommandAPI
from core.choosing import OfficerChoice, offer
from core.doors import OPEN, PageView
from core.models import Access
from core.numbers import identifier
from custody import queries as custody
from dacase import ended, story
from incidents import queries as incidents

API = "/api/"
CASE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
# As many accesses as the page of them shows.
LOOKED = 200


def not_found(request, exception):
    """Say that there is nothing here: to machines as problem details, to people as a page."""
    if request.path.startswith(API):
        return problem(404, "Not found", "There is nothing here, or it is not for you.")
    return defaults.page_not_found(request, exception)


def unusable(request, exception):
    """Refuse what is too big or malformed as a whole: to machines as problem details, to people as a page."""
    if request.path.startswith(API):
        return problem(400, "Bad request", "This cannot be read, or it is too big. Send at most 2.5 million bytes.")
    return defaults.bad_request(request, exception)


def broken(request):
    """Say that something failed, and nothing of what: to machines as problem details, to people as a page."""
    if request.path.startswith(API):
        return problem(500, "Server error", "Something failed here. Nothing was saved; send it again.")
    return defaults.server_error(request)


def problem(status, title, detail):
    """Return one problem+json answer in the form of `core.api`."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": []}
    return JsonResponse(body, status=status, content_type="application/problem+json")


class Health(View):
    """200 when web, database, worker, deliver and beat are alive; else 503 and which is not."""

    permission = OPEN

    def get(self, request):
        """Ask every part; this answer itself shows that web and database live."""
        silent = heartbeat.silent(timezone.now())
        parts = {name: name not in silent for name in ("web", "database", *heartbeat.LIMITS)}
        feeds = custody.feed_counts(timezone.now())
        return JsonResponse({"alive": parts, "silent": silent, "feeds": feeds}, status=503 if silent else 200)


class Duties(APIView):
    """What is owed, by whom, by when, under which rule, within the reader's scope."""

    permission = Permission.DUTY_READ

    @extend_schema(
        parameters=[
            OpenApiParameter("case", OpenApiTypes.UUID),
            OpenApiParameter("owner", OpenApiTypes.UUID),
            OpenApiParameter("open", OpenApiTypes.BOOL),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request):
        """List at most 500 duties by due time."""
        case, owner = (asked(request, name) for name in ("case", "owner"))
        shut = request.query_params.get("open", "true").lower() in ("false", "0", "no")
        found = journal_queries.duties(case_id=case, owner_id=owner, open_only=not shut)
        found = found.filter(case_id__in=incidents.visible_to(request.user).values("pk"))
        found = journal_queries.known_to(request.user, found)
        found = list(found[:500])
        titles = incidents.titles({duty.case_id for duty in found}, reader=request.user)
        return Response({"results": [with_reason(duty, titles, request.user) for duty in found]})


def with_reason(duty, titles, reader):
    """Return a duty as data, with why its case was opened again where it is owed since then."""
    why = story.reopened(titles.get(duty.case_id), [{"started_at": duty.started_at}])
    return journal_queries.duty_json(duty, reader) | {"reopened_because": why}


class DoneByOthers(APIView):
    """What left the reader's lists by somebody else's act, until they have said that they saw it."""

    permission = Permission.DUTY_READ

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request):
        """List at most 100, newest first, each with whose act it was and what became of it."""
        found = ended.first_unseen(request.user, ended.SHOWN + 1)
        told = ended.told_json(found[: ended.SHOWN], request.user)
        return Response({"results": told, "more": len(found) > ended.SHOWN})


class SeenDuties(serializers.Serializer):
    """What was seen: the `unseen` of each."""

    unseen = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=ended.SHOWN)


class Seen(CommandAPI):
    """Say that one has seen what left one's lists by the act of others."""

    permission = Permission.DUTY_READ
    command = ended.say_seen
    serializer_class = SeenDuties

    def answer(self, result):
        """Say how many came off the list by this."""
        return {"seen": result}

    def answer_again(self, entry):
        """Say how many came off the list by it then."""
        return {"seen": len(entry.facts["unseen"]), "already_done": True}


def asked(request, name):
    """Return an identifier from the query, None when it is not given, or refuse what is none."""
    value = request.query_params.get(name)
    if not value:
        return None
    if (found := identifier(value)) is None:
        raise ValidationError({name: ["This is not an identifier. Copy it from the answer that gave it."]})
    return found


class WhoLooked(forms.Form):
    """Of which case, person or request, and by whom."""

    case = forms.CharField(
        label="Case, person or request for disclosure",
        required=False,
        help_text="Copy the address of its page, or the number in that address.",
    )
    officer = OfficerChoice(label="Officer", required=False)

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "officer")

    def clean_case(self):
        """Return the identifier in what was typed."""
        typed = self.cleaned_data["case"]
        found = CASE.search(typed)
        if typed and not found:
            raise forms.ValidationError(
                "This names nothing. Copy the address of the page of the case, the person or the request."
            )
        return found and identifier(found[0])

    def asked(self):
        """Return what is asked for, as a filter."""
        looked_at, officer = self.cleaned_data["case"], self.cleaned_data["officer"]
        found = Q(case_id=looked_at) | Q(subject_id=looked_at) if looked_at else Q()
        return found & Q(officer_id=officer) if officer else found


class AccessLog(PageView):
    """Who looked at what, newest first, for auditors."""

    permission = Permission.AUDIT_READ
    template_name = "access_log.html"

    def context(self):
        """Read a page of accesses by officers of the force, of one case, person, request or officer where asked."""
        force_id = self.request.user.posting.force_id
        form = WhoLooked(self.request.GET, officers=accounts.ever_here(force_id))
        found = Access.objects.filter(officer_id__in=accounts.ever_posted_in(force_id)).order_by("-at", "-pk")
        # What cannot be understood shows nothing: everything would read as an answer to it.
        rows = list(found.filter(form.asked())[:LOOKED]) if form.is_valid() else []
        names = accounts.names(row.officer_id for row in rows)
        for row in rows:
            row.officer = names.get(row.officer_id, "Unknown")
        titles = incidents.titles({row.case_id for row in rows}, reader=self.request.user)
        for row in rows:
            row.case = titles.get(row.case_id)
        return {"heading": "Who looked", "form": form, "rows": rows, "all": len(rows) < LOOKED}
