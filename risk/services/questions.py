"""New versions of the questions: acknowledging what they change, and loading licensed wording."""

from django.db import transaction

from core.errors import Absent
from core.journal import command, record
from law import clocks
from risk import events
from risk import question_policies as policies
from risk.models import Acknowledgement, Wording
from risk.queries import questions


@command
def acknowledge_version(*, instrument, version, by, at, command_id=None):
    """Say that one has read what a new version of the questions changes; return the Acknowledgement."""
    question_set = questions.version(instrument, version)
    policies.check_can_acknowledge(
        question_set,
        current=question_set in questions.current(clocks.london_day(at)),
        acknowledged=questions.has_acknowledged(by, question_set),
    )

    acknowledgement = Acknowledgement.objects.create(
        officer=by, instrument=question_set.code, version=question_set.version, at=at
    )

    record(
        events.VERSION_ACKNOWLEDGED,
        about=acknowledgement,
        by=by,
        at=at,
        command_id=command_id,
        instrument=question_set.code,
        version=question_set.version,
    )
    return acknowledgement


@transaction.atomic
def load_wording(*, force, content, at):
    """Keep the licensed wording of a version for a force that holds the licence; return the Wording.

    `content` is {code, version, licence, items: [{code, text}]}. It may be loaded anew until the force has used
    the version with it. Refused changes nothing.
    """
    policies.check_content(content)
    try:
        question_set = questions.version(content["code"], content["version"])
    except Absent:
        policies.refuse_unknown(content)
    texts = {item["code"]: item["text"].strip() for item in content["items"]}
    policies.check_texts(question_set, texts)
    wording = Wording.objects.select_for_update().filter(
        force=force, instrument=question_set.code, version=question_set.version
    ).first() or Wording(force=force, instrument=question_set.code, version=question_set.version)
    policies.check_not_in_use(used=bool(wording.loaded_at) and questions.wording_in_use(wording))

    wording.licence, wording.texts, wording.loaded_at = content["licence"].strip(), texts, at
    wording.save()

    record(
        events.WORDING_LOADED,
        about=wording,
        by=None,
        at=at,
        instrument=wording.instrument,
        version=wording.version,
        items=len(texts),
    )
    return wording
