"""Where the sandbox can run."""

import pytest

from lift.deployer.errors import SandboxError
from lift.deployer.sandbox.machine import check


def test_linux_with_the_extra_will_do() -> None:
    check("linux", str)


def test_elsewhere_it_says_so() -> None:
    with pytest.raises(SandboxError, match="needs Linux") as refused:
        check("darwin", str)
    assert refused.value.hint


def test_without_the_extra_it_says_what_to_install() -> None:
    installed: dict[str, str] = {}
    with pytest.raises(SandboxError, match="moto, werkzeug, awslambdaric") as refused:
        check("linux", installed.get)
    assert refused.value.hint == "pip install 'lift-lambda[cli,sandbox]'"
