"""The executor, with a remote state that is a dictionary."""

from threading import Event, Thread, current_thread, main_thread

import pytest

from lift.deployer.engine.apply import apply
from lift.deployer.plan.actual import Found
from lift.deployer.plan.plan import plan
from lift.deployer.resources.base import Resource
from lift.deployer.resources.log_group import LogGroup
from lift.deployer.resources.permission import Permission
from lift.deployer.resources.ref import Attributes, Ref
from lift.deployer.resources.role import Role
from lift.deployer.resources.rule import Rule
from lift.deployer.ui import Recorder

from ...aws_rules import FakeClock

GROUP = LogGroup("g", 30, {})
ROLE = Role("r", {}, {}, {})
RULE = Rule("r", "rate(4 minutes)", {}, "T", "{}")
PERMISSION = Permission("f", "lift-keep-warm", "lambda:InvokeFunction", "e", Ref("rule", "arn"))


class Fake:
    """Keeps what it is given, and fails where it is told to."""

    def __init__(self, failing: dict[str, BaseException] | None = None) -> None:
        self.state: dict[str, Resource] = {}
        self._failing = failing or {}

    def create(self, resource: Resource) -> Attributes:
        if error := self._failing.get(resource.key):
            raise error
        self.state[resource.key] = resource
        return {"arn": f"arn:{resource.key}"}

    def update(self, resource: Resource, found: Found) -> Attributes:
        return {**found.attributes, **self.create(resource)}

    def replace(self, resource: Resource, found: Found) -> Attributes:
        self.delete(found)
        return self.create(resource)

    def delete(self, found: Found) -> None:
        self.state.pop(found.resource.key, None)

    def found(self) -> dict[str, Found]:
        return {key: Found(made, {"arn": f"arn:{key}"}) for key, made in self.state.items()}


def test_references_are_resolved_by_what_was_created_before() -> None:
    fake = Fake()
    applied = apply(
        plan([PERMISSION, RULE], {}), fake, Recorder(), FakeClock(), again="lift deploy"
    )
    permission = fake.state["permission lift-keep-warm"]
    assert isinstance(permission, Permission)
    assert permission.source == "arn:rule"
    assert applied.changed == (f"create {RULE.title}", f"create {PERMISSION.title}")


def test_a_second_plan_on_the_result_is_empty() -> None:
    fake = Fake()
    wanted: list[Resource] = [PERMISSION, RULE, GROUP, ROLE]
    apply(plan(wanted, {}), fake, Recorder(), FakeClock(), again="lift deploy")
    assert plan(wanted, fake.found()).work == ()


def test_each_step_is_said_with_its_reason() -> None:
    ui = Recorder()
    apply(plan([GROUP], {}), Fake(), ui, FakeClock(), again="lift deploy")
    assert ui.said == [("step", "create log group g: it does not exist")]


def test_what_was_there_stays_known() -> None:
    actual = {"rule": Found(RULE, {"arn": "R"})}
    fake = Fake()
    applied = apply(
        plan([PERMISSION, RULE], actual), fake, Recorder(), FakeClock(), again="lift deploy"
    )
    assert applied.known["rule"] == {"arn": "R"}
    assert list(fake.state) == ["permission lift-keep-warm"]


def test_a_failure_ends_those_beside_it_and_begins_no_further_one() -> None:
    fake = Fake({"role": ValueError("denied")})
    with pytest.raises(ValueError, match="denied"):
        apply(
            plan([ROLE, GROUP, RULE, PERMISSION], {}),
            fake,
            Recorder(),
            FakeClock(),
            again="lift deploy",
        )
    assert sorted(fake.state) == ["log-group", "rule"]


class Slow(Fake):
    """Is not done with the role before the permission is there."""

    def __init__(self) -> None:
        super().__init__()
        self.permitted = Event()

    def create(self, resource: Resource) -> Attributes:
        if resource.key == "role":
            assert self.permitted.wait(20), "the permission waited for the role"
        made = super().create(resource)
        if resource.key == PERMISSION.key:
            self.permitted.set()
        return made


def test_a_step_waits_only_for_what_it_needs() -> None:
    slow = Slow()
    apply(plan([PERMISSION, ROLE, RULE], {}), slow, Recorder(), FakeClock(), again="lift deploy")
    assert list(slow.state) == ["rule", PERMISSION.key, "role"]


def test_deletions_wait_for_everything_and_come_one_by_one() -> None:
    slow = Slow()
    slow.permitted.set()
    actual = {"rule": Found(RULE), PERMISSION.key: Found(PERMISSION)}
    applied = apply(plan([ROLE, GROUP], actual), slow, Recorder(), FakeClock(), again="lift deploy")
    assert applied.changed[2:] == (f"delete {PERMISSION.title}", f"delete {RULE.title}")


def test_a_step_that_is_alone_runs_where_an_interruption_arrives() -> None:
    threads: dict[str, Thread] = {}

    class Watched(Fake):
        def create(self, resource: Resource) -> Attributes:
            threads[resource.key] = current_thread()
            return super().create(resource)

    together: list[Resource] = [ROLE, RULE]
    for wanted in (together, [PERMISSION]):
        apply(plan(wanted, {}), Watched(), Recorder(), FakeClock(), again="lift deploy")
    assert threads.pop(PERMISSION.key) is main_thread()
    assert main_thread() not in threads.values()


def test_what_each_step_took_is_measured() -> None:
    clock = FakeClock()

    class Sleepy(Fake):
        def create(self, resource: Resource) -> Attributes:
            clock.sleep(7)
            return super().create(resource)

    applied = apply(plan([ROLE], {}), Sleepy(), Recorder(), clock, again="lift deploy")
    assert applied.seconds == {f"create {ROLE.title}": 7}


@pytest.mark.parametrize("key", ["role", "permission lift-keep-warm"])
def test_an_interruption_says_what_is_done_and_how_to_go_on(key: str) -> None:
    ui = Recorder()
    fake = Fake({key: KeyboardInterrupt()})
    with pytest.raises(KeyboardInterrupt):
        apply(
            plan([ROLE, GROUP, RULE, PERMISSION], {}), fake, ui, FakeClock(), again="lift deploy x"
        )
    kind, text = ui.said[-1]
    assert kind == "warn"
    assert "of 4 steps are done; `lift deploy x` goes on from there" in text
