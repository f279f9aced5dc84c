"""Settings. One file: what differs between places comes from the environment.

DATABASE_URL        postgresql://user:password@host:port/name (required)
REDIS_URL           redis://:password@host:port/0 (the bell; the service works without it)
DACASE_SECRET_KEY   signing key; made once by the local run
DACASE_VAR          folder for everything that is made at run time
DACASE_ASSETS       compiled front-end assets
DACASE_HOSTS        comma-separated host names; default: this machine only
DACASE_SECURE       "1" behind TLS: secure cookies and HSTS
DACASE_STATIC_ROOT  folder for collectstatic, where files are not served from the assets folder
DACASE_DEMO         "1" shows the banner that says the data is invented
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
DACASE_VAR = Path(os.environ.get("DACASE_VAR", BASE_DIR / "var"))
DACASE_ASSETS = Path(os.environ.get("DACASE_ASSETS", DACASE_VAR / "assets"))
DEMO = os.environ.get("DACASE_DEMO") == "1"
SECURE = os.environ.get("DACASE_SECURE") == "1"

SECRET_KEY = os.environ["DACASE_SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = os.environ.get("DACASE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

# The order of the story: each app may use only those above it.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "core",
    "accounts",
    "people",
    "incidents",
    "deaths",
    "risk",
    "children",
    "custody",
    "disclosures",
    "witness_care",
    "safety_plans",
    "marac",
    "regular",
    "oversight",
    "dacase",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.Leave",
    "accounts.middleware.NoStore",
]

ROOT_URLCONF = "dacase.urls"
WSGI_APPLICATION = "dacase.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dacase.navigation.navigation",
            ],
            "builtins": ["dacase.templatetags.dacase"],
        },
    }
]
FORM_RENDERER = "dacase.rendering.GovukRenderer"


def database(url):
    """Return Django's database settings for a postgresql:// URL."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A page and the access rows it writes are one transaction: no audit, no data.
        "ATOMIC_REQUESTS": True,
        "OPTIONS": {
            "options": "-c timezone=UTC -c jit=off -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
            "connect_timeout": 5,
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
    }


DATABASES = {"default": database(os.environ["DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A history is read by its record, never by date; each index would cost every change.
SIMPLE_HISTORY_DATE_INDEX = False

AUTH_USER_MODEL = "accounts.Officer"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "work"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sessions live in PostgreSQL; Redis holds nothing that matters.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "static/"
# Only a production image collects its static files; the local run serves them from where they are built.
STATIC_ROOT = os.environ.get("DACASE_STATIC_ROOT") or None
STATICFILES_DIRS = [DACASE_ASSETS]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

EMAIL_BACKEND = os.environ.get("DACASE_EMAIL", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = DACASE_VAR / "mail"
DEFAULT_FROM_EMAIL = "dacase@localhost"

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.BearerToken",
        "accounts.tokens.BrowserSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.tokens.SignedIn"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.parsers.PlainJSON"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.api.problem",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "dacase",
    "DESCRIPTION": "Domestic-abuse risk: calls, people, assessments, custody events, duties.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    # One name for each list of words, where several fields of one name have different lists.
    "ENUM_NAME_OVERRIDES": {
        "CustodyEventKind": "custody.states.Kind",
        "IncidentKind": "incidents.states.IncidentKind",
        "Relationship": "people.states.Kind",
        "CallGrade": "incidents.states.Grade",
        "RiskGrade": "risk.states.Grade",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"spare": {"()": "dacase.logs.Spare"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "spare"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
