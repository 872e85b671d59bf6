"""The files of a package, as Poetry and PDM list them, in PEP 751's form."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit


def listed(files: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """``wheels`` and ``sdist`` of a package, from entries of ``file`` or ``url`` and ``hash``."""
    wheels: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    for file in files:
        url = file.get("url") or file["file"]
        name = urlsplit(url).path.rpartition("/")[2]
        entry = {"name": name, "url": url, "hashes": hashes(file)}
        (wheels if name.endswith(".whl") else sources).append(entry)
    found: dict[str, Any] = {"wheels": wheels} if wheels else {}
    # Of several archives of sources PEP 751 has one, the usual kind.
    usual = sorted(sources, key=lambda entry: not entry["name"].endswith(".tar.gz"))
    return found | ({"sdist": usual[0]} if usual else {})


def hashes(file: Mapping[str, str]) -> dict[str, str]:
    """A "sha256:…" as PEP 751 writes it."""
    kind, _, value = file["hash"].partition(":")
    return {kind: value}
