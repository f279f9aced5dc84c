"""Every path of the house: one line for each app, the desk's own pages first."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from accounts import urls as accounts
from children import urls as children
from custody import urls as custody
from dacase import casefile, front, work
from deaths import urls as deaths
from disclosures import urls as disclosures
from incidents import urls as incidents
from marac import urls as marac
from oversight import urls as oversight
from people import urls as people
from regular import urls as regular
from risk import urls as risk
from safety_plans import urls as safety_plans
from witness_care import urls as witness_care

APPS = (
    accounts,
    people,
    incidents,
    deaths,
    risk,
    children,
    custody,
    disclosures,
    witness_care,
    safety_plans,
    marac,
    regular,
    oversight,
)

handler400 = "dacase.front.unusable"
handler404 = "dacase.front.not_found"
handler500 = "dacase.front.broken"

urlpatterns = [
    path("", work.Work.as_view(), name="work"),
    path("counts/", work.Counts.as_view(), name="work_counts"),
    path("done-by-others/", work.DoneByOthers.as_view(), name="done_by_others"),
    path("cases/<uuid:case_id>/", casefile.Case.as_view(), name="case"),
    path("cases/<uuid:case_id>/story/", casefile.Story.as_view(), name="case_story"),
    path("access/", front.AccessLog.as_view(), name="access_log"),
    path("healthz", front.Health.as_view(), name="healthz"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    *(pattern for app in APPS for pattern in app.urlpatterns),
    path(
        "api/v1/",
        include(
            [
                *(pattern for app in APPS for pattern in getattr(app, "api_urlpatterns", ())),
                path("duties/", front.Duties.as_view(), name="api_duties"),
                path("duties/done-by-others/", front.DoneByOthers.as_view(), name="api_done_by_others"),
                path("duties/seen/", front.Seen.as_view(), name="api_duties_seen"),
                path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
            ]
        ),
    ),
]
