"""Markdown, as far as the pages need it."""

WRITTEN = "Written by `python3 manage.py print_house` from {origin}. Do not edit this page: change the table."


def head(title, origin, *paragraphs):
    """Return the lines with which a page begins; `origin` says from which files it is written."""
    return [f"# {title}", "", WRITTEN.format(origin=origin), *(line for text in paragraphs for line in ("", text))]


def cell(value):
    """Return a value as the text of one cell; nothing is an empty cell."""
    if value is None:
        return ""
    return str(value).replace("|", "\\|").replace("\n", " ")


def table(columns, rows):
    """Return the lines of a table, with an empty line before it."""
    lines = ["", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return lines + [f"| {' | '.join(cell(value) for value in row)} |" for row in rows]


def code(text):
    """Return a code as it is written in the program, nothing for nothing."""
    return f"`{text}`" if text else ""


def codes(texts):
    """Return several codes, one below the other within a cell."""
    return "<br>".join(code(text) for text in texts)


def day(on):
    """Return a day in words, such as 1 April 2021."""
    return f"{on.day} {on:%B %Y}"


def finish(lines):
    """Return the whole page: one line end at its end."""
    return "\n".join(lines).rstrip() + "\n"
