"""Where packages are to be had, as lines of a requirements file, with what lets one in.

uv reads its own settings, netrc and keyring by itself. Requirements files say it in lines; the
tables of Poetry, PDM and Pipenv, and the places where those keep credentials, are read here. The
lines may hold passwords: they are handed to uv in a file of its own, and never kept or shown.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from ..errors import SettingsError
from . import pipfile_lock, pyproject, requirements, toml
from .inputs import Inputs
from .pin import Pin
from .secret import without_password

_PYPI = "pypi.org"
_VARIABLE = re.compile(r"\$\{(\w+)\}")


def lines(inputs: Inputs, pins: Iterable[Pin] = ()) -> list[str]:
    """Where the packages of ``inputs`` are; of ``pins``, indexes that only their lock names."""
    named = [*requirements.index_lines(inputs.files), *of_project(inputs)]
    known = {_plain(line.split()[-1]) for line in named}
    further = {pin.index for pin in pins if pin.index and not _is_default(pin.index)}
    others = sorted(index for index in further if _plain(index) not in known)
    return [*named, *(f"--extra-index-url {index}" for index in others)]


def of_project(inputs: Inputs) -> list[str]:
    """The sources that the project's own tool is told of, the first one first."""
    options = ("--index-url", *("--extra-index-url" for _ in _urls(inputs)))
    found = zip(options, _urls(inputs), strict=False)
    return [f"{option} {url}" for option, url in found if not _is_default(url)]


def _urls(inputs: Inputs) -> list[str]:
    file = inputs.files[0]
    if file.name == "Pipfile.lock":
        sources = pipfile_lock.read(file)["_meta"].get("sources", [])
        return [_expanded(source["url"], file) for source in sources]
    if not inputs.lock and file.name != pyproject.NAME:
        return []
    path = inputs.folder / pyproject.NAME
    tool = toml.read(path).get("tool", {})
    poetry = [_poetry(source) for source in tool.get("poetry", {}).get("source", ())]
    pdm = [_pdm(source, path) for source in tool.get("pdm", {}).get("source", ())]
    return [url for url in (*poetry, *pdm) if url]


def _poetry(source: Mapping[str, Any]) -> str:
    """https://python-poetry.org/docs/repositories/#configuring-credentials"""
    name = source["name"]
    kept = _poetry_file().get("http-basic", {}).get(name, {})
    variable = f"POETRY_HTTP_BASIC_{re.sub('[^A-Z0-9]', '_', name.upper())}"
    user = os.environ.get(f"{variable}_USERNAME", kept.get("username", ""))
    password = os.environ.get(f"{variable}_PASSWORD", kept.get("password", ""))
    return _with_password(source.get("url", f"https://{_PYPI}/simple"), user, password)


def _poetry_file() -> dict[str, Any]:
    usual = "~/Library/Application Support" if sys.platform == "darwin" else "~/.config"
    base = os.environ.get("XDG_CONFIG_HOME") or usual
    folder = os.environ.get("POETRY_CONFIG_DIR") or f"{base}/pypoetry"
    return toml.read(Path(folder).expanduser() / "auth.toml")


def _pdm(source: Mapping[str, Any], path: Path) -> str:
    """https://pdm-project.org/en/latest/usage/config/#configure-the-package-indexes"""
    if source.get("type", "index") != "index":
        return ""
    user, password = (_expanded(source.get(key, ""), path) for key in ("username", "password"))
    return _with_password(_expanded(source["url"], path), user, password)


def _expanded(text: str, file: Path) -> str:
    """``text`` with ``${VARIABLE}`` from the environment, quoted as a part of an address."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in os.environ:
            raise SettingsError(
                f"{file.name} takes {found[1]} from the environment, where it is not set",
                hint=f"set {found[1]}, as for the tool that made the file",
            )
        return os.environ[found[1]]

    return _VARIABLE.sub(value, text)


def _with_password(url: str, user: str, password: str) -> str:
    if not user:
        return url
    parts = urlsplit(url)
    secret = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{secret}@{parts.netloc.rpartition('@')[2]}"))


def _is_default(url: str) -> bool:
    """Whether uv goes there by itself, or to the mirror that it is told to take instead."""
    parts = urlsplit(url)
    return parts.hostname == _PYPI and not parts.username


def _plain(url: str) -> str:
    return without_password(url).rstrip("/")
