"""The application that the deployers work on: a small Django project with usual packages.

Also the settings and the environment that each of them works with, beside its copy of the project.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lift.deployer import run

PYTHON = os.environ.get("LIFT_BENCH_PYTHON", "3.12")
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


ZAPPA = ("zappa", "setuptools", "pip")  # what it needs beside the project's requirements


def lift_settings(**settings: Any) -> dict[str, str]:
    """The file with lift's settings for the project."""
    stage = {"runtime": f"python{PYTHON}", **settings}
    return {"lift_settings.json": json.dumps({"dev": stage})}


def zappa_settings(**settings: Any) -> dict[str, str]:
    """The file with Zappa's; what its own ``zappa init`` asks for, and ``settings``."""
    stage = {"project_name": "shop", "runtime": f"python{PYTHON}", "s3_bucket": "benchmark"}
    return {"zappa_settings.json": json.dumps({"dev": stage | settings})}


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write a project of ``files`` into ``folder``."""
    for name, content in files.items():
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
