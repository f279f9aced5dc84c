"""What must not be written: bulk writes past the history, the day's clock, hidden tests, raw HTML, borrowed letters."""

import ast
import re

import pytest
from django.apps import apps
from django.core.management import BaseCommand, get_commands, load_command_class

from tests.architecture.house import ROOT, STORY, dotted, place, product, python, texts, tree

BULK = {"update", "bulk_create", "bulk_update", "aupdate", "abulk_create", "abulk_update"}
# Bulk writes, by file and function. None of these tables keeps a column history, or the reason says why it may be so.
BULK_WRITES = {
    "accounts/services/__init__.py found_force": "Unit: a place, which keeps no history",
    "custody/services/addresses.py open_look": "AddressNaming: append-only, and many at once where much was written",
    "custody/services/restating.py derive": "Position: derived from the events, which are its history",
    "custody/services/feeds.py hear_again": "Feed: when it last spoke; its history is of what somebody sets",
    "dacase/celery.py ": "no table: the settings of Celery",
    "core/api.py claim": "Reply: two requests with one key, and only the first may write",
    "core/journal.py record_climbs": "Entry: append-only, and many at once when many duties are late",
    "core/outbox.py book": "Delivery: a queue",
    "core/outbox.py try_again": "Delivery: a queue",
    "people/services/duplicates.py search_duplicates": "PossibleDuplicate: only found, nothing decided",
    "people/services/contact.py keep_safe_contact": "SafeTime: append-only, with the version that it belongs to",
    "incidents/services/calls.py involve": "Involvement: written once, in the transaction of the call",
    "incidents/services/rural.py set_rural_places": "RuralPlace: a list taken whole; each call keeps its own",
    "incidents/services/supervision.py meet": "Hit: written with its cause; once acknowledged the database keeps it",
    "risk/services/keeping.py keep_together": "Assessment: the count of changes of a draft; answers keep a history",
    "core/journal.py record_many": "Entry: written once, each like any other",
    "core/journal.py put_down": "Entry: append-only, and what belongs together is written at once",
    "incidents/services/calls.py allege": "Allegation: written once with the call; the rest is derived",
    "incidents/services/cover.py give_all": "Ownership: periods are their own history",
    "incidents/services/checks.py make_checks": "Check: empty rows; each answer is saved with its history",
    "incidents/services/cases.py take_over": "Offer: the answer and its time are columns of the row",
    "incidents/services/cases.py close_case": "Offer and Ownership: periods are their own history",
}
NAIVE = {"datetime.utcnow", "datetime.today", "date.today", "datetime.utcfromtimestamp", "time.localtime"}
# What would leave a test out or let it fail: looked for in every test, and used in none.
HIDING = {"skip", "skipif", "xfail", "importorskip", "skipUnless", "skipIf", "skipTest", "SkipTest", "expectedFailure"}
# Where text becomes HTML by our own word: each escapes what it did not write itself.
OWN_HTML = {"dacase/templatetags/dacase.py"}
TEMPLATE_FAULTS = {
    "style without nonce": re.compile(r"<style(?![^>]*nonce=)", re.I),
    "script without nonce": re.compile(r"<script(?![^>]*nonce=)", re.I),
    "style attribute": re.compile(r"\sstyle\s*=", re.I),
    "handler in an attribute": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.I),
    "script address": re.compile(r"javascript:", re.I),
    "text taken for HTML": re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"),
}
# The only file that may send anything to anybody; it writes to officers, and says that something waits.
SENDS = {"core/notices.py"}
POST = {"smtplib", "django.core.mail", "twilio", "notifications_python_client", "boto3", "requests", "urllib.request"}
# The local run asks its own address whether it is well.
ASKS_ITSELF = {"dacase/local/health.py"}
BORROWED = re.compile(r"GDS[ -]?Transport|@font-face|govuk-crest|crown-copyright", re.I)
ADDRESS = re.compile(r"https?://|git\+|--(extra-)?index-url|--find-links|file:", re.I)


def calls(path):
    """Return every call in a file."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def bulk_writes(paths, root=ROOT):
    """Return "file function" for each bulk write: a bulk call, or update with named columns."""
    found = set()
    for path in paths:
        for call in calls(path):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            if name in BULK and (call.keywords or name not in ("update", "aupdate")):
                found.add(f"{path.relative_to(root)} {call.within}")
    return sorted(found)


def raw_writes(paths, tables, root=ROOT):
    """Return each SQL statement in a file that changes rows of some tables and does not keep their history itself."""
    writes = re.compile(rf"\b(UPDATE|DELETE\s+FROM|INSERT\s+INTO)\s+({'|'.join(sorted(tables))})\b", re.I)
    return [
        f"{place(path, node, root)} {found[1].upper()} {found[2]}"
        for path in paths
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for found in writes.finditer(node.value)
        if found[1][0] not in "iI" or re.search(r"DO\s+UPDATE", node.value, re.I)
        if f"INSERT INTO {found[2].replace('_', '_historical', 1)} " not in node.value
    ]


def naive_times(paths, root=ROOT):
    """Return each call that reads a clock without a zone."""
    found = []
    for path in paths:
        for call in calls(path):
            name = ".".join(dotted(call.func).split(".")[-2:])
            if name in NAIVE or (name == "datetime.now" and not (call.args or call.keywords)):
                found.append(f"{place(path, call, root)} {name}")
    return found


def clock_readings(paths, root=ROOT):
    """Return each place that reads any clock at all."""
    clock = re.compile(r"(datetime|date|time|timezone)\.(\w+\.)*(now|today|utcnow|time|time_ns|monotonic)")
    readings = [(path, call, dotted(call.func)) for path in paths for call in calls(path)]
    return [f"{place(path, call, root)} {name}" for path, call, name in readings if clock.fullmatch(name)]


def hidden_tests(paths, root=ROOT):
    """Return each place where a test may be left out or allowed to fail."""
    nodes = [(path, node) for path in paths for node in ast.walk(tree(path))]
    return [
        f"{place(path, node, root)} {dotted(node)}"
        for path, node in nodes
        if isinstance(node, ast.Attribute | ast.Name) and dotted(node).split(".")[-1] in HIDING
    ]


def own_html(paths, root=ROOT):
    """Return each file that declares text to be HTML."""
    words = {"mark_safe", "SafeString", "SafeText"}
    return sorted({str(path.relative_to(root)) for path in paths for call in calls(path) if dotted(call.func) in words})


def imported(node):
    """Return the dotted names that a node imports, none for a node that imports nothing."""
    if isinstance(node, ast.ImportFrom):
        return {f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()


def senders(paths, root=ROOT):
    """Return each file that imports a way to send something out of the house."""
    names = {path: {name for node in ast.walk(tree(path)) for name in imported(node)} for path in paths}
    return sorted(
        str(path.relative_to(root))
        for path, found in names.items()
        if any(name == way or name.startswith(f"{way}.") for name in found for way in POST)
    )


def matching(paths, patterns, root=ROOT):
    """Return "file:line: what" for each line that one of {what: pattern} matches."""
    return [
        f"{path.relative_to(root)}:{number}: {what}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for what, pattern in patterns.items()
        if pattern.search(line)
    ]


def tables_with_history():
    """Return the tables whose columns are kept at every change."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in STORY and hasattr(model._meta, "simple_history_manager_attribute")
    }


def test_bulk_writes_are_few_and_have_reasons():
    assert [write for write in bulk_writes(product()) if write not in BULK_WRITES] == []


def test_reasons_for_bulk_writes_are_still_needed():
    assert sorted(set(BULK_WRITES) - set(bulk_writes(product()))) == []


def test_no_statement_changes_rows_past_their_history():
    assert {"incidents_case", "people_person", "risk_assessment"} <= tables_with_history()
    assert raw_writes(product(), tables_with_history()) == []


def test_product_code_reads_no_clock_without_a_zone():
    assert naive_times(product()) == []


def test_the_law_reads_no_clock_at_all():
    assert clock_readings(python("law")) == []


def test_no_test_is_left_out_or_allowed_to_fail():
    assert hidden_tests(python("tests")) == []


def test_templates_hold_no_loose_script_or_style_and_trust_no_text():
    assert matching(texts("templates"), TEMPLATE_FAULTS) == []


def test_text_becomes_html_in_one_place_only():
    assert own_html(product()) == sorted(OWN_HTML)


def test_one_file_sends_messages_and_only_to_officers():
    assert set(senders(product())) - ASKS_ITSELF == SENDS


def test_no_letters_or_emblems_are_borrowed():
    assert matching(texts("assets", "templates", *STORY), {"borrowed": BORROWED}) == []


def replaced_by(command):
    """Return what a management command puts in the place of what Django itself does around it."""
    ours = {"add_arguments", "handle", "help", "requires_system_checks", "requires_migrations_checks"}
    return {name for name in vars(command) if name in vars(BaseCommand) and not name.startswith("__")} - ours


def test_no_command_replaces_what_django_does_before_it_runs():
    own = {place.split("/")[0] for place in STORY}
    found = {name: type(load_command_class(app, name)) for name, app in get_commands().items() if app in own}

    assert found and {name: replaced_by(each) for name, each in found.items() if replaced_by(each)} == {}


def test_a_command_that_replaces_a_part_of_django_is_reported():
    assert replaced_by(type("Command", (BaseCommand,), {"check": None, "handle": None})) == {"check"}


def test_locked_requirements_name_no_address():
    locked = [ROOT / name for name in ("requirements.txt", "requirements-dev.txt")]

    assert matching(locked, {"address": ADDRESS}) == []


def test_the_front_end_lock_names_no_registry():
    assert matching([ROOT / "package-lock.json"], {"resolved": re.compile(r'"resolved"\s*:')}) == []


@pytest.mark.parametrize(
    ("guard", "text", "said"),
    [
        (bulk_writes, "def f(rows):\n    rows.filter().update(state='DONE')\n", "planted.py f"),
        (bulk_writes, "Case.objects.bulk_create(rows)\n", "planted.py "),
        (naive_times, "import datetime\nat = datetime.datetime.now()\n", "planted.py:2 datetime.now"),
        (naive_times, "day = date.today()\n", "planted.py:1 date.today"),
        (clock_readings, "at = datetime.now(UTC)\n", "planted.py:1 datetime.now"),
        (hidden_tests, "@pytest.mark.skip\ndef test_it(): ...\n", "planted.py:1 pytest.mark.skip"),
        (hidden_tests, "def test_it():\n    pytest.xfail('later')\n", "planted.py:2 pytest.xfail"),
        (senders, "from django.core.mail import send_mail\n", "planted.py"),
        (senders, "from django.core import mail\n", "planted.py"),
        (own_html, "words = mark_safe(typed)\n", "planted.py"),
        (lambda paths, root: raw_writes(paths, {"incidents_case"}, root),
         "cursor.execute('UPDATE incidents_case SET state = 1')\n", "planted.py:1 UPDATE incidents_case"),
        (lambda paths, root: raw_writes(paths, {"incidents_case"}, root),
         "cursor.execute('INSERT INTO incidents_case VALUES (1) ON CONFLICT (id) DO UPDATE SET state = 1')\n",
         "planted.py:1 INSERT INTO incidents_case"),
    ],
)  # fmt: skip
def test_a_fault_in_python_is_reported(tmp_path, guard, text, said):
    (tmp_path / "planted.py").write_text(text)

    assert guard([tmp_path / "planted.py"], tmp_path) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "values = {}\nvalues.update({'a': 1})\n",
        "at = datetime.now(UTC)\nday = at.date()\n",
        "cursor.execute('SELECT 1 FROM incidents_case FOR UPDATE')\n",
    ],
)
def test_ordinary_python_is_not_reported(tmp_path, text):
    (tmp_path / "plain.py").write_text(text)
    paths = [tmp_path / "plain.py"]

    assert bulk_writes(paths, tmp_path) + naive_times(paths, tmp_path) == []
    assert raw_writes(paths, {"incidents_case"}, tmp_path) == []


@pytest.mark.parametrize(
    ("patterns", "line"),
    [
        (TEMPLATE_FAULTS, "<script>go()</script>"),
        (TEMPLATE_FAULTS, "<style>p {}</style>"),
        (TEMPLATE_FAULTS, '<p style="color: red">'),
        (TEMPLATE_FAULTS, '<button onclick="go()">'),
        (TEMPLATE_FAULTS, "{{ typed|safe }}"),
        (TEMPLATE_FAULTS, "{% autoescape off %}"),
        ({"borrowed": BORROWED}, "font-family: 'GDS Transport'"),
        ({"address": ADDRESS}, "--index-url https://packages.example/simple"),
    ],
)
def test_a_fault_in_text_is_reported(tmp_path, patterns, line):
    (tmp_path / "planted.html").write_text(f"first line\n{line}\n")

    found = matching([tmp_path / "planted.html"], patterns, tmp_path)

    assert len(found) == 1
    assert found[0].startswith("planted.html:2: ")


def test_a_script_with_its_nonce_is_not_reported(tmp_path):
    (tmp_path / "fine.html").write_text('<script type="module" nonce="{{ request.csp_nonce }}">\n')

    assert matching([tmp_path / "fine.html"], TEMPLATE_FAULTS, tmp_path) == []
