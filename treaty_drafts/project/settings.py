"""All settings, read from the environment (and a .env file beside manage.py). A wrong value stops the start."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()
env.read_env(ROOT / ".env")

DEBUG = env.bool("DEBUG", default=False)
# Embedded: one process on SQLite, jobs in its own threads. Production: PostgreSQL, Redis, Celery workers.
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED = not REDIS_URL
ON_SQLITE = env.str("DATABASE_URL", default="sqlite:").startswith("sqlite:")
SECRET_KEY = env.str("SECRET_KEY", default="embedded-and-not-secret" if EMBEDDED and ON_SQLITE else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY must be set where DATABASE_URL or REDIS_URL is: this is not the embedded default"
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=not (EMBEDDED and ON_SQLITE))

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{ROOT / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=on"}
CACHES = {
    # counts failed sign-ins; several processes must count together
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if EMBEDDED
    else {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}
# what one process tells the others of live drafting; without Redis there is one process
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    if EMBEDDED
    else {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "rest_framework.authtoken",
    "treaty_drafts",
    "positions",
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
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "treaty_drafts.pages.refusals.Refusals",
    "treaty_drafts.project.privacy.unstored",
]
ROOT_URLCONF = "treaty_drafts.project.urls"
ASGI_APPLICATION = "treaty_drafts.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "treaty_drafts.pages.unsent.kept_as",
            ],
        },
    }
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "treaty_drafts.project.accounts.ClosedAccounts"  # accounts come from the secretariat
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# by account, not by address: hundreds of delegates share one conference address
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": None, "reset_password_from_key": None}
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    },
}

COUNTRIES_COMMON_NAMES = False  # the names of ISO 3166-1 as they are

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "static"
STATICFILES_DIRS = [d for d in [ROOT / "frontend" / "dist"] if d.is_dir()]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = EMBEDDED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is stored outside the database
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=5_000_000)
TEXT_MAX_CHARACTERS = env.int("TEXT_MAX_CHARACTERS", default=200_000)  # of one provision
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * IMPORT_MAX_BYTES  # the import page carries the file, packed

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],  # /api/ is the page to browse
    "DEFAULT_SCHEMA_CLASS": "treaty_drafts.api.schema.Described",
    "EXCEPTION_HANDLER": "treaty_drafts.api.problems.answer",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Treaty Drafts",
    "DESCRIPTION": "Competing clause drafts per delegation: versions, comparison, flags, consolidation, export. "
    "Offsets are code points. Errors are problem details (RFC 9457).",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "ENUM_NAME_OVERRIDES": {
        "ProposalKindEnum": "treaty_drafts.models.ProposalKind",
        "DraftKindEnum": "treaty_drafts.api.draft_shapes.DRAFT_KINDS",
        "OnParagraphEnum": "treaty_drafts.models.OnParagraph",
        "PositionEnum": "positions.models.Stance",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True  # tasks are idempotent, and the job row is the truth
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "treaty_drafts.tasks.sweep", "schedule": 60.0}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
