"""How the API knows who asks, and whether they may."""

from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission

from accounts.queries import officer_with_token


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request):
        """Return (officer, None), None when the header is not there, or refuse."""
        word, _, token = get_authorization_header(request).decode("latin-1").partition(" ")
        if word.lower() != "bearer":
            return None
        officer = officer_with_token(token.strip())
        if officer is None:
            raise AuthenticationFailed("This token is not known. Make one with: manage.py api_token USERNAME")
        return officer, None

    def authenticate_header(self, request):
        """Say how to sign in, so that a stranger gets 401 and not 403."""
        return "Bearer"


class BrowserSession(SessionAuthentication):
    """The browser's own session, with its CSRF check."""


class SignedIn(BasePermission):
    """The reader is known, and holds the permission that the view names."""

    def has_permission(self, request, view):
        """Say yes, or refuse with the reason."""
        if not request.user.is_authenticated:
            return False
        permission = getattr(view, "permission", None)
        if permission and (reason := request.user.may(permission)):
            raise PermissionDenied(reason)
        return True
