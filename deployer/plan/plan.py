"""Desired and actual state -> the steps between them, in order. Pure: reads and writes nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

from ..resources.desired import Resource
from ..resources.ref import Attributes, refs, resolve
from .actual import Found
from .changes import changes
from .steps import Create, Delete, Keep, Replace, Step, Update


@dataclass(frozen=True)
class Plan:
    """``waves`` of steps: those of one wave are independent, each wave needs the ones before.

    ``known`` is what AWS already told, by the resources' keys.
    """

    waves: tuple[tuple[Step, ...], ...]
    known: Mapping[str, Attributes]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in an order in which they can be run."""
        return tuple(step for wave in self.waves for step in wave)

    @property
    def work(self) -> tuple[Step, ...]:
        """The steps that change something."""
        return tuple(step for step in self.steps if not isinstance(step, Keep))

    def only(self, wanted: Callable[[Step], bool]) -> "Plan":
        """The plan without the steps that are not ``wanted``."""
        waves = (tuple(filter(wanted, wave)) for wave in self.waves)
        return Plan(tuple(wave for wave in waves if wave), self.known)

    def document(self) -> list[dict[str, str]]:
        """The steps as ``--json`` shows them."""
        return [
            {"action": step.action, "resource": step.resource.title, "reason": step.reason}
            for step in self.steps
        ]


def plan(desired: Sequence[Resource], actual: Mapping[str, Found]) -> Plan:
    """The steps from ``actual`` to ``desired``, both by the resources' keys.

    What is not wanted goes last, in reverse order: nothing is taken away before the switch.
    """
    known = {key: found.attributes for key, found in actual.items()}
    wanted = {resource.key: resource for resource in desired}
    waves: list[tuple[Step, ...]] = [
        tuple(_step(wanted[key], actual.get(key), known) for key in wave) for wave in order(desired)
    ]
    unwanted: list[tuple[Step, ...]] = [
        (Delete(found, "no longer wanted"),)
        for key, found in actual.items()
        if key not in wanted and found.resource.removable
    ]
    return Plan((*waves, *reversed(unwanted)), known)


def _step(
    resource: Resource, found: Found | None, known: Mapping[str, Attributes]
) -> Create | Update | Replace | Keep:
    if found is None:
        return Create(resource, "it does not exist")
    different = changes(resolve(resource, known), found.resource)
    if not different:
        return Keep(resource, found)
    if any(change.fixed for change in different):
        return Replace(resource, found, different)
    return Update(resource, found, different)


def order(resources: Iterable[Resource]) -> list[tuple[str, ...]]:
    """Keys in waves: each as early as what it refers to, or says it comes after, allows."""
    by_key = {resource.key: resource for resource in resources}
    graph = {key: _before(resource) & by_key.keys() for key, resource in by_key.items()}
    sorter, waves = TopologicalSorter(graph), []
    sorter.prepare()
    while sorter.is_active():
        ready = sorter.get_ready()
        waves.append(tuple(key for key in by_key if key in ready))  # in the order given
        sorter.done(*ready)
    return waves


def _before(resource: Resource) -> set[str]:
    return {ref.resource for ref in refs(resource)} | set(resource.after)
