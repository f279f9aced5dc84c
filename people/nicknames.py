"""Short forms of names: which names may stand for one another."""

import tomllib
from functools import cache
from pathlib import Path

from people.normal import fold

TABLE = Path(__file__).with_name("nicknames.toml")


@cache
def table():
    """Return {name: frozenset of names it may stand for}, from nicknames.toml.

    A short form stands for each long name in whose line it is, for the other short forms of that
    line, and the other way round; two long names that share a short form stay apart.
    """
    found = {}
    for long, shorts in tomllib.loads(TABLE.read_text())["short_forms"].items():
        line = {fold(name) for name in (long, *shorts.split())}
        for name in line:
            found.setdefault(name, set()).update(line - {name})
    return {name: frozenset(others) for name, others in found.items()}


def stands_for(name):
    """Return the names that a (folded) name may stand for; empty when there are none."""
    return table().get(name, frozenset())
