"""One sandbox for all tests of this folder; each example is deployed into it once."""

from collections.abc import Iterator

import pytest

from ..example import DJANGO, FASTAPI, copied
from ..lift_process import SandboxProcess
from .site import Site


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxProcess]:
    with SandboxProcess() as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def django_site(sandbox: SandboxProcess, tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(copied(DJANGO, tmp_path_factory.mktemp("django") / "site"), sandbox)
    site.run("deploy", "--yes")
    return site


@pytest.fixture(scope="session")
def fastapi_site(sandbox: SandboxProcess, tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(copied(FASTAPI, tmp_path_factory.mktemp("fastapi") / "site"), sandbox)
    site.run("deploy", "--yes")
    return site
