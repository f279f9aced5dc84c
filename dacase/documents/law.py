"""docs/law.md: every figure, question set, criterion and measure, with its dates and its source."""

from datetime import date

from dacase.documents.writing import code, codes, day, finish, head, table
from law import (
    children,
    feeds,
    further,
    holidays,
    measures,
    offences,
    questionnaires,
    ranks,
    referral,
    supervision,
    thresholds,
)


def page():
    """Return the page."""
    return finish(
        [
            *head(
                "Law and guidance: figures and wordings",
                "`law/`",
                "A figure is chosen by the day of the event. New figures are added below old ones, and an old line "
                "is never edited. How sure we are of a line:",
            ),
            *table(("Letter", "Meaning"), thresholds.CONFIDENCE.items()),
            *figures(),
            *authorities(),
            *rhythms(),
            *criteria(),
            *children_told(),
            *supervised(),
            *menu(),
            *offences_listed(),
            *calendar(),
            *(line for each in questionnaires.ALL for line in question_set(each)),
        ]
    )


def since(line):
    """Return from when a line stands; the earliest day means always."""
    return "always" if line.from_ == thresholds.FIRST_DAY else day(line.from_)


def figures():
    """Return every figure, a row for each of its dated lines."""
    rows = [
        (code(each.code), each.what, since(line), line.value, each.unit, line.source, line.confidence)
        for each in sorted(thresholds.ALL.values(), key=lambda each: each.code)
        for line in each.values
    ]
    return ["", "## Figures", *table(("Code", "What", "From", "Value", "Unit", "Source", "Sure"), rows)]


def authorities():
    """Return which rank may authorise what."""
    rows = [
        (code(each.act), each.what, code(each.rank), each.source, each.confidence)
        for each in ranks.MAY_AUTHORISE.values()
    ]
    return ["", "## Who may authorise", *table(("Act", "What", "Lowest rank", "Source", "Sure"), rows)]


def rhythms():
    """Return how often each kind of feed is expected to speak, and by what a new one is known."""
    rows = [
        (code(each.code), codes(each.tells) or "anything else", each.words(date.max), each.source, each.confidence)
        for each in feeds.RHYTHMS.values()
    ]
    return [
        "",
        "## Feeds",
        *table(("Rhythm", "A new feed that first tells of", "Silence", "Source", "Sure"), rows),
    ]


def criteria():
    """Return the grounds of a MARAC referral; any one is enough."""
    rows = [(code(each.code), each.text, each.source) for each in referral.CRITERIA]
    return ["", "## Criteria of a MARAC referral", *table(("Code", "Ground", "Source"), rows)]


def children_told():
    """Return to whom is told of a child, and on which grounds children's social care hears of one."""
    paths = [(code(each.code), each.words, each.told or "nobody", each.why) for each in children.PATHS.values()]
    grounds = [(code(each.code), each.said(date.max), each.asks, each.source) for each in children.GROUNDS]
    return [
        "",
        "## Who is told of a child",
        "",
        f"A school is told of a child who was there; since {day(children.TOLD_OF_ABSENT_SINCE)} also of a related one "
        f"who was not. A child is a victim in their own right since {day(children.VICTIMS_SINCE)}.",
        *table(("Code", "Schooling", "Who is told", "Why"), paths),
        "",
        "## Grounds for children's social care",
        *table(("Code", "Ground", "Asks to", "Source"), grounds),
    ]


def supervised():
    """Return what brings an incident to a supervisor by itself."""
    rows = [(code(each.code), each.words, each.source) for each in supervision.CRITERIA]
    return ["", "## Criteria of live supervision", *table(("Code", "Criterion", "Source"), rows)]


def menu():
    """Return the measures of a safety plan."""
    rows = [
        (code(each.code), each.title, each.who, each.evidence, codes(each.proof_kinds), codes(each.minimum_for))
        for each in measures.ALL
    ]
    heading = ["", "## Measures of a safety plan", "", f"Source: {measures.SOURCE}."]
    return [*heading, *table(("Code", "Measure", "Who", "What proves it", "Kinds of proof", "Least set of"), rows)]


def offences_listed():
    """Return the offences by their codes, with their bands."""
    rows = [
        (code(each.code), each.title, each.source, offences.BANDS[each.band].title, in_force(each), each.confidence)
        for each in offences.BOOK.offences
    ]
    heading = [
        "",
        "## Offences",
        "",
        f"Bands: {offences.BOOK.bands_source}. V: read in a source; G: general knowledge.",
    ]
    return [*heading, *table(("Code", "Offence", "Source", "Band", "Since, until", "Confidence"), rows)]


def in_force(offence):
    """Return the days between which something is an offence, as far as the list gives them."""
    since = f"since {day(offence.since)}" if offence.since else ""
    return ", ".join(filter(None, [since, f"until {day(offence.until)}" if offence.until else ""]))


def calendar():
    """Return for which years the bank holidays are known."""
    return [
        "",
        "## Bank holidays",
        "",
        f"England and Wales, {holidays.FIRST_YEAR} to {holidays.LAST_YEAR}, {len(holidays.BANK_HOLIDAYS)} days, in "
        "`law/holidays.toml`. Outside these years every clock that needs them refuses to answer.",
    ]


def question_set(each):
    """Return one version of a question set: where it comes from, and every item in our wording."""
    until = f" until {day(each.in_force_until)} (that day not included)" if each.in_force_until else ""
    least = each.visible_high_risk_at
    counted = f" Visible high risk from {least} answers of yes." if least else ""
    rows = [
        (
            item.number,
            code(item.code),
            item.group,
            item.text,
            "yes" if item.critical else "",
            codes(further.prompts_of(item)),
        )
        for item in each.items
    ]
    return [
        "",
        f"## {each.title}",
        "",
        f"`{each.code}` version {each.version}, in force from {day(each.in_force_from)}{until}. {len(each.items)} "
        f"items, answered {', '.join(code(answer) for answer in each.scale)}.{counted}",
        "",
        f"Source: {each.source}. Fingerprint: `{each.sha256[:16]}`.",
        *table(("Number", "Code", "Group", "Our wording", "Critical", "Leads to"), rows),
    ]
