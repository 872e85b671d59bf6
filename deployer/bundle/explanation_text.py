"""An explanation as lines for a terminal of 80 columns, without colour: pure text."""

import textwrap
from collections.abc import Iterable, Iterator

from .explanation import Explanation, Package
from .limits import megabytes

_WIDTH = 80
_NAMES = 42  # at most, of a line's beginning
_SIZE = 9
_WORTH_A_WORD = 50_000  # bytes; less shows as 0.0 MB


def lines(explanation: Explanation) -> Iterator[str]:
    """The tree of packages, largest first, then what was taken out and what stays for a reason."""
    own = ("the project and lift's run-time part", explanation.code, "")
    rows = [own, *_Tree(explanation.packages).rows()]
    names = min(max(len(name) for name, _, _ in rows), _NAMES)
    for name, size, remark in rows:
        yield from _row(name, size, remark, names)
    if explanation.packages:
        total = sum(package.size for package in explanation.packages)
        yield f"{'all packages':<{names}}{megabytes(total):>{_SIZE}}"
        if explanation.bytecode:
            yield f"{'  of which bytecode':<{names}}{megabytes(explanation.bytecode):>{_SIZE}}"
    yield from _taken_out(explanation)
    for note in explanation.notes:
        yield from ("", *textwrap.wrap(note, _WIDTH))


class _Tree:
    """Packages below those that brought them; a second time only by name."""

    def __init__(self, packages: Iterable[Package]) -> None:
        self._packages = sorted(packages, key=lambda package: (-package.size, package.name))
        self._shown: set[str] = set()

    def rows(self) -> list[tuple[str, int | None, str]]:
        return list(self._below("", ""))

    def _below(self, parent: str, indent: str) -> Iterator[tuple[str, int | None, str]]:
        for package in self._packages:
            if not (parent in package.required_by if parent else package.direct):
                continue
            name = f"{indent}{package.name} {package.version}"
            if package.name in self._shown:
                yield name, None, "above"
                continue
            self._shown.add(package.name)
            yield name, package.size, _remark(package)
            yield from self._below(package.name, f"{indent}  ")


def _remark(package: Package) -> str:
    less = [
        f"-{megabytes(size)} {rule}"
        for rule, size in package.removed.items()
        if size >= _WORTH_A_WORD
    ]
    return "; ".join([*less, *([package.because] if package.because else [])])


def _row(name: str, size: int | None, remark: str, names: int) -> Iterator[str]:
    shown = "" if size is None else megabytes(size)
    start = f"{name:<{names}}{shown:>{_SIZE}}"
    line = f"{start}  {remark}".rstrip()
    if len(line) <= _WIDTH:
        yield line
        return
    yield start.rstrip()
    indent = " " * (len(name) - len(name.lstrip()) + 4)
    yield from textwrap.wrap(
        remark, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )


def _taken_out(explanation: Explanation) -> Iterator[str]:
    if not explanation.left_out and not explanation.rules:
        return
    yield ""
    yield "Taken out:"
    for why in dict.fromkeys(each.why for each in explanation.left_out):
        found = [each for each in explanation.left_out if each.why == why]
        names = ", ".join(f"{each.name} {each.version}" for each in found)
        yield from _listed(f"{names}: {why}, {megabytes(sum(each.size for each in found))}")
    for rule in explanation.rules:
        if rule.saved >= _WORTH_A_WORD:
            yield f"{megabytes(rule.saved):>{_SIZE}}  {rule.name}: {rule.takes}"
    if little := [rule.name for rule in explanation.rules if rule.saved < _WORTH_A_WORD]:
        yield from _listed(f"{', '.join(little)}: next to nothing")


def _listed(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")
