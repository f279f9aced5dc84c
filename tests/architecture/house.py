"""The house as its own tests see it: the order of the story, and the sources to read."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STORY = (
    "law",
    "core",
    "accounts",
    "people",
    "incidents",
    "deaths",
    "risk",
    "children",
    "custody",
    "disclosures",
    "witness_care",
    "safety_plans",
    "marac",
    "regular",
    "oversight",
    "dacase",
)
APPS = STORY[2:-1]
TEXT = {".py", ".html", ".toml", ".json", ".txt", ".in", ".md", ".scss", ".js", ".mjs", ".svg", ".ini", ".cfg"}


def python(*folders, root=ROOT):
    """Return the Python files below some folders of the house, migrations left out."""
    found = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def product(root=ROOT):
    """Return every Python file of the product: law, record, apps and front desk."""
    return python(*STORY, root=root)


def texts(*folders, root=ROOT):
    """Return the files below some folders that hold text, in order."""
    found = [path for folder in folders for path in sorted((root / folder).rglob("*"))]
    return [path for path in found if path.suffix in TEXT and "__pycache__" not in path.parts]


@cache
def tree(path):
    """Return a file's syntax tree, read once; every node knows the function around it as `within`."""
    whole = ast.parse(path.read_text(encoding="utf-8"), str(path))
    whole.within = ""
    for node in ast.walk(whole):
        for child in ast.iter_child_nodes(node):
            named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            child.within = child.name if named else node.within
    return whole


def dotted(node):
    """Return a name such as "datetime.now" as it is written, "" for anything that is not one."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def place(path, node, root=ROOT):
    """Return "folder/file.py:12" for a message that leads there."""
    return f"{path.relative_to(root)}:{node.lineno}"
