"""Nothing of a developer's own lift cache is read or written."""

from pathlib import Path

import pytest

from lift.deployer.ui import Recorder

from .wheels import Index


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_cache(_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(_cache))


@pytest.fixture
def ui() -> Recorder:
    return Recorder()


@pytest.fixture
def index(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Index:
    return Index(tmp_path_factory.mktemp("index"), monkeypatch)
