"""Which versions were live, in which order: the alias's description, at most 256 characters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .description import LIMIT, read

_RUN = re.compile(r"\b(\d+)(?:-(\d+))?\b")


@dataclass(frozen=True)
class History:
    """The ``versions`` that were live, the latest first, and those that were rolled back from.

    A version that was rolled back from is no longer behind the others, and one that never passed
    is in neither, so the next one is always what ``lift rollback`` should go to. Numbers stay when
    their versions are pruned: AWS never uses one twice. Runs are written short ("12-9,7"), so that
    there is room for hundreds; what finds none is forgotten, the oldest first.
    """

    versions: tuple[str, ...] = ()
    rolled_back: tuple[str, ...] = ()

    def __str__(self) -> str:
        live, back = list(self.versions), list(self.rolled_back)
        while len(text := _history(live, back)) > LIMIT:
            (back or live).pop()
        return text

    @classmethod
    def parse(cls, description: str) -> "History":
        words = read(description)
        return cls(tuple(_numbers(words.get("live", ""))), tuple(_numbers(words.get("back", ""))))

    def moved(self, version: str) -> "History":
        """After the alias moved to ``version``: what is behind it stays, what is before goes."""
        back = [each for each in self.rolled_back if each != version]
        if version not in self.versions:
            return History((version, *self.versions), tuple(back))
        index = self.versions.index(version)
        left = (*self.versions[:index], *back)
        return History(self.versions[index:], tuple(sorted(left, key=int, reverse=True)))


def _history(live: Sequence[str], back: Sequence[str]) -> str:
    return f"lift live={_runs(live)}" + (f" back={_runs(back)}" if back else "")


def _runs(numbers: Sequence[str]) -> str:
    """ "12,11,10,7" -> "12-10,7"."""
    runs: list[list[int]] = []
    for number in map(int, numbers):
        if runs and runs[-1][-1] == number + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _numbers(runs: str) -> Iterator[str]:
    """The reverse of ``_runs``."""
    for first, last in _RUN.findall(runs):
        yield from map(str, range(int(first), int(last or first) - 1, -1))
