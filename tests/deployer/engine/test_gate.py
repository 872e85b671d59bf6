"""What a version must pass, and what is shown when it does not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from lift.deployer.engine import gate
from lift.deployer.engine.gate import run_command, wake
from lift.deployer.errors import AwsError, ReleaseFailed
from lift.deployer.resources.door import Door
from lift.deployer.settings.health_check import HealthCheck

from ...aws_rules import Answer, Invoke, refusal
from ..bench import FUNCTION, Bench, bench


def failing(answer: Answer) -> Invoke:
    def function(name: str, version: str, payload: object) -> Answer:
        return answer

    return function


def published(stage: Bench) -> None:
    """A function with a version 1 that did not pass."""
    with pytest.raises(ReleaseFailed):
        stage.deploy()


def test_without_a_log_the_answers_own_traceback_is_shown(tmp_path: Path) -> None:
    said = {"errorMessage": "no such thing.", "stackTrace": ["  File main.py\n", "    import x\n"]}
    with bench(tmp_path, failing(Answer(said, "Unhandled"))) as stage:
        published(stage)
        with pytest.raises(ReleaseFailed) as caught:
            wake(stage.connect(), FUNCTION, "1")
    assert caught.value.message == "version 1 does not start: no such thing"
    assert caught.value.details == "  File main.py\n    import x"


def test_a_command_that_cannot_run_is_told_from_one_that_failed(tmp_path: Path) -> None:
    with bench(tmp_path, failing(Answer({"errorMessage": "no"}, "Unhandled"))) as stage:
        published(stage)
        with pytest.raises(ReleaseFailed, match="migrate could not run in version 1: no"):
            run_command(stage.connect(), FUNCTION, "1", "migrate")


def test_an_answer_without_an_exit_code_is_a_failure(tmp_path: Path) -> None:
    with bench(tmp_path, failing(Answer({"ok": True}))) as stage:
        stage.deploy()
        with pytest.raises(ReleaseFailed, match="not that of a management command"):
            run_command(stage.connect(), FUNCTION, "1", "migrate")


class Application:
    """Gives ``answers`` by version, 200 for any other; wakes in any case."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []

    def __call__(self, name: str, version: str, payload: Any) -> Answer:
        if "lift" in payload:
            return Answer()
        self.asked.append(version)
        return self.answers.get(version, Answer({"statusCode": 200}))


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def stage(tmp_path: Path, application: Application) -> Iterator[Bench]:
    with bench(tmp_path, application) as made:
        yield made


class TestHealthCheck:
    def test_a_version_that_answers_500_gets_no_traffic_and_is_shown(
        self, stage: Bench, application: Application
    ) -> None:
        stage.deploy()
        page = {"statusCode": 500, "headers": {"content-type": "text/html"}, "body": "<p>Oh no"}
        application.answers["2"] = Answer(page, log="START RequestId: 1\n[ERROR] no table\n")
        stage.code = "v2"
        with pytest.raises(ReleaseFailed, match=r"version 2 answers 500 to GET https://") as caught:
            stage.deploy()
        assert caught.value.details.splitlines() == [
            "HTTP 500",
            "content-type: text/html",
            "Oh no",
            "log of version 2:",
            "[ERROR] no table",
        ]
        assert caught.value.hint.startswith("version 1 is live, version 2 stays without traffic")
        assert stage.live() == "1"

    def test_the_corrected_code_is_deployed_as_ever(
        self, stage: Bench, application: Application
    ) -> None:
        application.answers["1"] = Answer({"statusCode": 500})
        with pytest.raises(ReleaseFailed, match="version 1 answers 500"):
            stage.deploy()
        stage.code = "v2"
        assert stage.deploy().version == "2"

    def test_deployed_again_the_same_is_checked_again_and_not_published_twice(
        self, stage: Bench, application: Application
    ) -> None:
        application.answers["1"] = Answer({"statusCode": 500})
        for _ in range(2):
            with pytest.raises(ReleaseFailed, match="version 1 answers 500"):
                stage.deploy()
        assert application.asked == ["1", "1"]
        assert stage.rules.writes == []
        application.answers.clear()
        assert stage.deploy().version == "1"

    def test_a_host_that_is_refused_comes_with_a_hint(
        self, stage: Bench, application: Application
    ) -> None:
        log = "Invalid HTTP_HOST header: 'x'. You may need to add 'x' to ALLOWED_HOSTS.\n"
        application.answers["1"] = Answer({"statusCode": 400}, log=log)
        with pytest.raises(ReleaseFailed, match="does not know the host") as caught:
            stage.deploy()
        assert "LIFT_HOSTS" in caught.value.hint
        assert "nothing is live yet" in caught.value.hint

    def test_a_function_that_fails_is_told_from_one_that_answers(
        self, stage: Bench, application: Application
    ) -> None:
        said = {"errorMessage": "Task timed out after 30.00 seconds"}
        application.answers["1"] = Answer(said, "Unhandled")
        with pytest.raises(ReleaseFailed, match=r"version 1 fails GET .*/: Task timed out after"):
            stage.deploy()

    def test_turned_off_only_the_start_is_seen_to(
        self, stage: Bench, application: Application
    ) -> None:
        stage.deploy(health_check=None)
        assert application.asked == []
        assert len(stage.rules.called("Invoke")) == 1

    def test_without_a_front_door_there_is_nothing_to_ask(
        self, stage: Bench, application: Application
    ) -> None:
        stage.deploy(health_check=HealthCheck(), api="none")
        assert application.asked == []
        assert len(stage.rules.called("Invoke")) == 1

    def test_a_slow_answer_is_refused(self, tmp_path: Path) -> None:
        def slow(name: str, version: str, payload: Any) -> Answer:
            made.rules.clock.sleep(12)
            return Answer({"statusCode": 200})

        with bench(tmp_path, slow) as made:
            with pytest.raises(ReleaseFailed, match=r"after 12\.0 s, and has 10 s"):
                made.deploy(health_check=HealthCheck(timeout=10))
            assert made.deploy(health_check=HealthCheck()).version == "1"


class TestPatience:
    def test_it_waits_longer_than_the_versions_own_time_out(self, stage: Bench) -> None:
        waits: list[float] = []

        def seen(context: Any, **_: Any) -> None:
            waits.append(context["client_config"].read_timeout)

        stage.connect().session.events.register("before-parameter-build.lambda.Invoke", seen)
        stage.deploy(timeout_seconds=300)
        stage.stage = replace(stage.stage, timeout_seconds=10)  # not deployed yet
        door = Door("http-api", "abc", "https://abc.execute-api.eu-west-1.amazonaws.com")
        gate.check(stage.connect(), FUNCTION, "1", door=door)
        assert waits == [360, 360] * 2

    @pytest.mark.parametrize("code", ["AccessDeniedException", "InvalidParameterValueException"])
    def test_a_role_that_is_not_spread_yet_is_waited_for(self, stage: Bench, code: str) -> None:
        said = "The role defined for the function cannot be assumed by Lambda."
        stage.rules.fail("Invoke", refusal(code, said, "Invoke", 403), times=5)
        assert stage.deploy().version == "1"

    def test_a_right_that_the_caller_lacks_is_not_waited_for(self, stage: Bench) -> None:
        said = "User: x is not authorized to perform: lambda:InvokeFunction"
        stage.rules.fail("Invoke", refusal("AccessDeniedException", said, "Invoke", 403), times=9)
        with pytest.raises(AwsError, match="access denied, lambda:InvokeFunction"):
            stage.deploy()
        assert len(stage.rules.called("Invoke")) == 1

    def test_an_answer_that_is_lost_is_not_asked_for_twice(
        self, stage: Bench, application: Application
    ) -> None:
        stage.rules.fail("Invoke", ReadTimeoutError(endpoint_url="https://lambda"))
        with pytest.raises(AwsError, match="cannot be reached"):
            stage.deploy()
        assert len(stage.rules.called("Invoke")) == 1
        assert stage.deploy().version == "1"
