"""May this be done to this round or record now? Each check raises Refused with the sentence."""

from core.errors import Refused
from law.quality import ANSWERS, BY_CODE


def check_can_draw(round_row, theme_code, people):
    """Refuse a second draw, a theme of other work, and a draw from nothing."""
    if round_row.drawn_at:
        raise Refused("The sample of this month is drawn. It is not drawn again; the next month has its own.")
    theme = BY_CODE.get(theme_code)
    if theme is None or theme.track != round_row.track:
        raise Refused("Choose one of the themes for this kind of work.", "theme")
    if not people:
        raise Refused("There was no such work in the month before. Choose another theme.", "theme")


def check_can_score(check, answers, *, by):
    """Refuse to judge one's own work, to judge twice, and to leave a question without an answer."""
    if check.person_id == by.pk:
        raise Refused("This is your own work. Another supervisor must look at it.")
    if check.scored_at:
        raise Refused("This was looked at already. What was found stays as it is.")
    questions = [question.code for question in BY_CODE[check.round.theme].questions]
    for code in questions:
        if answers.get(code) not in ANSWERS:
            raise Refused("Answer every question: yes, no, or does not apply.", code)
    if set(answers) - set(questions):
        raise Refused("There is an answer to a question that this theme does not ask. Open the page again.")


def check_can_read(check, *, by):
    """Refuse to say for somebody else that it was read, or twice."""
    if check.person_id != by.pk:
        raise Refused("Only the person whose work it is can say that it was read.")
    if check.read_at:
        raise Refused("You said that you read this already.")
