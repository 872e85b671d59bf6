"""Taking turns at one stage."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from lift.deployer.errors import AwsError, Locked
from lift.deployer.guard import Guard
from lift.deployer.lock import Lock, Turn, life
from lift.deployer.lock.lock import PATIENCE
from lift.deployer.ui import Recorder

from ...aws_rules import FakeClock
from .store import FakeStore, holder


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(FakeClock())


def lock(store: FakeStore, by: str = "user/alice", *, wait: bool = True) -> Lock:
    return Lock(store, holder(by), store.clock, Guard(), Recorder(), wait)


def said(lock: Lock) -> list[tuple[str, str]]:
    assert isinstance(lock.ui, Recorder)
    return lock.ui.said


def work(turn: Turn) -> str:
    with turn.held():
        return "done"


@contextmanager
def somebody(store: FakeStore) -> Iterator[None]:
    """Another process that holds the stage, and lives."""
    with life.sign() as sign:
        number = max(store.kept, default=0) + 1
        store.create(number, replace(holder("user/bob"), life=sign))
        yield


def test_a_free_generation_remains_and_older_ones_go(store: FakeStore) -> None:
    assert lock(store).in_turn(work) == "done"
    assert lock(store).in_turn(work) == "done"
    (left,) = store.read()
    assert (left.number, left.free) == (2, True)


def test_who_writes_nothing_takes_no_lock(store: FakeStore) -> None:
    assert lock(store).in_turn(lambda _turn: "nothing to do") == "nothing to do"
    assert store.kept == {}


def test_who_takes_a_stage_down_takes_the_lock_down_too(store: FakeStore) -> None:
    lock(store).in_turn(work)

    def last(turn: Turn) -> None:
        with turn.held(last=True):
            pass

    lock(store).in_turn(last)
    assert store.kept == {}


def test_a_failure_frees_it(store: FakeStore) -> None:
    def fail(turn: Turn) -> None:
        with turn.held():
            raise AwsError("no")

    with pytest.raises(AwsError, match="no"):
        lock(store).in_turn(fail)
    assert [each.free for each in store.read()] == [True]


def test_the_second_stops_at_once_when_it_is_not_to_wait(store: FakeStore) -> None:
    with somebody(store), pytest.raises(Locked) as caught:
        lock(store, wait=False).in_turn(work)
    assert caught.value.message == (
        "user/bob on laptop (process 123) runs `lift deploy production` of commit c0ffee "
        "since 2026-11-21 08:00:00 UTC"
    )


def test_the_second_waits_and_says_for_whom(store: FakeStore) -> None:
    mine = lock(store)
    with somebody(store):
        bob = store.kept[1].holder

        def renew_then_free() -> None:
            store.write(1, bob, free=store.clock.now() > 1200)

        with store.clock.every(20, renew_then_free):
            assert mine.in_turn(work) == "done"
    assert store.clock.now() > 1200
    kinds = [kind for kind, _ in said(mine)]
    assert kinds == ["note", "waiting"]
    assert said(mine)[0][1].startswith("user/bob on laptop")
    assert said(mine)[1][1] == "waiting for user/bob to get through (usually a minute)"


def test_nobody_is_waited_for_without_end(store: FakeStore) -> None:
    with somebody(store):
        bob = store.kept[1].holder
        with (
            store.clock.every(20, lambda: store.write(1, bob, free=False)),
            pytest.raises(Locked, match="user/bob"),
        ):
            lock(store).in_turn(work)
    assert store.clock.now() == pytest.approx(1000 + PATIENCE, abs=3)


def test_a_lock_that_is_not_renewed_is_waited_for_until_it_is_stale(store: FakeStore) -> None:
    store.create(1, replace(holder("user/bob"), life="on another machine"))
    mine = lock(store)
    assert mine.in_turn(work) == "done"
    assert 1090 <= store.clock.now() <= 1095
    assert (
        "note",
        f"a run that ended without a word is passed over: {holder('user/bob')}",
    ) in said(mine)


def test_a_process_of_this_machine_that_has_ended_is_not_waited_for(store: FakeStore) -> None:
    with somebody(store):
        pass
    assert lock(store).in_turn(work) == "done"
    assert store.clock.now() == 1000


def between(store: FakeStore, other: Callable[[], object]) -> list[int]:
    """Work during whose preparation ``other`` happens the first time; the rounds that it took."""
    rounds: list[int] = []

    def prepare_and_work(turn: Turn) -> None:
        rounds.append(len(rounds) + 1)
        if len(rounds) == 1:
            other()
        with turn.held():
            pass

    lock(store).in_turn(prepare_and_work)
    return rounds


def test_what_was_planned_before_somebody_else_deployed_is_planned_anew(store: FakeStore) -> None:
    assert between(store, lambda: lock(store, "user/bob").in_turn(work)) == [1, 2]


def test_nor_is_it_done_after_two_others_or_an_undeploy(store: FakeStore) -> None:
    def last(turn: Turn) -> None:
        with turn.held(last=True):
            pass

    def others() -> None:
        lock(store, "user/bob").in_turn(work)
        lock(store, "user/bob").in_turn(work)

    assert between(store, others) == [1, 2]
    assert between(store, lambda: lock(store, "user/bob").in_turn(last)) == [1, 2]


def test_who_was_overtaken_frees_what_it_made(store: FakeStore) -> None:
    lock(store).in_turn(work)

    def undeploy_and_more(turn: Turn) -> None:
        with turn.held(last=True):
            pass

    assert between(store, lambda: lock(store, "user/bob").in_turn(undeploy_and_more)) == [1, 2]
    assert all(each.free for each in store.read())


def test_ctrl_c_says_that_nothing_was_changed(store: FakeStore) -> None:
    def interrupted(turn: Turn) -> None:
        raise KeyboardInterrupt

    mine = lock(store)
    with pytest.raises(KeyboardInterrupt):
        mine.in_turn(interrupted)
    assert said(mine) == [
        ("warn", "stopped before anything was changed; `lift deploy production` begins anew")
    ]


def test_ctrl_c_frees_it_and_leaves_the_words_to_the_work(store: FakeStore) -> None:
    def interrupted(turn: Turn) -> None:
        with turn.held():
            raise KeyboardInterrupt

    mine = lock(store)
    with pytest.raises(KeyboardInterrupt):
        mine.in_turn(interrupted)
    assert said(mine) == []
    assert [each.free for each in store.read()] == [True]


def test_who_slept_too_long_may_change_nothing_more(store: FakeStore) -> None:
    mine = lock(store)

    def sleeper(turn: Turn) -> None:
        with turn.held():
            mine.guard()
            store.clock.time += 100
            mine.guard()

    with pytest.raises(Locked, match="was not renewed for 100 s"):
        mine.in_turn(sleeper)
    assert [each.free for each in store.read()] == [False]  # not ours to touch any more


def test_who_works_long_renews(store: FakeStore) -> None:
    mine = lock(store)

    def long_work(turn: Turn) -> None:
        with turn.held():
            for _ in range(100):
                store.clock.sleep(10)
                mine.guard()

    mine.in_turn(long_work)
    assert [each.free for each in store.read()] == [True]


class Refusing(FakeStore):
    def write(self, number: int, holder: object, *, free: bool) -> None:
        raise AwsError("unlock the stage: access denied")


def test_what_was_done_is_done_although_the_lock_cannot_be_freed() -> None:
    store = Refusing(FakeClock())
    mine = lock(store)
    assert mine.in_turn(work) == "done"
    assert said(mine) == [
        ("warn", "unlock the stage: access denied; others wait until it runs out, 90 s")
    ]


def test_a_failing_renewal_ends_the_work_before_others_may_begin() -> None:
    store = Refusing(FakeClock())
    mine = lock(store)

    def long_work(turn: Turn) -> None:
        with turn.held():
            while True:
                store.clock.sleep(10)
                mine.guard()

    with pytest.raises(Locked, match="access denied"):
        mine.in_turn(long_work)
    assert store.clock.now() < 1090
