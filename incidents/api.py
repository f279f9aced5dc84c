"""Doors of calls and cases for machines."""

import uuid

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Permission
from core import journal_queries
from core.api import CommandAPI, details
from core.errors import Refused
from incidents import drafting, policies, presenters, queries, serializers, services
from incidents.forms.sent import as_typed


class Calls(CommandAPI):
    """Log a call. The answer holds the matches, flags, grade with its floor and reasons, cases and duties."""

    permission = Permission.CALL_LOG
    command = services.log_call
    serializer_class = serializers.LogCall

    @extend_schema(request=serializers.LogCall, responses={201: OpenApiTypes.OBJECT})
    def post(self, request):
        """Log a call, once for its Idempotency-Key; one with too many people is kept for a person to go on with."""
        return self.crowd(request) or super().post(request)

    def crowd(self, request):
        """Keep a call with more people than one call takes as a draft, and say no with where it is; None for others."""
        people = request.data.get("people") if isinstance(request.data, dict) else None
        sent = self.serializer_class(data=request.data)
        if not isinstance(people, list) or len(people) <= policies.MOST_PEOPLE or not sent.is_valid():
            return None
        try:
            policies.check_people(sent.validated_data["people"])
        except Refused as refusal:
            draft = self.kept(request, as_typed(sent.validated_data))
            answer = details(422, "Refused", refusal.sentence, {"people": [refusal.sentence]})
            answer.data |= {"draft": str(draft.pk), "address": reverse("call_draft", args=[draft.pk])}
            return answer

    def kept(self, request, content):
        """Return the draft of what was sent: the same one when it is sent again with its key."""
        page = request.headers.get("Idempotency-Key", "").strip()[:255] or uuid.uuid4()
        draft_id = drafting.draft_id(request.user.pk, page)
        known = queries.draft_or_none(draft_id, reader=request.user)
        if known:
            return known
        now = timezone.now()
        return services.save_draft(draft_id=draft_id, content=content, base={}, by=request.user, at=now).draft

    def answer(self, result):
        """Return everything that the call taker needs to see at once."""
        reader = self.request.user
        pairs = list(queries.visible_pairs(result, reader=reader))
        identities = {person.identity_id for pair in pairs for person in (pair.victim, pair.suspect)}
        return {
            "id": str(result.pk),
            "number": result.number,
            "grade": result.grade,
            "default_grade": result.default_grade,
            "grade_reasons": result.grade_reasons,
            "domestic": result.domestic,
            "firearms": result.firearms,
            "cases": [str(pair.case_id) for pair in pairs],
            "people": [{"role": row.role, "id": str(row.person_id)} for row in result.involvements.order_by("pk")],
            "matches": presenters.matches_of(result, reader),
            "flags": [flag_json(held, evidence) for held, evidence in queries.flags_of(identities, reader=reader)],
            "raised": [
                {"flag": entry.facts["flag"], "person": entry.facts["person"], "case": str(entry.case_id)}
                for entry in queries.raised_by(result, reader=reader)
            ],
            "duties": journal_queries.duties_json(opened_for=[pair.case_id for pair in pairs], reader=reader),
        }

    def answer_again(self, entry):
        """Return the same answer for a call that another door had logged."""
        return self.answer(queries.incident(entry.subject_id, reader=self.request.user))


class Checks(CommandAPI):
    """Answer checks of an incident: for the systems that make them, such as the PNC."""

    permission = Permission.CHECK_ANSWER
    command = services.answer_checks
    serializer_class = serializers.AnswerChecks

    @extend_schema(request=serializers.AnswerChecks, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, incident_id):
        """Answer some checks, once for its Idempotency-Key; an earlier answer is replaced and kept in the history."""
        return super().post(request, incident_id=incident_id)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, incident_id):
        """Return the checks of an incident with their answers."""
        return Response(self.answer(queries.incident(incident_id, reader=request.user)))

    def answer(self, result):
        """Return every check as it stands."""
        return {"id": str(result.pk), "checks": [check_json(check) for check in queries.checks_of(result)]}


class Investigation(CommandAPI):
    """Who investigates a case: what is suggested and why, and what a supervisor decided. Codes only, and no words."""

    permission = Permission.INVESTIGATION_ALLOCATE
    command = services.allocate_investigation
    serializer_class = serializers.AllocateInvestigation

    @extend_schema(request=serializers.AllocateInvestigation, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Decide who investigates, once for its Idempotency-Key; below the floor as an inspector, with a reason."""
        return super().post(request, case_id=case_id)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, case_id):
        """Return who should investigate, and who does; reading the case is written down."""
        case = queries.open_case(case_id, reader=request.user, at=timezone.now())
        return Response(presenters.allocation.case_json(case))

    def answer(self, result):
        """Return the decision beside what was suggested, and the duties that are open in the case."""
        case = queries.case(result.case_id, reader=self.request.user)
        duties = journal_queries.duties_json(opened_for=[case.pk], reader=self.request.user)
        return presenters.allocation.case_json(case) | {"duties": duties}

    def answer_again(self, entry):
        """Return the same for a decision that another door had taken."""
        return self.answer(queries.allocation_of(entry.case_id))


def check_json(check):
    """Return one check with its answer."""
    return {
        "id": str(check.pk),
        "code": check.code,
        "owner": str(check.owner_id) if check.owner_id else None,
        "result": check.result,
        "note": check.note,
        "done_at": check.done_at and check.done_at.isoformat(),
        "relayed_at": check.relayed_at and check.relayed_at.isoformat(),
        "relayed_to": check.relayed_to,
    }


def flag_json(held, evidence):
    """Return a flag with its evidence."""
    return {
        "flag": held.code,
        "variant": held.variant,
        "person": str(held.person_id),
        "since": held.since.isoformat(),
        "because": [{"id": str(pk), "number": number} for pk, number in evidence],
    }


class PersonFlags(APIView):
    """The flags that hold for a person today, with evidence."""

    permission = Permission.PERSON_SEARCH

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, person_id):
        """Return the flags of one person."""
        person = queries.person(person_id, reader=request.user)
        return Response(
            {"results": [flag_json(*each) for each in queries.flags_of([person.identity_id], reader=request.user)]}
        )


class Timeline(APIView):
    """What happened in a case."""

    permission = Permission.CASE_READ

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, case_id):
        """Return the case's entries, oldest first; reading it is written down."""
        reader = request.user
        case = queries.open_case(case_id, reader=reader, at=timezone.now())
        return Response({"case": str(case.pk), "results": journal_queries.timeline_json(case.pk, reader=reader)})


class Board(APIView):
    """The live board: every open domestic incident with age, grade, units, and the criteria that it meets."""

    permission = Permission.CASE_READ

    @extend_schema(parameters=[OpenApiParameter("page", OpenApiTypes.INT)], responses=OpenApiTypes.OBJECT)
    def get(self, request):
        """Return a page of the board within the reader's scope, and how many are open on all pages."""
        board = presenters.supervision.board(request.user, timezone.now(), request.GET.get("page"))
        page = board["page"]
        whole = {"open": page.paginator.count, "waiting": board["waiting"], "more": page.has_next()}
        return Response({"results": board["rows"], "eyes": board["eyes"], **whole})


class Acknowledge(CommandAPI):
    """Acknowledge what an incident meets, under the name of the supervisor whose token it is."""

    permission = Permission.SUPERVISE
    command = services.acknowledge_criteria
    serializer_class = serializers.Acknowledge

    @extend_schema(request=serializers.Acknowledge, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, incident_id):
        """Acknowledge the criteria named, or all that wait."""
        return super().post(request, incident_id=incident_id)


class SendUnit(CommandAPI):
    """Send a unit, as a command-and-control system does."""

    permission = Permission.UNIT_SEND
    command = services.send_unit
    serializer_class = serializers.SendUnit

    @extend_schema(request=serializers.SendUnit, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, incident_id):
        """Send one unit by its call sign."""
        return super().post(request, incident_id=incident_id)


class Offers(CommandAPI):
    """Offer a case to an officer of this force or of another one in this house."""

    permission = Permission.CASE_OFFER
    command = services.offer_case
    serializer_class = serializers.OfferCase

    @extend_schema(request=serializers.OfferCase, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Offer a case; its giver owns it until the offer is accepted."""
        return super().post(request, case_id=case_id)


class AcceptOffer(CommandAPI):
    """Accept a case that was offered."""

    permission = Permission.CASE_ACCEPT
    command = services.accept_case
    serializer_class = serializers.Nothing

    @extend_schema(request=serializers.Nothing, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, offer_id):
        """Own the case from this instant, with what its owner owes."""
        return super().post(request, offer_id=offer_id)


class RefuseOffer(CommandAPI):
    """Refuse a case that was offered."""

    permission = Permission.CASE_ACCEPT
    command = services.refuse_case
    serializer_class = serializers.Why

    @extend_schema(request=serializers.Why, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, offer_id):
        """Leave the case with its owner, with the reason."""
        return super().post(request, offer_id=offer_id)


class Transfers(CommandAPI):
    """Offer a case to a named person of a force outside this house."""

    permission = Permission.CASE_OFFER
    command = services.send_transfer
    serializer_class = serializers.SendTransfer

    @extend_schema(request=serializers.SendTransfer, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Record the offer; the giver owns the case until the acceptance is recorded."""
        return super().post(request, case_id=case_id)


class AcceptTransfer(CommandAPI):
    """Record that a force outside this house accepted a case."""

    permission = Permission.CASE_OFFER
    command = services.accept_transfer
    serializer_class = serializers.AcceptTransfer

    @extend_schema(request=serializers.AcceptTransfer, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, transfer_id):
        """Record who accepted, when, under which reference and with what proof; `stays` are the duties kept here."""
        return super().post(request, transfer_id=transfer_id)


class RefuseTransfer(CommandAPI):
    """Record that a force outside this house refused a case."""

    permission = Permission.CASE_OFFER
    command = services.refuse_transfer
    serializer_class = serializers.Why

    @extend_schema(request=serializers.Why, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, transfer_id):
        """Leave the case with its owner, with the reason."""
        return super().post(request, transfer_id=transfer_id)
