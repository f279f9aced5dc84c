"""How the description of the API says that one signs in."""

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class Bearer(OpenApiAuthenticationExtension):
    """A token that `manage.py api_token` printed."""

    target_class = "accounts.tokens.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema):
        """Return the scheme."""
        return {"type": "http", "scheme": "bearer"}


class Browser(SessionScheme):
    """The browser's session, where one is signed in already."""

    target_class = "accounts.tokens.BrowserSession"
    name = "browser"
