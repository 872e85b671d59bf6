"""Management commands in the function: what is asked, and what comes back."""

import pytest

from lift.deployer.aws.function import Invocation
from lift.deployer.engine import manage
from lift.deployer.engine.manage import Finished
from lift.deployer.errors import LiftError


def test_the_event_carries_the_arguments() -> None:
    assert manage.event(("migrate", "--noinput")) == {
        "lift": "manage",
        "arguments": ["migrate", "--noinput"],
    }


def test_a_command_that_ran_has_its_exit_code_and_output() -> None:
    answer = Invocation({"exit_code": 3, "output": "no luck\n"}, None, "")
    assert manage.finished(answer) == Finished(3, "no luck\n")


def test_a_function_that_failed_shows_its_log() -> None:
    said = {"errorType": "Sandbox.Timedout", "errorMessage": "Task timed out after 3.00 seconds"}
    with pytest.raises(LiftError, match=r"Task timed out after 3\.00 seconds") as caught:
        manage.finished(Invocation(said, "Unhandled", "START\nEND"))
    assert caught.value.details == "START\nEND"


@pytest.mark.parametrize("payload", [None, "text", {}, {"exit_code": "0", "output": ""}])
def test_an_answer_of_another_kind_is_refused(payload: object) -> None:
    with pytest.raises(LiftError, match="not that of a management command") as caught:
        manage.finished(Invocation(payload, None, ""))
    assert "lift deploy" in caught.value.hint
