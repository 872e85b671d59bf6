"""What ``lift doctor`` found, as a person reads it. Pure."""

from collections.abc import Iterator

from ..bundle.limits import megabytes
from ..doctor.examination import Examination, Import
from ..style import bold, dim

_NOTABLE = 0.01  # of INIT: less gets no line
_BAR = 30  # characters
_LARGEST = 15  # packages that get a line


def shown(examination: Examination, *, whole: bool = False) -> str:
    """The examination as text; ``whole`` shows also what hardly counts."""
    return "\n".join(_lines(examination, whole=whole))


def _lines(examination: Examination, *, whole: bool) -> Iterator[str]:
    yield bold(
        f"{examination.function}: INIT {examination.init_ms:.0f} ms, "
        f"{megabytes(examination.unzipped)} unzipped"
    )
    yield dim(f"median of {examination.runs} cold starts on {examination.machine}")
    yield ""
    yield from _phases(examination)
    yield ""
    yield bold(f"{'imports':<44}{'total':>9}{'by itself':>12}")
    least = 0 if whole else examination.init_ms * _NOTABLE
    for root in examination.imports:
        yield from _tree(root, least, 0)
    yield ""
    yield bold(f"{'packages':<34}{'size':>10}{'imports':>12}")
    yield from _packages(examination, whole=whole)


def _phases(examination: Examination) -> Iterator[str]:
    longest = max(phase.ms for phase in examination.phases)
    for phase in examination.phases:
        bar = "█" * round(phase.ms / longest * _BAR)
        between = dim(f"{phase.least_ms:.0f} to {phase.most_ms:.0f}")
        yield f"{phase.what:<34}{phase.ms:>7.0f} ms  {bar:<{_BAR}}  {between}"


def _tree(each: Import, least: float, depth: int) -> Iterator[str]:
    if each.total_ms < least:
        return
    name = f"{'  ' * depth}{each.module}"
    yield f"{name:<44}{each.total_ms:>9.1f}{each.own_ms:>12.1f}"
    for child in each.children:
        yield from _tree(child, least, depth + 1)


def _packages(examination: Examination, *, whole: bool) -> Iterator[str]:
    times = examination.package_ms
    for weight in examination.weights[: None if whole else _LARGEST]:
        name = f"{weight.package or 'the application'} {weight.version}".rstrip()
        ms = f"{times.get(weight.package, 0.0):.1f} ms" if weight.used else "not used"
        yield f"{name:<34}{megabytes(weight.size):>10}{ms:>12}"
