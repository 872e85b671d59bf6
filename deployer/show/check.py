"""What ``lift check`` found, as a person reads it: a block a host, a line a rule."""

from collections.abc import Callable, Iterable, Iterator

from ..engine.check import Checked, Report
from ..network.finding import Finding, Verdict
from ..style import bold, cyan, dim, green, red, yellow

_SIGNS: dict[Verdict, tuple[str, Callable[[str], str]]] = {
    "yes": ("✓", green),
    "no": ("✗", red),
    "unknown": ("?", yellow),
    "note": ("!", cyan),
}
_WORDS: dict[Verdict, str] = {
    "yes": "reachable",
    "no": "unreachable",
    "unknown": "unknown",
    "note": "reachable",
}


def shown(report: Report, *, whole: bool = False) -> str:
    """The report as text; ``whole`` lists also the rules that are as they should be."""
    return "\n".join(_lines(report, whole=whole))


def _lines(report: Report, *, whole: bool) -> Iterator[str]:
    yield bold(f"{report.stage} in {report.vpc or 'no VPC'}")
    yield from _block(report.placement, whole=whole)
    for host in report.hosts:
        yield ""
        yield _heading(host)
        yield from _block(host.findings, whole=whole)
    yield ""
    yield bold(_summary(report))


def _heading(host: Checked) -> str:
    sign, colour = _SIGNS[host.verdict]
    address = host.host if host.port is None else f"{host.host}:{host.port}"
    said = f"{', '.join(host.variables)}  {address}  {dim(host.behind)}"
    return f"{colour(sign)} {said}  {colour(_WORDS[host.verdict])}"


def _block(findings: Iterable[Finding], *, whole: bool) -> Iterator[str]:
    """The rules in two columns; below each the lines that would mend it."""
    listed = [each for each in findings if whole or each.verdict != "yes"]
    width = max((len(each.rule) for each in listed), default=0)
    for each in listed:
        sign, colour = _SIGNS[each.verdict]
        yield f"  {colour(sign)} {each.rule:<{width}}  {each.said}"
        yield from (f"      {line}" for line in each.mend)


def _summary(report: Report) -> str:
    if not report.hosts:
        return "no environment variable names a host"
    verdicts = [_WORDS[host.verdict] for host in report.hosts]
    counted = {word: verdicts.count(word) for word in ("reachable", "unreachable", "unknown")}
    return ", ".join(f"{count} {word}" for word, count in counted.items() if count)
