"""The application that the deployers work on: a small Django project with usual packages.

Also the environment that each of them works in, beside its copy of the project.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from lift.deployer import run

PYTHON = "3.12"
REQUIREMENTS = ["django>=5.2,<5.3", "psycopg2-binary", "pillow", "requests", "boto3"]
MANAGE = """\
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
"""
SETTINGS = """\
SECRET_KEY = "only for the benchmark"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
"""
URLS = """\
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("", lambda request: HttpResponse("hello"))]
"""
WSGI = """\
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
application = get_wsgi_application()
"""
PROJECT = {
    "requirements.txt": "".join(f"{each}\n" for each in REQUIREMENTS),
    "manage.py": MANAGE,
    "shop/__init__.py": "",
    "shop/settings.py": SETTINGS,
    "shop/urls.py": URLS,
    "shop/wsgi.py": WSGI,
}


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the project into ``folder``, with ``files`` beside it."""
    for name, content in {**PROJECT, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def install(beside: Path, python: Path, packages: Sequence[str]) -> None:
    """Make the environment ``beside`` a project and install ``packages`` into it."""
    environment = beside / "environment"
    run.run([run.uv(), "venv", "--quiet", "--python", python, environment])
    interpreter = environment / "bin" / "python"
    run.run([run.uv(), "pip", "install", "-q", "--python", interpreter, *packages])


def environment(beside: Path, python: Path) -> dict[str, str]:
    """The variables for a tool that works ``beside`` its project, with a cache of its own."""
    path = [beside / "environment" / "bin", python.parent, os.environ["PATH"]]
    return {
        **run.clean_environment(),
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_SECRET_ACCESS_KEY": "none",
        "LIFT_CACHE_DIR": str(beside / "cache"),
        "PATH": os.pathsep.join(map(str, path)),
        "VIRTUAL_ENV": str(beside / "environment"),
    }
