"""Wheels made on the spot, and an index that is a folder: no network, and releases when we want."""

import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

_PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# A build backend (PEP 517) as small as they get.
_BACKEND = """\
import zipfile


def build_wheel(folder, config_settings=None, metadata_directory=None):
    info, wheel = "{name}-{version}.dist-info", "{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(f"{{folder}}/{{wheel}}", "w") as opened:
        opened.write("{name}.py")
        opened.write("PKG-INFO", f"{{info}}/METADATA")
        opened.writestr(f"{{info}}/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        opened.writestr(f"{{info}}/RECORD", "")
    return wheel
"""


class Index:
    """A folder of wheels that stands for the package index."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        settings = folder / "uv.toml"
        settings.write_text(f'no-index = true\nfind-links = ["{folder}"]\n')
        monkeypatch.setenv("UV_CONFIG_FILE", str(settings))

    def release(
        self,
        name: str,
        version: str = "1.0",
        *,
        files: Mapping[str, str] | None = None,
        needs: Sequence[str] = (),
        tag: str = "py3-none-any",
        entry_points: str = "",
    ) -> Path:
        """Put one wheel into the index. By default it holds a module of its name."""
        info = f"{name}-{version}.dist-info"
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        content = dict(files if files is not None else {f"{name}.py": f"VERSION = {version!r}\n"})
        content[f"{info}/METADATA"] = metadata + "".join(f"Requires-Dist: {one}\n" for one in needs)
        content[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n"
        if entry_points:
            content[f"{info}/entry_points.txt"] = entry_points
        content[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*content, f"{info}/RECORD"])
        wheel = self.folder / f"{name}-{version}-{tag}.whl"
        with zipfile.ZipFile(wheel, "w") as opened:
            for path, text in content.items():
                opened.writestr(zipfile.ZipInfo(path), text)
        return wheel

    def release_backend(self, name: str, builds: str) -> Path:
        """A build backend of its own, which builds the sources of ``builds`` 1.0."""
        backend = _BACKEND.format(name=builds, version="1.0")
        return self.release(name, files={f"{name}.py": backend})

    def release_sources(
        self,
        name: str,
        version: str = "1.0",
        *,
        files: Mapping[str, str] | None = None,
        needs: Sequence[str] = (),
    ) -> Path:
        """Put the sources of one package into the index. By default: a module of its name."""
        return sources(self.folder, name, version, files=files, needs=needs)


def sources(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    files: Mapping[str, str] | None = None,
    needs: Sequence[str] = (),
) -> Path:
    """A source distribution in ``folder``, whose build needs nothing but what it brings along."""
    content = dict(files if files is not None else {f"{name}.py": f"VERSION = {version!r}\n"})
    metadata = f"Metadata-Version: 2.2\nName: {name}\nVersion: {version}\n"
    content["PKG-INFO"] = metadata + "".join(f"Requires-Dist: {one}\n" for one in needs)
    if not content.keys() & {"setup.py", "pyproject.toml"}:
        content["pyproject.toml"] = _PYPROJECT
        content["backend.py"] = _BACKEND.format(name=name, version=version)
    archive = folder / f"{name}-{version}.tar.gz"
    with tarfile.open(archive, "w:gz") as opened:
        for path, text in content.items():
            entry = tarfile.TarInfo(f"{name}-{version}/{path}")
            entry.size = len(text.encode())
            entry.mtime = 1_000_000_000  # a zip knows no day before 1980
            opened.addfile(entry, io.BytesIO(text.encode()))
    return archive
