"""What the tracer wrote, as a tree: which import caused which, and what each took by itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Span:
    """An import (or, without a ``module``, the tracer's own work), in nanoseconds of the machine's
    monotonic clock. ``file`` is empty where the module has none, or was not found."""

    begin: int
    end: int
    thread: int
    module: str
    file: str

    @property
    def length(self) -> int:
        return self.end - self.begin


@dataclass(frozen=True)
class Node:
    """An import and those that it caused. What failed may be tried again: it is the ``nth`` time,
    from 0."""

    span: Span
    nth: int
    children: list["Node"] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, int]:
        """The same for the same import of another run."""
        return self.span.module, self.nth

    @property
    def own(self) -> int:
        """Nanoseconds without those of the imports that it caused."""
        return self.span.length - sum(child.span.length for child in self.children)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def read(file: Path) -> tuple[Span, ...]:
    """The lines of ``file``, as they began."""
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    spans = (Span(int(begin), int(end), int(who), *rest) for begin, end, who, *rest in lines)
    return tuple(sorted(spans, key=lambda span: (span.begin, -span.end)))


def nested(spans: Iterable[Span]) -> list[Node]:
    """The roots among ``spans``, which are as they began: imported while their thread imported
    nothing else."""
    roots: list[Node] = []
    open_: dict[int, list[Node]] = defaultdict(list)
    times: Counter[str] = Counter()
    for span in spans:
        above = open_[span.thread]
        while above and above[-1].span.end <= span.begin:
            above.pop()
        node = Node(span, times[span.module])
        times[span.module] += 1
        (above[-1].children if above else roots).append(node)
        above.append(node)
    return roots
