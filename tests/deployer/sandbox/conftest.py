from collections.abc import Iterator

import pytest

from lift.deployer.sandbox import Sandbox
from lift.deployer.ui import Recorder

from .aws import Aws


@pytest.fixture(scope="module")
def aws() -> Iterator[Aws]:
    ui = Recorder()
    with Sandbox(ui=ui) as sandbox:
        yield Aws(sandbox, ui)
