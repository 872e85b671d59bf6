"""Small projects on disk, and what their bundles do once unpacked as Lambda unpacks them."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lift.deployer import run
from lift.deployer.bundle import Bundle
from lift.deployer.settings.stage import Stage

WSGI = """\
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""

DJANGO = {
    "requirements.txt": "django>=5.2,<5.3\n",
    "manage.py": """\
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
""",
    "site_settings/__init__.py": "",
    "site_settings/production.py": """\
import os
from pathlib import Path

from django.http import HttpResponse
from django.urls import path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "site_settings.production"
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "assets"]
USE_TZ = True
urlpatterns = [path("", lambda request: HttpResponse("a page of Django's"))]
""",
    "assets/style.css": "body { color: navy }\n",
}


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files`` below ``root`` and return it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def stage(root: Path, **settings: Any) -> Stage:
    """A stage of the project in ``root``; its application is ``main:app`` if not said otherwise."""
    if "app" not in settings and "django_settings" not in settings:
        settings["app"] = "main:app"
    settings.setdefault("runtime", "python3.11")
    return Stage(
        name="live",
        root=root,
        project="shop",
        settings_file=root / "lift_settings.json",
        **settings,
    )


def names(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist()


def unpack(bundle: Bundle, folder: Path) -> tuple[Path, Path]:
    """The folders that stand for /var/task and /opt."""
    task, opt = folder / "task", folder / "opt"
    opt.mkdir(parents=True)
    with zipfile.ZipFile(bundle.code.path) as opened:
        opened.extractall(task)
    if bundle.layer:
        with zipfile.ZipFile(bundle.layer.path) as opened:
            opened.extractall(opt)
    return task, opt


_INVOKE = """\
import json, os, sys
task, opt, event = sys.argv[1:]
sys.path[:0] = [task, opt + "/python"]
from lift_handler import handler
print(json.dumps(handler(json.loads(event), None)))
"""


def invoke(bundle: Bundle, python: Path, folder: Path, event: Any, **environment: str) -> Any:
    """Unpack ``bundle`` below ``folder`` and call its handler, with nothing else to import."""
    task, opt = unpack(bundle, folder)
    done = run.run(
        [python, "-S", "-P", "-B", "-c", _INVOKE, task, opt, json.dumps(event)],
        cwd=folder,
        environment={"PATH": "/usr/bin:/bin", **bundle.environment, **environment},
    )
    return json.loads(done.stdout.splitlines()[-1])


def get(path: str = "/") -> dict[str, Any]:
    """A GET request as an HTTP API sends it (payload format 2.0)."""
    http = {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "shop.example", "x-forwarded-proto": "https"},
        "requestContext": {
            "http": http | {"userAgent": "test"},
            "domainName": "shop.example",
            "stage": "$default",
            "requestId": "1",
            "apiId": "shop",
            "accountId": "123456789012",
            "timeEpoch": 0,
        },
        "isBase64Encoded": False,
    }
