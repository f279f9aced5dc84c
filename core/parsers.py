"""What is sent to us, read. Apart from the doors, since the framework loads it before them."""

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class PlainJSON(JSONParser):
    """JSON, of which one thing nested in another too often to be read is refused like any other that cannot be."""

    def parse(self, stream, media_type=None, parser_context=None):
        """Return what was sent as data."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("JSON parse error: nested too deeply.") from None
