"""Answers to a signed-in person are kept by nobody on the way, and whoever left a page at once is signed out."""

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser

LEFT, LEAVING = "left", "leaving"
READING = ("GET", "HEAD")


class NoStore:
    """Add `Cache-Control: no-store` to every answer that a signed-in person gets."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response


class Leave:
    """Sign out the browser that was left in a hurry, when it asks for its next page.

    The page sets the cookie when it is left, with or without a connection, and empties itself (assets/leave.js).
    What was given before is still sent to the API meanwhile. As long as the page says that it is being sent, a page
    that is only read is answered as to nobody, and the session ends with the next one after that.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        left = LEFT in request.COOKIES and not request.path.startswith("/api/")
        sending = left and LEAVING in request.COOKIES and request.method in READING
        if sending:
            request.user = AnonymousUser()
        elif left:
            logout(request)
        response = self.get_response(request)
        if left and not sending:
            response.delete_cookie(LEFT, samesite="Strict")
            response.delete_cookie(LEAVING, samesite="Strict")
        return response
