"""Folders that look like installed packages."""

from collections.abc import Mapping
from pathlib import Path

from ..projects import write


def install(root: Path, files: Mapping[str, str | bytes], *, name: str = "flour") -> Path:
    """Write ``files`` as those of one distribution, with its metadata."""
    info = f"{name}-1.0.dist-info"
    metadata = {f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"}
    listed = [*files, *metadata, f"{info}/RECORD"]
    record = "".join(f"{path},sha256=x,1\n" for path in listed)
    return write(root, {**files, **metadata, f"{info}/RECORD": record})
