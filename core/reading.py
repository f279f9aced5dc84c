"""Rows out of a CSV file: streaming, each with the line on which it began, and none lost beside a broken one.

Every command that takes a table from outside reads it here, so that NUL, another encoding or an open quotation mark is
the same sentence everywhere.
"""

import csv
from collections import deque
from dataclasses import dataclass

BOM = b"\xef\xbb\xbf"
# The longest cell that a row may hold before it is taken for a quotation mark that was never closed.
csv.field_size_limit(131_072)


class Unreadable(Exception):
    """A whole file cannot be taken; the text is one sentence, or one for each missing column."""


@dataclass(frozen=True)
class Broken:
    """A row whose shape is wrong: the line on which it begins, and why."""

    line: int
    reason: str


class Lines:
    """The lines of a file as text, counted, which can be given back when a row turns out to be broken."""

    def __init__(self, file, told):
        self.file, self.told = file, told
        self.waiting, self.taken = deque(), []
        self.number, self.first = 0, 1

    def __iter__(self):
        return self

    def __next__(self):
        raw = self.waiting.popleft() if self.waiting else self.fetch()
        self.number += 1
        self.taken.append(raw)
        return raw.decode("utf-8", "surrogateescape")

    def fetch(self):
        """Return the next line of the file, and tell how much was read."""
        raw = next(self.file)
        self.told(len(raw))
        return raw

    def done(self):
        """Forget the lines of the row that was just read."""
        self.taken.clear()
        self.first = self.number + 1

    def give_back(self):
        """Begin again at the line after the one on which the broken row began."""
        back = self.taken[1:]
        self.waiting.extendleft(reversed(back))
        self.number -= len(back)
        self.done()

    def skip_mark(self):
        """Step over a byte order mark at the very beginning."""
        first = next(self.file, b"")
        self.told(len(first))
        if first:
            self.waiting.append(first.removeprefix(BOM))


def header(path, columns, required):
    """Return the names in the first line of a file; raise Unreadable with a sentence for each missing column."""
    with path.open("rb") as file:
        lines = Lines(file, told=lambda size: None)
        lines.skip_mark()
        try:
            names = [name.strip().lower() for name in next(csv.reader(lines, strict=True), [])]
        except csv.Error:
            raise Unreadable(f"{path.name} is not a CSV file.") from None
    if not any(names):
        raise Unreadable(f"{path.name} is empty: its first line must name the columns.")
    if any("\udc80" <= letter <= "\udcff" or letter == "\0" for name in names for letter in name):
        raise Unreadable(f"{path.name} is not UTF-8 text.")
    twice = [name for name in columns if names.count(name) > 1]
    if missing := [name for name in required if name not in names]:
        raise Unreadable(" ".join(f"{path.name} has no column {name}." for name in missing))
    if twice:
        raise Unreadable(" ".join(f"{path.name} has two columns {name}." for name in twice))
    return names


def rows(path, names, columns, told=lambda size: None):
    """Yield (line, {column: text}) for each row of a file, or Broken; blank lines are passed over.

    `names` are those of its header. Cells lose the blanks around them. `told` hears how many bytes were read.
    """
    places = [(name, names.index(name)) for name in columns if name in names]
    with path.open("rb") as file:
        lines = Lines(file, told)
        lines.skip_mark()
        reader = csv.reader(lines, strict=True)
        next(reader)
        lines.done()
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Broken(lines.first, in_words(error))
                lines.give_back()
                continue
            line = lines.first
            if len(cells) == len(names):
                lines.done()
                yield whole(line, cells, places)
            elif cells:
                yield Broken(line, f"The row has {len(cells)} cells, and the header {len(names)}.")
                lines.give_back()
            else:
                lines.done()


def whole(line, cells, places):
    """Return the row, or Broken when it holds what no text may."""
    text = "".join(cells)
    if "\0" in text:
        return Broken(line, "The row holds a character (NUL) that no text may hold.")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return Broken(line, "The row is not UTF-8 text.")
    return line, {name: cells[place].strip() for name, place in places}


def in_words(error):
    """Return the reason of a broken row in plain words."""
    if "unexpected end" in str(error) or "larger than" in str(error):
        return "A quotation mark is opened in this row and not closed."
    if "expected after" in str(error):
        return "A quotation mark stands inside a cell that has others around it; double it."
    return "The row is not CSV."
