"""For a developer's machine: `python manage.py runserver` and the tests."""

from .base import *  # noqa: F403 - the way Django projects split their settings

DEBUG = True
SECRET_KEY = "for-this-machine-only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

# Static files come straight from the applications: no collectstatic while one works on them.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
