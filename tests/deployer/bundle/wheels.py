"""Wheels made on the spot, and an index that is a folder: no network, and releases when we want."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest


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
