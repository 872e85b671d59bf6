"""One sandbox for all tests of this folder; each example is deployed into it once."""

from collections.abc import Iterator

import pytest

from ..lift_process import SandboxProcess
from .site import DJANGO, FASTAPI, Site


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxProcess]:
    with SandboxProcess() as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def django_site(sandbox: SandboxProcess) -> Site:
    site = Site(DJANGO, sandbox)
    site.run("deploy", "--yes")
    return site


@pytest.fixture(scope="session")
def fastapi_site(sandbox: SandboxProcess) -> Site:
    site = Site(FASTAPI, sandbox)
    site.run("deploy", "--yes")
    return site
