"""A rendered page, read as elements, so that tests speak of labels and links rather than of strings."""

import re
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img"}


def on_paper(html):
    """Return what is left on paper of the main part of a page: without what is marked as not printed."""
    main = html[html.index("<main") : html.index("</main")]
    return re.sub(r'<(\w+)(?: [^>]*)? class="[^"]*dacase-no-print[^"]*".*?</\1>', "", main, flags=re.DOTALL)


class Element:
    """One element: its tag, attributes and all the text within it."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.text = tag, dict(attributes), ""

    def __getitem__(self, name):
        return self.attributes.get(name) or ""


class Page(HTMLParser):
    """The elements of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        element = Element(tag, attributes)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.elements.append(Element(tag, attributes))

    def handle_endtag(self, tag):
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, text):
        for element in self.open:
            element.text += text

    def all(self, tag, **wanted):
        """Return the elements with this tag and these attributes (`class_` looks for one class)."""
        of_class = wanted.pop("class_", None)
        return [
            one
            for one in self.elements
            if one.tag == tag
            and all(one.attributes.get(name) == value for name, value in wanted.items())
            and (of_class is None or of_class in one["class"].split())
        ]

    def one(self, tag, **wanted):
        """Return the only such element."""
        (found,) = self.all(tag, **wanted)
        return found

    def by_id(self, id_):
        """Return the only element with this id."""
        (found,) = [one for one in self.elements if one["id"] == id_]
        return found

    def words(self, element):
        """Return the element's text with its white space made single."""
        return " ".join(element.text.split())
