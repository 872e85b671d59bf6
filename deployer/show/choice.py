"""Which warmth is recommended, as a person reads it. Pure."""

from collections.abc import Iterator

from ..doctor.choice import Choice
from ..doctor.figures import dollars
from ..doctor.warmth import Option
from ..style import bold, dim, green


def shown(choice: Choice) -> Iterator[str]:
    """The lines of the section."""
    yield bold("which warmth")
    yield from (dim(line) for line in choice.basis)
    yield f"{choice.colds:,.0f} cold starts a month without any, {choice.wait_ms:,.0f} ms each"
    yield ""
    yield f"  {'avoids':>6}{'adds a month':>15}"
    yield from (_option(each, best=each is choice.recommended) for each in choice.options)
    yield from (dim(f"  not possible: {each}") for each in choice.refused)
    yield ""
    yield from _advice(choice)


def _option(each: Option, *, best: bool) -> str:
    remark = dim(f"  ({each.remark})") if each.remark else ""
    line = f"{each.avoided:>6.0%}{dollars(each.cost):>15}  {each.setting or 'nothing'}{remark}"
    return f"{green('→')} {line}" if best else f"  {line}"


def _advice(choice: Choice) -> Iterator[str]:
    best = choice.recommended
    if best.kind in choice.present:
        yield bold(f"recommended: {best.kind}, which the settings have; so much of it:")
    elif best.setting:
        yield bold("recommended for the settings:")
    else:
        yield bold("recommended: nothing")
    yield from (f"    {line}" for line in (best.setting, choice.also) if line)
