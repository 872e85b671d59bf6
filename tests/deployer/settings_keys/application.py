"""Keys that say what the application is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lift.deployer.application import find_application
from lift.deployer.bundle import handler
from lift.deployer.errors import SettingsError
from lift.deployer.settings import load

from ..bundle.projects import WSGI, write
from .case import STAGE, Case, Group, Make

DJANGO = "from django.core.wsgi import get_wsgi_application\n"


@contextmanager
def written(folder: Path) -> Iterator[Make[str]]:
    """The module that Lambda calls; what is wrong with the settings when there is none."""
    write(folder, {"main.py": WSGI, "other.py": WSGI, "first/settings.py": "", "second.py": ""})

    def make(file: Path) -> str:
        try:
            stage = load(file, STAGE)
        except SettingsError as error:
            return error.message
        return handler.write(stage, find_application(stage))

    yield make


def application(source: str) -> str:
    """What is imported, or why nothing is."""
    return next(
        (line.strip() for line in source.splitlines() if " as application" in line),
        source.rpartition(": ")[2],
    )


def settings(source: str) -> str:
    return next(
        (line for line in source.splitlines() if "DJANGO_SETTINGS_MODULE" in line),
        source.rpartition(": ")[2],
    )


def adapted(source: str) -> str:
    """How the adapter is told to run it."""
    return next(line for line in source.splitlines() if line.startswith("handler = "))


def warm_requests(source: str) -> list[object]:
    """Those that are served before the first visitor comes."""
    calls = [line for line in source.splitlines() if line.startswith("warm_requests.serve(")]
    return [argument for call in calls for argument in json.loads(call[call.index("[") : -1])]


NOTHING = "production names no application"

GROUPS = (
    Group(
        "application",
        written,
        (
            Case(
                "app",
                "main:app",
                "other:app",
                application,
                (
                    NOTHING,
                    "from main import app as application",
                    "from other import app as application",
                ),
            ),
        ),
        beside={"project": "shop"},
    ),
    Group(
        "Django",
        written,
        (
            Case(
                "django_settings",
                "first.settings",
                "second",
                settings,
                (
                    NOTHING,
                    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "first.settings")',
                    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "second")',
                ),
            ),
        ),
        beside={"project": "shop"},
    ),
    Group(
        "adapter",
        written,
        (
            Case(
                "interface",
                "wsgi",
                "asgi",
                lambda source: [name for name in ("wsgi", "asgi") if name in adapted(source)],
                ([], ["wsgi"], ["asgi"]),
            ),
            Case(
                "lifespan",
                "on",
                "off",
                lambda source: [name for name in ('"on"', '"off"') if name in adapted(source)],
                ([], ['"on"'], ['"off"']),
            ),
            Case(
                "base_path",
                "/api",
                "/shop",
                lambda source: [path for path in ("/api", "/shop") if path in adapted(source)],
                ([], ["/api"], ["/shop"]),
            ),
            Case(
                "warm_requests",
                ["/", {"path": "/a", "method": "HEAD"}],
                [{"path": "/b", "headers": {"accept": "text/html"}}],
                warm_requests,
                (
                    [],
                    ["/api/", {"path": "/api/a", "method": "HEAD"}],
                    [{"path": "/shop/b", "headers": {"accept": "text/html"}}],
                ),
            ),
        ),
    ),
)
