"""Answers to a signed-in person are kept by nobody on the way, and whoever left a page at once is signed out."""

from django.contrib.auth import logout

LEFT = "left"


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
    What was given before is still sent to the API meanwhile.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        left = LEFT in request.COOKIES and not request.path.startswith("/api/")
        if left:
            logout(request)
        response = self.get_response(request)
        if left:
            response.delete_cookie(LEFT, samesite="Strict")
        return response
