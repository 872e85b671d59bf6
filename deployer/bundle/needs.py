"""Which distributions require which, as their metadata says for the target."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .distributions import Distribution
from .requirements import normal
from .target import Target

if TYPE_CHECKING:
    from packaging.requirements import Requirement


def needs(
    installed: Iterable[Distribution], direct: Mapping[str, "Requirement"], target: Target
) -> dict[str, tuple[str, ...]]:
    """For each distribution those among ``installed`` that it requires; "" is the project itself.

    An extra counts where somebody asks for it. What nobody requires is put down to the project,
    which must have asked for it in a way that cannot be read.
    """
    by_name = {each.name: each for each in installed}
    extras = {name: set(direct[name].extras if name in direct else ()) for name in by_name}
    found: dict[str, set[str]] = {name: set() for name in by_name}
    waiting = list(by_name)
    while waiting:
        name = waiting.pop()
        for requirement in _active(by_name[name], extras[name], target):
            other = normal(requirement.name)
            if other in by_name:
                found[name].add(other)
                if not requirement.extras <= extras[other]:
                    extras[other] |= requirement.extras
                    waiting.append(other)
    required = {other for name, others in found.items() for other in others - {name}}
    found[""] = {name for name in by_name if name in direct or name not in required}
    return {name: tuple(sorted(others)) for name, others in sorted(found.items())}


def _active(
    distribution: Distribution, extras: Iterable[str], target: Target
) -> "Iterable[Requirement]":
    from packaging.requirements import Requirement

    environment: dict[str, Any] = {**target.environment}
    for line in distribution.requires:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(
            marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras)
        ):
            yield requirement
