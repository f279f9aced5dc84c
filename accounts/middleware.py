"""Answers to a signed-in person are kept by nobody on the way."""


class NoStore:
    """Add `Cache-Control: no-store` to every answer that a signed-in person gets."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response
