"""Settings. Everything that differs between installations comes from the environment (see README, "Settings")."""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from bcsp.postgres import EMBEDDED, VAR
from bcsp.strands import folders

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# The environment's DEBUG says "try things out here": sample data, letters as files, no TLS. Django's own DEBUG stays
# off even then, so that its pages for programmers never stand in for ours (a refusal is a sentence there too).
DEVELOPMENT = env.bool("DEBUG", default=False)
DEBUG = False


def required(name: str, example: str) -> str:
    """A setting without which production does not start; in development the example stands in, marked as a sample."""
    value = env.str(name, default="")
    if not value and not DEVELOPMENT:
        raise ImproperlyConfigured(f"Set {name} in the environment before starting, for example {name}={example!r}.")
    return value or f"{example} (sample)"


def local_secret() -> str:
    """A key of this checkout's own, kept between development runs so that sign-ins survive a restart."""
    file = VAR / "secret_key"
    if not file.exists():
        VAR.mkdir(exist_ok=True)
        file.write_text(secrets.token_urlsafe(50))
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or (
    local_secret() if DEVELOPMENT else required("SECRET_KEY", "fifty random characters")
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEVELOPMENT else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Who answers for the data (practice.md, rule 14), and whom to ask. Contacts are given in public as they stand here.
DATA_CONTROLLER = required("DATA_CONTROLLER", "Birmingham City Council")
DATA_PROTECTION_CONTACT = required("DATA_PROTECTION_CONTACT", "dataprotection@example.org")
SHARING_AGREEMENT = required("SHARING_AGREEMENT", "ISA-0000")
ACCESSIBILITY_CONTACT = required("ACCESSIBILITY_CONTACT", "accessibility@example.org, telephone 0121 496 0001")
PARTNERSHIP_CONTACT = required("PARTNERSHIP_CONTACT", "communitysafety@example.org, telephone 0121 496 0000")

STRANDS = folders()
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "rules",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "bcsp.govuk",
    "bcsp.people",
    "bcsp.places",
    "bcsp.scales",
    "bcsp.records",
    "bcsp.documents",
    "bcsp.notices",
    "bcsp.search",
    "bcsp.plan",
    *STRANDS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bcsp.public.middleware.WithoutCookies",  # before whatever reads a cookie
    "bcsp.people.middleware.ReadableRequest",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bcsp.people.middleware.SignInRequired",
    "bcsp.people.middleware.ViewerMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "bcsp.urls"
WSGI_APPLICATION = "bcsp.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "bcsp.people.context.frame",
            ],
        },
    }
]

# The embedded server is started by whoever runs a command (manage.py, script/server); this says where it listens.
DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASES = {"default": env.db("DATABASE_URL") if DATABASE_URL else EMBEDDED.django_settings()}
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # actions open their own transaction; a page of reads needs none
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {  # shared by every process: sign-in limits count exactly only so
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "bcsp.people.adapter.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {  # our sentences in place of allauth's
    "login": "bcsp.govuk.account_forms.LoginForm",
    "request_login_code": "bcsp.govuk.account_forms.RequestLoginCodeForm",
    "confirm_login_code": "bcsp.govuk.account_forms.ConfirmLoginCodeForm",
    "reauthenticate": "bcsp.govuk.account_forms.ReauthenticateForm",
    "reset_password": "bcsp.govuk.account_forms.ResetPasswordForm",
    "reset_password_from_key": "bcsp.govuk.account_forms.ResetPasswordKeyForm",
    "change_password": "bcsp.govuk.account_forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up: an administrator enters the address when inviting
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # asking for a code never tells who has an account
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bcsp.people.views.not_sent"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEVELOPMENT)
SECURE_HSTS_SECONDS = 0 if DEVELOPMENT else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEVELOPMENT
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"

LARGEST_UPLOAD = 20 * 2**20  # bytes of one file, and of all files of one form
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_HANDLERS = ["bcsp.documents.receiving.InMemory"]  # no file is ever left on disk

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # unused: files are rows (decision 0003)
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
if DEVELOPMENT and not env.str("EMAIL_URL", default=""):  # letters are files, to be read on this machine
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.str("EMAIL_FOLDER", default=str(VAR / "mail"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="no-reply@example.org")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")

CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
PGHISTORY_APPEND_ONLY = True  # row triggers refuse UPDATE and DELETE of any event
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "bcsp.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
