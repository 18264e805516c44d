"""Settings of the web, all from the environment; safe as they are, opened one by one for a company's own network."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import dj_database_url

from encours import __version__
from encours.web import place
from encours.web.logs.logs import logging_settings
from encours.web.site.factors import compelled
from encours.web.site.features import APPLICATIONS, WEB, folders, tags
from encours.web.site.oidc import providers

DEBUG = os.environ.get("ENCOURS_DEBUG", "") == "1"
SECRET_KEY = place.secret()
URL = os.environ.get("ENCOURS_URL", "")
SECURE = URL.startswith("https:")
ALLOWED_HOSTS = [
    *filter(None, os.environ.get("ENCOURS_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")),
    *([urlsplit(URL).hostname or ""] if URL else []),
]
CSRF_TRUSTED_ORIGINS = [URL.rstrip("/")] if URL else []

INSTALLED_APPS = [
    *APPLICATIONS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "encours.web.rest.framework.in_json",
    "encours.web.logs.access.access",
    "encours.web.workflow.choices.revisions.read_once",
    "encours.web.shell.protection.protect",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "encours.web.shell.language.speak",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "encours.web.people.compulsory.require",
    "encours.web.workflow.trail.record.follow",
    "encours.web.visit.patience.bound",
    "encours.web.shell.mistakes.tell",
    "encours.web.saved.landing.land",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "encours.web.site.urls"
WSGI_APPLICATION = "encours.web.serving.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": folders("templates"),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "encours.web.shell.frame.frame",
            ],
            "libraries": tags(),
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "encours.web.shell.templatetags.icons",
                "encours.web.shell.templatetags.known",
                "encours.web.shell.templatetags.shell",
                "encours.web.tables.templatetags.shown",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{place.folder() / 'cockpit.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers wait for one another instead of failing, and readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "encours.web.people.passwords.NotGuessed"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "encours.web.people.signing.Signing"
SOCIALACCOUNT_ADAPTER = "encours.web.people.signing.SocialSigning"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {"change_password": "encours.web.people.passwords.OwnPassword"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # the browser forgets the session when it closes
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Encours · "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
# Wrong passwords of one account are counted by axes, below, and by people.slowing; these bound what one address tries
# on all of them.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("ENCOURS_PROXY", "") == "1" else 0
SOCIALACCOUNT_PROVIDERS = providers(os.environ)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # by addresses the company's provider says it has verified
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that ends at the provider is refused by our own form-action
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "encours.web.people.factors.Factors"
MFA_FORMS = {
    "authenticate": "encours.web.people.factors.Code",
    "reauthenticate": "encours.web.people.factors.CodeAgain",
    "activate_totp": "encours.web.people.factors.FirstCode",
    "authenticate_webauthn": "encours.web.people.factors.Key",
    "reauthenticate_webauthn": "encours.web.people.factors.KeyAgain",
}
FACTOR_ROLES = compelled(os.environ.get("ENCOURS_FACTOR_ROLES", ""))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Encours"
MFA_TOTP_TOLERANCE = 1  # telephones are some seconds early or late
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying again does not lengthen the wait
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the audit trail keeps sign-ins
AXES_LOCKOUT_CALLABLE = "encours.web.workflow.people.locking.locked_out"
AXES_USERNAME_CALLABLE = "encours.web.workflow.people.locking.account_tried"
AXES_CLIENT_IP_CALLABLE = "encours.web.workflow.trail.origin.ip"
AXES_USERNAME_FORM_FIELD = "login"
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
# The health page is asked from the machine itself, not through the proxy. A program that sends its key in clear is
# refused, not sent on: it would do so each time.
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^api/"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("ENCOURS_PROXY", "") == "1":  # behind a proxy that sets these headers itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["encours.web.imports.uploads.bounded.Bounded"]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [WEB.parent / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = os.environ.get("ENCOURS_TIME_ZONE", "Europe/Paris")

STATIC_URL = "/static/"
STATIC_ROOT = place.home() / "web" / "static" / __version__
STATICFILES_DIRS = [place.folder("built"), *folders("static")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

EMAIL_URL = urlsplit(os.environ.get("ENCOURS_SMTP", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_URL.hostname else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = EMAIL_URL.hostname or "", EMAIL_URL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL_URL.username or "", EMAIL_URL.password or ""
EMAIL_USE_TLS = EMAIL_URL.scheme == "smtp+tls"
EMAIL_USE_SSL = EMAIL_URL.scheme == "smtps"
EMAIL_TIMEOUT = 10  # seconds: an invitation says that mail could not be sent rather than never answer
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("ENCOURS_SENDER", "encours@localhost")
TRAIL_TO = os.environ.get("ENCOURS_TRAIL_TO", "")  # who keeps the nightly digest of the audit trail

TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = logging_settings()
