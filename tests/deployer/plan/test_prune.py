"""What is kept of earlier releases, worked out for the time after the switch."""

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.plan.plan import Plan, plan
from lift.deployer.plan.prune import Published, prune
from lift.deployer.resources.history import History
from lift.deployer.resources.published_layer import PublishedLayer
from lift.deployer.resources.published_version import PublishedVersion
from lift.deployer.resources.ref import Ref, Text
from lift.deployer.resources.release import Release
from lift.deployer.resources.spec import Spec


def spec(code: str, layer: Text = "arn:1") -> Spec:
    return Spec(code, "role", "handler", "python3.13", "x86_64", 512, 30, (layer,), {})


def release(wanted: Spec) -> Plan:
    return plan([Release("shop", wanted, wanted)], {})


def published(codes: str, *live: int, pointed: str = "", layers: int = 0) -> Published:
    """Versions 1, 2, … made of ``codes``; ``live`` as the history has them."""
    return Published(
        tuple(
            PublishedVersion("shop", str(number), spec(code))
            for number, code in enumerate(codes, start=1)
        ),
        tuple(PublishedLayer("shop", number, f"arn:{number}") for number in range(1, layers + 1)),
        History(tuple(map(str, live))),
        frozenset(pointed),
    )


def gone(whole: Plan) -> list[str]:
    return [step.resource.key for step in whole.steps if step.action == "delete"]


def test_a_new_version_counts_among_those_that_are_kept() -> None:
    there = published("abcd", 4, 3, 2, 1)
    assert gone(prune(release(spec("e")), there, 5)) == []
    assert gone(prune(release(spec("e")), there, 3)) == ["version 1", "version 2"]


def test_what_is_there_already_is_no_new_version() -> None:
    there = published("abcd", 4, 3, 2, 1)
    assert gone(prune(release(spec("d")), there, 4)) == []
    assert gone(prune(release(spec("d")), there, 3)) == ["version 1"]


def test_the_one_that_rollback_goes_to_is_kept() -> None:
    assert gone(prune(release(spec("e")), published("abcd", 1), 1)) == [
        "version 2",
        "version 3",
        "version 4",
    ]


def test_after_a_rollback_the_live_one_and_the_one_before_are_kept() -> None:
    there = replace(published("abcde"), history=History(("2", "1"), ("5", "4", "3")))
    assert gone(prune(release(spec("b")), there, 2)) == ["version 3"]


def test_the_version_that_was_rolled_back_from_is_live_again() -> None:
    there = replace(published("abcde"), history=History(("2", "1"), ("5", "4", "3")))
    assert gone(prune(release(spec("e")), there, 1)) == ["version 1", "version 3", "version 4"]


def test_versions_that_did_not_pass_count() -> None:
    assert gone(prune(release(spec("f")), published("abcde", 3, 2, 1), 3)) == [
        "version 1",
        "version 2",
    ]


def test_what_somebody_elses_alias_points_to_is_kept() -> None:
    there = published("abcde", 5, 4, 3, 2, 1, pointed="2")
    assert gone(prune(release(spec("e")), there, 1)) == ["version 1", "version 3"]


def test_layers_go_with_the_last_version_that_uses_them() -> None:
    there = Published(
        tuple(
            PublishedVersion("shop", number, spec(number, f"arn:{layer}"))
            for number, layer in (("1", 1), ("2", 2), ("3", 2))
        ),
        tuple(PublishedLayer("shop", number, f"arn:{number}") for number in (1, 2, 3, 4)),
        History(("3", "2", "1")),
    )
    assert gone(prune(release(spec("4", "arn:4")), there, 2)) == [
        "version 1",
        "version 2",
        "layer 1",
        "layer 3",
    ]
    assert gone(prune(release(spec("4", "arn:4")), there, 4)) == ["layer 3"]


def test_a_layer_that_is_not_there_yet_makes_a_new_version() -> None:
    wanted = spec("d", Ref("layer", "arn"))
    assert gone(prune(release(wanted), published("abcd", 4, 3), 3)) == ["version 1", "version 2"]


def test_it_comes_after_everything_else_and_says_why() -> None:
    whole = prune(release(spec("c")), published("ab", 2, 1, layers=2), 1)
    assert [step.resource.key for step in whole.steps] == ["release", "version 1", "layer 2"]
    assert [step.reason for step in whole.steps[1:]] == [
        "the stage keeps 1 (keep_releases)",
        "no version that is kept uses it",
    ]
    assert whole.needs["layer 2"] == {"release", "version 1"}


@dataclass
class Stage:
    """A stage as the engine leaves it, with codes for releases."""

    versions: dict[str, str] = field(default_factory=dict)
    history: History = field(default_factory=History)
    highest: int = 0

    def plan(self, code: str, keep: int) -> Plan:
        made = (PublishedVersion("shop", n, spec(c)) for n, c in self.versions.items())
        return prune(release(spec(code)), Published(tuple(made), (), self.history), keep)

    def deploy(self, code: str, *, passes: bool, keep: int) -> None:
        live = self.history.versions[:1]
        deletions = gone(self.plan(code, keep))
        candidates = [*live, *list(self.versions)[-1:]]
        number = next((n for n in candidates if self.versions.get(n) == code), None)
        if number is None:
            self.highest += 1
            number = str(self.highest)
            self.versions[number] = code
        if passes or (number,) == live:
            self.history = self.history.moved(number)
            for key in deletions:
                del self.versions[key.removeprefix("version ")]

    def roll_back(self) -> None:
        if earlier := [n for n in self.history.versions[1:] if n in self.versions]:
            self.history = self.history.moved(earlier[0])


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("abc"), st.booleans(), st.integers(1, 4)),
        st.just(None),
    ),
    max_size=30,
)


@given(OPERATIONS)
def test_whatever_happens_the_live_one_stays_and_a_second_run_has_nothing_to_do(
    operations: list[tuple[str, bool, int] | None],
) -> None:
    stage = Stage()
    for operation in operations:
        if operation is None:
            stage.roll_back()
            continue
        code, passes, keep = operation
        before = stage.history.versions[:1]
        stage.deploy(code, passes=passes, keep=keep)
        live = stage.history.versions[:1]
        assert set(live) <= stage.versions.keys()
        if passes:
            assert gone(stage.plan(code, keep)) == []
            assert len(stage.versions) <= keep + 2
            if before != live and before[0:1]:
                assert before[0] in stage.versions
