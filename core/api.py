"""Doors for machines: the same commands, problem details for every refusal (RFC 9457), once per key."""

import hashlib
import json
import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import APIView, exception_handler, set_rollback

from core.errors import AlreadyDone, Refused, Stale
from core.models import Reply

KEYS = uuid.UUID("0d3f5a52-97a1-4f7e-8a51-1b1de9000001")


class KeyReused(exceptions.APIException):
    """The Idempotency-Key was used before with another body."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = "This Idempotency-Key was used with another body. Use a new key for a new request."


class CommandAPI(APIView):
    """One command: `permission`, `command`, `serializer_class`, and `answer(result)` as JSON."""

    permission = None
    command = None
    serializer_class = None
    success = status.HTTP_201_CREATED

    def post(self, request, **ids):
        """Do the command once for its Idempotency-Key; the same key and body get the same answer."""
        reply = self.claim(request)
        if reply and reply.status:
            return Response(reply.body, status=reply.status)
        body = self.do(request, reply, **ids)
        if reply:
            reply.status, reply.body = self.success, json.loads(json.dumps(body, cls=JSONEncoder))
            reply.save()
        return Response(body, status=self.success)

    def do(self, request, reply, **ids):
        """Check the shape, carry out the command and return its answer."""
        serializer = self.serializer_class(data=request.data)
        serializer.is_valid(raise_exception=True)
        command_id = uuid.uuid5(KEYS, f"{request.user.pk}/{reply.key}") if reply else None
        try:
            result = type(self).command(
                by=request.user,
                at=timezone.now(),
                command_id=command_id,
                **self.arguments(serializer.validated_data, **ids),
            )
        except AlreadyDone as already:
            return self.answer_again(already.entry)
        return self.answer(result)

    def claim(self, request):
        """Reserve the key, waiting for another request that holds it; None when no key was sent."""
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key:
            return None
        if len(key) > 255:
            raise exceptions.ValidationError({"Idempotency-Key": ["At most 255 characters."]})
        text = json.dumps(request.data, sort_keys=True, default=str)
        body_hash = hashlib.sha256(text.encode()).hexdigest()
        Reply.objects.bulk_create(
            [Reply(officer_id=request.user.pk, key=key, route=request.path[:200], body_hash=body_hash)],
            ignore_conflicts=True,
        )
        reply = Reply.objects.select_for_update().get(officer_id=request.user.pk, key=key)
        if (reply.body_hash, reply.route) != (body_hash, request.path[:200]):
            raise KeyReused()
        return reply

    def arguments(self, validated, **ids):
        """Return the command's keywords."""
        return {**ids, **validated}

    def answer(self, result):
        """Return what to say about the result."""
        return {"id": str(result.pk)}

    def answer_again(self, entry):
        """Return what to say when the command had been done by another door."""
        return {"id": str(entry.subject_id), "already_done": True}


def problem(error, context):
    """Turn any refusal into problem details; what is not a refusal stays a 500 without details."""
    if isinstance(error, Refused):
        set_rollback()
        code = status.HTTP_409_CONFLICT if isinstance(error, Stale) else status.HTTP_422_UNPROCESSABLE_ENTITY
        errors = {error.field: [error.sentence]} if error.field else {}
        return details(code, "Refused", error.sentence, errors)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, Http404):
        return details(404, "Not found", "There is nothing here, or it is not for you.", {})
    if isinstance(error, PermissionDenied | exceptions.PermissionDenied):
        return details(403, "Not allowed", str(error), {})
    if isinstance(error, exceptions.ValidationError):
        return details(400, "Check the fields", "Some of what was sent cannot be used.", response.data)
    headers = {name: response[name] for name in ("WWW-Authenticate", "Retry-After") if name in response}
    return details(response.status_code, type(error).__name__, str(error.detail), {}, headers)


def details(code, title, detail, errors, headers=None):
    """Return one problem+json answer with an entry for each field at fault."""
    body = {"type": "about:blank", "title": title, "status": code, "detail": detail, "errors": listed(errors)}
    return Response(body, status=code, headers=headers, content_type="application/problem+json")


def listed(errors, path=""):
    """Flatten nested field errors to [{"field": "people.0.name", "message": "…"}]."""
    if isinstance(errors, dict):
        rows = []
        for name, each in errors.items():
            inner = "" if name == "non_field_errors" else str(name)
            rows += listed(each, ".".join(part for part in (path, inner) if part))
        return rows
    if isinstance(errors, list | tuple):
        rows = []
        for number, each in enumerate(errors):
            deeper = f"{path}.{number}" if isinstance(each, dict) else path
            rows += listed(each, deeper)
        return rows
    return [{"field": sayable(path), "message": sayable(errors)}]


def sayable(text):
    """Return a text that an answer can hold: halves of characters that a sender had sent become question marks."""
    return str(text).encode(errors="replace").decode()
