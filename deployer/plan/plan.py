"""Desired and actual state -> the steps between them, in order. Pure: reads and writes nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter

from ..resources.base import Resource
from ..resources.ref import Attributes, refs, resolve
from .actual import Found
from .changes import changes
from .notes import notes
from .steps import Create, Delete, Keep, Replace, Step, Update

Needs = Mapping[str, frozenset[str]]
"""Key of a step's resource -> the keys of what must be done first."""


@dataclass(frozen=True)
class Plan:
    """``steps`` in an order in which they can be run one by one; ``needs`` tells which of them
    can be run side by side, ``known`` what AWS already told, both by the resources' keys.
    ``notes`` are sentences worth reading.
    """

    steps: tuple[Step, ...]
    needs: Needs
    known: Mapping[str, Attributes]
    notes: tuple[str, ...] = ()

    @property
    def work(self) -> tuple[Step, ...]:
        """The steps that change something."""
        return tuple(step for step in self.steps if not isinstance(step, Keep))

    def only(self, wanted: Callable[[Step], bool]) -> "Plan":
        """The plan without the steps that are not ``wanted``; the order stays."""
        return replace(self, steps=tuple(filter(wanted, self.steps)))

    def then(self, last: Iterable[Step]) -> "Plan":
        """The plan with each of ``last`` after all that is before it."""
        steps, needs = list(self.steps), dict(self.needs)
        for step in last:
            needs[step.resource.key] = frozenset(needs)
            steps.append(step)
        return replace(self, steps=tuple(steps), needs=needs)


def plan(desired: Sequence[Resource], actual: Mapping[str, Found]) -> Plan:
    """The steps from ``actual`` to ``desired``, both by the resources' keys.

    What is not wanted goes last, in reverse order: nothing is taken away before the switch.
    """
    known = {key: found.attributes for key, found in actual.items()}
    needs = _needs(desired)
    unwanted = [
        Delete(found, "no longer wanted")
        for key, found in reversed(list(actual.items()))
        if key not in needs and found.resource.removable
    ]
    steps = tuple(_step(each, actual.get(each.key), known) for each in order(desired))
    return Plan(steps, needs, known, tuple(notes(desired, actual))).then(unwanted)


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


def order(resources: Sequence[Resource]) -> list[Resource]:
    """``resources``, each after what it refers to or says it comes after."""
    sorter, ordered = TopologicalSorter(_needs(resources)), []
    sorter.prepare()
    while sorter.is_active():
        ready = sorter.get_ready()
        ordered += [each for each in resources if each.key in ready]  # in the order given
        sorter.done(*ready)
    return ordered


def _needs(resources: Sequence[Resource]) -> dict[str, frozenset[str]]:
    keys = {resource.key for resource in resources}
    return {resource.key: _before(resource) & keys for resource in resources}


def _before(resource: Resource) -> frozenset[str]:
    return frozenset({ref.resource for ref in refs(resource)} | set(resource.after))
