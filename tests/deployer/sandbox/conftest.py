import time
from collections.abc import Callable, Iterator

import pytest

from lift.deployer.sandbox import Sandbox
from lift.deployer.ui import Recorder

from .aws import Aws
from .balancers import Balancers
from .domains import Domains
from .rest import Rest


@pytest.fixture(scope="module")
def aws() -> Iterator[Aws]:
    ui = Recorder()
    with Sandbox(ui=ui) as sandbox:
        yield Aws(sandbox, ui)


@pytest.fixture(scope="module")
def rest(aws: Aws) -> Rest:
    return Rest(aws)


@pytest.fixture(scope="module")
def balancers(aws: Aws) -> Balancers:
    return Balancers(aws)


@pytest.fixture(scope="module")
def domains(aws: Aws) -> Domains:
    return Domains(aws)


@pytest.fixture
def wait() -> Callable[..., None]:
    """Wait until something is true, at most five seconds."""

    def until(true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 5
        while not true():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    return until
