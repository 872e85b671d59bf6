"""For Lambda: no debug pages, the secret from the environment, hashed and compressed static files.

lift names the hosts of the function's front door in ``LIFT_HOSTS``; a domain of your own is added
with ``ALLOWED_HOSTS``. Both are separated by commas.
"""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 - the way Django projects split their settings


def names(variable: str) -> list[str]:
    return [name.strip() for name in os.environ.get(variable, "").split(",") if name.strip()]


DEBUG = False

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: add it to environment_variables in lift_settings.json"
    )

ALLOWED_HOSTS = names("LIFT_HOSTS") + names("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

# On AWS every front door speaks HTTPS. The sandbox is plain HTTP on this machine, where a browser
# would not send a Secure cookie back.
_LOCAL = {"127.0.0.1", "localhost"}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not set(ALLOWED_HOSTS) <= _LOCAL

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
