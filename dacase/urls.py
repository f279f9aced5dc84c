"""Every path of the house: one line for each app, the desk's own pages first."""

from importlib import import_module

from django.contrib.auth.views import LogoutView
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from accounts import urls as accounts


def part(name):
    try:
        return import_module(name)
    except ImportError as error:
        print("not yet:", name, error)


APPS = [accounts, *filter(None, (part(f"{n}.urls") for n in "people incidents risk custody safety_plans marac".split()))]
casefile, front, work = part("dacase.casefile"), part("dacase.front"), part("dacase.work")

urlpatterns = [
    *([path("", work.Work.as_view(), name="work"), path("counts/", work.Counts.as_view(), name="work_counts")] if work else []),
    *([path("cases/<uuid:case_id>/", casefile.Case.as_view(), name="case")] if casefile else []),
    *([path("access/", front.AccessLog.as_view(), name="access_log"), path("healthz", front.Health.as_view(), name="healthz")] if front else []),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    *(pattern for app in APPS for pattern in app.urlpatterns),
    path(
        "api/v1/",
        include([*(pattern for app in APPS for pattern in getattr(app, "api_urlpatterns", ())), path("schema/", SpectacularAPIView.as_view(), name="api_schema")]),
    ),
]
