"""A parameter store in memory, with the ages that AWS's clock gives."""

from dataclasses import dataclass, field

from lift.deployer.lock import Generation, Holder

from ...aws_rules import FakeClock


@dataclass
class _Kept:
    holder: Holder
    free: bool
    revision: int
    changed: float


@dataclass
class FakeStore:
    clock: FakeClock
    kept: dict[int, _Kept] = field(default_factory=dict)

    def read(self) -> tuple[Generation, ...]:
        return tuple(
            Generation(number, it.holder, it.free, it.revision, self.clock.now() - it.changed)
            for number, it in sorted(self.kept.items())
        )

    def create(self, number: int, holder: Holder) -> bool:
        if number in self.kept:
            return False
        self.kept[number] = _Kept(holder, False, 1, self.clock.now())
        return True

    def write(self, number: int, holder: Holder, *, free: bool) -> None:
        before = self.kept.get(number)
        revision = before.revision + 1 if before else 1
        self.kept[number] = _Kept(holder, free, revision, self.clock.now())

    def delete(self, number: int) -> None:
        self.kept.pop(number, None)


def holder(by: str = "user/alice") -> Holder:
    return Holder(
        by, "laptop", "123", "lift deploy production", "c0ffee", "2026-11-21 08:00:00 UTC"
    )
