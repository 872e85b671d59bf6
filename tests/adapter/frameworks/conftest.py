"""Every test runs behind every front door, and may serve the files of one folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from .. import forge
from .files import PICTURE


@pytest.fixture(params=forge.DOORS)
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Static files: style.css, and picture.png with 1,024 bytes."""
    path = tmp_path_factory.mktemp("static")
    (path / "style.css").write_text("body { color: teal }", encoding="utf-8")
    (path / "picture.png").write_bytes(PICTURE)
    return path
