"""Every form and every body that a machine sends, filled in by its own shape: what is answered when it is sent."""

import re
from datetime import timedelta

from django import forms
from django.contrib.messages import get_messages
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator

from core.parts import DateParts, MomentParts
from tests.attack.doors import address, paths
from tests.risk.said import VARYING

WORDS = "Her sister"
# A day that lies ahead; any other is today.
AHEAD = re.compile(r"due|until|expires|review|from_on|needed")


def typed(field, name, at, explained):
    """Return {name in the form: text} for one field: a choice, a day, words; unexplained, none that may be empty."""
    if isinstance(field, DateParts | MomentParts):
        moment = when(name, at)
        return {f"{name}_{part}": f"{moment:{form}}" for part, form in PARTS.items()}
    if isinstance(field, forms.MultipleChoiceField):
        return {name: [str(code) for code, _ in field.choices][:1]}
    if isinstance(field, forms.ChoiceField):
        offered = [str(code) for code, _ in field.choices if str(code)]
        return {name: chosen(offered, explained)} if offered else {}
    if isinstance(field, forms.DateField):
        return {name: f"{when(name, at):%Y-%m-%d}"}
    if isinstance(field, forms.BooleanField):
        return {name: "on"}
    if isinstance(field, forms.IntegerField | forms.DecimalField | forms.FloatField):
        return {name: "1"}
    if isinstance(field, forms.UUIDField):
        return {}
    return {name: words(name) if field.required or explained else ""}


def chosen(offered, explained):
    """Return one of some choices: the first, or unexplained the last; of grades the lowest, which asks for a reason."""
    return "STANDARD" if "STANDARD" in offered and not explained else offered[0 if explained else -1]


def words(name):
    """Return what stands in a field of this name."""
    return "1990-04-05" if "born" in name else WORDS


def when(name, at):
    """Return a moment for a field of this name: in some days, or a little while ago."""
    return at + timedelta(days=3) if AHEAD.search(name) else at - timedelta(minutes=20)


PARTS = {"day": "%-d", "month": "%-m", "year": "%Y", "time": "%H:%M"}


def every_form_sent(client_for, officers, ids, about="", *, at):
    """Return what is answered to every form of the house that is sent filled in, and without explanation."""
    said = {}
    for name, officer in officers.items():
        browser = client_for(officer)
        for route, route_name in paths():
            if about not in route or not set(re.findall(r":(\w+)>", route)) <= {*ids, "row", "act", "theme"}:
                continue
            where = address(route, ids)
            shown = browser.get(where)
            form = (shown.context or {}).get("form") if shown.status_code == 200 else None
            if form is None:
                continue
            for manner in ("explained", "unexplained"):
                with transaction.atomic():
                    answer = browser.post(where, filled(form, at, manner == "explained"))
                    words = [str(each) for each in get_messages(answer.wsgi_request)]
                    told = [answer.headers.get("Location", ""), *words]
                    transaction.set_rollback(True)
                text = answer.content + "\n".join(told).encode()
                said[name, route_name, manner] = (answer.status_code, VARYING.sub(b"", text))
    return said


def filled(form, at, explained):
    """Return what somebody typed into every field of a form."""
    data = {}
    for name, field in form.fields.items():
        if not form[name].is_hidden:
            data |= typed(field, form.add_prefix(name), at, explained)
        elif name != "command_id" and form[name].value() is not None:
            data[form.add_prefix(name)] = form[name].value()
    return data


def sample(schema, described, name, ids, at, explained):
    """Return a value of the shape that the OpenAPI file describes."""
    if "$ref" in schema:
        return sample(described[schema["$ref"].rsplit("/", 1)[1]], described, name, ids, at, explained)
    for several in ("allOf", "oneOf", "anyOf"):
        if several in schema:
            return sample(schema[several][0], described, name, ids, at, explained)
    if "enum" in schema:
        return chosen([each for each in schema["enum"] if each], explained)
    kind, form = schema.get("type"), schema.get("format")
    if kind == "object":
        inner, must = schema.get("properties", {}), schema.get("required", ())
        sent = {key: each for key, each in inner.items() if explained or key in must or each.get("format")}
        return {key: sample(each, described, key, ids, at, explained) for key, each in sent.items()}
    if kind == "array":
        return [sample(schema["items"], described, name, ids, at, explained)]
    if form == "uuid":
        return str(ids.get(name, ids["officer_id"]))
    if form in ("date", "date-time"):
        return f"{when(name, at):%Y-%m-%d}" if form == "date" else when(name, at).isoformat()
    if kind in ("integer", "number"):
        return 1
    if kind == "boolean":
        return True
    return words(name)


def every_body_sent(client_for, officers, ids, about="", *, at):
    """Return what every writing operation of the OpenAPI file answers to a whole body, and to one unexplained."""
    found = SchemaGenerator().get_schema(request=None, public=True)
    described, said = found["components"]["schemas"], {}
    for name, officer in officers.items():
        browser = client_for(officer)
        for path, each in found["paths"].items():
            if about not in path or "post" not in each:
                continue
            where = re.sub(r"\{(\w+)\}", lambda one: str(ids.get(one[1], ids["case_id"])), path)
            content = each["post"].get("requestBody", {}).get("content", {})
            shape = content.get("application/json", {}).get("schema", {"type": "object"})
            for explained in (True, False):
                body = sample(shape, described, "", ids, at, explained)
                with transaction.atomic():
                    answer = browser.post(where, body, content_type="application/json")
                    transaction.set_rollback(True)
                manner = "explained" if explained else "unexplained"
                said[name, path, manner] = (answer.status_code, VARYING.sub(b"", answer.content))
    return said
