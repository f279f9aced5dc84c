"""docs/duties.md: every rule of duty, every gate and window, and the timers of the practice in their order."""

import re

from dacase.documents.writing import code, codes, finish, head, table
from law.duties import GATES, RULES, WINDOWS, AtLeast
from law.duties.practice import DIFFERS
from law.duties.rule import MOMENTS
from law.thresholds import CONFIDENCE

TIMERS = range(1, 58)
KINDS = {"duty": RULES, "gate": GATES, "window": WINDOWS}


def page():
    """Return the page."""
    return finish(
        [
            *head(
                "Duties and timers",
                "`law/duties/`",
                "A duty opens with an event and ends with another, both named in the journal. Its due time is worked "
                "out once, from the figure of the day of the event, and kept with the duty. The values below are the "
                "newest; older ones stand in `docs/law.md`.",
                "Sure: " + "; ".join(f"{letter} = {words}" for letter, words in CONFIDENCE.items()) + ".",
            ),
            *(line for group, rules in groups().items() for line in section(group, rules)),
            *gates(),
            *windows(),
            *timers(),
        ]
    )


def groups():
    """Return the rules by the app in which they open, in the order of the table."""
    found = {}
    for rule in RULES:
        found.setdefault(rule.opens_on[0].partition(".")[0], []).append(rule)
    return found


def section(group, rules):
    """Return the rules that open in one app."""
    rows = [
        (code(each.code), each.what, opens(each), ends(each), allowed(each), owed(each), each.evidence, source(each))
        for each in rules
    ]
    columns = ("Code", "Duty", "Opens on", "Ends with", "Time", "Owed by", "Evidence", "Source (sure)")
    return ["", f"## Duties that open in `{group}`", *table(columns, rows)]


def wanted(name, value):
    """Return one condition on a fact in words."""
    if isinstance(value, AtLeast):
        return f"{name} is at least {value.least}"
    every = value if isinstance(value, tuple) else (value,)
    words = {True: "yes", False: "no", "": "empty"}
    return f"{name} is {' or '.join(str(words.get(each, each)) for each in every)}"


def conditions(mapping):
    """Return all conditions on the facts of an entry, or nothing."""
    return f" ({', '.join(wanted(*pair) for pair in mapping.items())})" if mapping else ""


def opens(rule):
    """Return what opens the duty, and on which facts."""
    starts = "" if rule.starts in MOMENTS else f"<br>counted from `{rule.starts}`"
    again = "<br>also where it is said again" if rule.said_again else ""
    alike = codes(each for each in rule.opens_on if each not in rule.when_on) + conditions(rule.when)
    others = [f"<br>{code(each)}{conditions(rule.when_on[each])}" for each in rule.opens_on if each in rule.when_on]
    return "".join([alike, *others]) + starts + again


def ends(rule):
    """Return what meets the duty, replaces it or makes it void."""
    lines = [f"done: {codes(rule.met_by)}{conditions(rule.met_when)}"]
    if rule.met_about:
        lines.append(f"only of the same subject: {codes(rule.met_about)}")
    if rule.renews_on:
        lines.append(f"replaced: {codes(rule.renews_on)}")
    if rule.sooner_on:
        lines.append(f"brought forward, never put off: {sooner(rule)}")
    if rule.void_on:
        lines.append(f"void: {codes(rule.void_on)}{conditions(rule.void_when)}")
    return "<br>".join(lines)


def sooner(rule):
    """Return what brings an open duty forward, with the facts that it must have."""
    return "<br>".join(code(each) + conditions(rule.wanted(each)) for each in rule.sooner_on)


def amount(figure):
    """Return a figure's newest value with its unit and code; one of a kind stands in the singular."""
    value = figure.latest.value
    unit = re.sub(r"(minute|hour|day|month|year|week)s", r"\1", figure.unit) if value == 1 else figure.unit
    return f"{value} {unit} (`{figure.code}`)"


def allowed(rule):
    """Return the time allowed and the clock on which it runs, with what differs by a fact."""
    lines = [amount(rule.within), f"on the clock `{rule.clock}`"]
    lines += [f"{rule.by_fact} {value}: {amount(figure)}" for value, figure in rule.within_by.items()]
    lines += [f"{rule.by_fact} {value}: on `{clock}`" for value, clock in rule.clock_by.items()]
    return "<br>".join(lines)


def owed(rule):
    """Return who owes the duty, what they must be allowed to do, and to whom it goes up when it is late."""
    needs = f"<br>needs {code(rule.needs)}" if rule.needs else ""
    per = "one for each case" if rule.per == "case" else "one for each subject"
    ladder = f"<br>late: {', then '.join(code(rung) for rung in rule.escalates_to)}" if rule.escalates_to else ""
    return f"{code(rule.owed_by)}, {per}{needs}{ladder}"


def source(row):
    """Return the source of a row and how sure we are."""
    return f"{row.source} ({row.confidence})"


def amounts(figures):
    """Return several figures, one below the other."""
    return "<br>".join(amount(each) for each in figures if each)


def gates():
    """Return what must be so before something else may happen."""
    rows = [
        (code(each.code), each.what, each.before, code(each.owed_by), amounts(each.figures), source(each))
        for each in GATES
    ]
    columns = ("Code", "What", "Before", "Owed by", "Figures", "Source (sure)")
    return ["", "## Gates", "", "A policy refuses; there is no time to count.", *table(columns, rows)]


def windows():
    """Return how far rules look back."""
    rows = [
        (code(each.code), each.what, amounts((each.months, each.years, each.count)), source(each)) for each in WINDOWS
    ]
    columns = ("Code", "What", "Figures", "Source (sure)")
    words = "Looks back from the day of the new event, first and last day included."
    return ["", "## Windows", "", words, *table(columns, rows)]


def timers():
    """Return the timers of the practice in their order, with everything that keeps them."""
    rows = []
    for number in TIMERS:
        kept = [(kind, each) for kind, rows_ in KINDS.items() for each in rows_ if each.timer == number]
        rows += [(number, kind, code(each.code), each.what, source(each)) for kind, each in kept]
    columns = ("Timer", "Kept as", "Code", "What", "Source (sure)")
    words = f"The {len(TIMERS)} timers of the practice, and what keeps each."
    return ["", "## The timers in order", "", words, *table(columns, rows), *differences()]


def differences():
    """Return where a timer is kept by somebody else, on another clock or by another proof, and why."""
    words = "Of all others the owner, the clock and the proof are as the practice names them."
    return ["", "## Where a timer differs", "", words, *table(("Timer", "How, and why"), DIFFERS.items())]
