"""Keeping what was asked in a call."""

from core.errors import Refused
from incidents.models import CallScript
from law import call_script, clocks
from law.questionnaires import NoQuestionSet


def read_script(script, reported_at):
    """Return (question set, complete answers) of what was sent, or (None, {}) where nothing was asked; or refuse."""
    given = {
        code: str(value).strip() for code, value in (script or {}).get("answers", {}).items() if str(value).strip()
    }
    if not given:
        return None, {}
    try:
        questions = call_script.script(clocks.london_day(reported_at), (script or {}).get("version", ""))
        answers = questions.complete(given)
    except NoQuestionSet:
        raise Refused("There is no such version of the questions. Open the page again.", "script") from None
    except ValueError as error:
        raise Refused(f"These answers do not fit the questions: {error}.", "script") from None
    for item in questions.items:
        if len(answers[item.code]) > call_script.MOST:
            raise Refused(f"Answer in at most {call_script.MOST} characters.", f"script_{item.code}")
    return questions, answers


def keep_script(incident, questions, answers, *, by, at):
    """Keep the answers with the version of the questions; nothing where nothing was asked."""
    if questions:
        CallScript.objects.create(
            incident=incident,
            code=questions.code,
            version=questions.version,
            sha256=questions.sha256,
            answers=answers,
            recorded_at=at,
            recorded_by=by,
        )
