"""Whatever several contenders do, and in whatever order: at most one may write."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lift.deployer.lock import life

from ...aws_rules import FakeClock
from .actors import Contender
from .store import FakeStore, holder

MOST = 3  # contenders at once
WAITS = 60  # steps after which a contender that does not work is waiting


def used() -> FakeStore:
    """A stage that somebody has deployed."""
    store = FakeStore(FakeClock())
    store.create(1, holder())
    store.write(1, holder(), free=True)
    return store


def come(store: FakeStore, *, last: bool = False) -> Contender:
    return Contender(store, pauses=2, last=last)


def go_on(contender: Contender) -> None:
    for _ in range(WAITS):
        if contender.working:
            return
        contender.step()


def plan(contender: Contender) -> None:
    """To where it has read the generations, and would create its own."""
    for _ in range(3):
        contender.step()


def take_down(store: FakeStore) -> None:
    contender = come(store, last=True)
    while not contender.over:
        contender.step()
    assert store.kept == {}


def test_creating_a_number_is_no_proof_when_it_was_used_before() -> None:
    store = used()
    slow, quick = come(store), come(store)
    plan(slow)
    take_down(store)
    go_on(quick)
    go_on(slow)
    assert (quick.believes, slow.working) == (True, False)
    quick.crash()
    slow.crash()


def test_a_newer_generation_that_was_a_mistake_does_not_hide_the_holders() -> None:
    store = used()
    slow, quick, third = come(store), come(store), come(store)
    plan(slow)
    take_down(store)
    go_on(quick)
    go_on(slow)
    assert [each.free for each in store.read()] == [False, True]
    go_on(third)
    assert (quick.believes, slow.working, third.working) == (True, False, False)
    for contender in (quick, slow, third):
        contender.crash()


class Contenders(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.store = used()
        self.all: list[Contender] = []

    @precondition(lambda self: len(self.all) < MOST)
    @rule(pauses=st.integers(1, 3), last=st.booleans())
    def somebody_comes(self, pauses: int, last: bool) -> None:
        self.all.append(Contender(self.store, pauses=pauses, last=last))

    @precondition(lambda self: self.all)
    @rule(data=st.data(), steps=st.sampled_from([1, 2, 3, 8, 50]))
    def somebody_goes_on(self, data: st.DataObject, steps: int) -> None:
        contender = data.draw(st.sampled_from(self.all))
        for _ in range(steps):
            contender.step()
            self.at_most_one_may_write()
        self._forget_who_is_through()

    @precondition(lambda self: self.all)
    @rule(data=st.data())
    def somebody_renews(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from(self.all)).step_renewal()

    @precondition(lambda self: self.all)
    @rule(data=st.data(), elsewhere=st.booleans())
    def somebody_crashes(self, data: st.DataObject, elsewhere: bool) -> None:
        """``elsewhere``: on a machine whose processes the others cannot see."""
        contender = data.draw(st.sampled_from(self.all))
        contender.crash()
        if elsewhere:
            for each in self.store.read():
                if life.is_over(each.holder.life):
                    life.forget(each.holder.life)
        self._forget_who_is_through()

    @rule(seconds=st.sampled_from([1.0, 25.0, 50.0, 70.0, 100.0]))
    def time_passes(self, seconds: float) -> None:
        self.store.clock.time += seconds

    @invariant()
    def at_most_one_may_write(self) -> None:
        assert sum(contender.believes for contender in self.all) <= 1

    def teardown(self) -> None:
        for contender in self.all:
            contender.crash()
        for each in self.store.read():
            life.forget(each.holder.life)

    def _forget_who_is_through(self) -> None:
        self.all = [contender for contender in self.all if not contender.over]


Contenders.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestInterleavings = Contenders.TestCase
