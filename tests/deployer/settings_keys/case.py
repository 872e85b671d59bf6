"""A key of the settings with its values, and a group of them that are tried together."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")

Make = Callable[[Path], T]
"""What is made of a settings file's stage "production", for the cases to read."""

Opened = Callable[[Path], AbstractContextManager[Make[T]]]
"""Given the empty folder in which the settings will lie, for all steps of a group."""

STAGE = "production"
BARE = {"app": "main:app", "project": "shop", "aws_region": "eu-west-1"}


@dataclass(frozen=True)
class Case(Generic[T]):
    """``found`` is what ``read`` gives without the key, with ``value`` and with ``other``."""

    key: str
    value: Any
    other: Any
    read: Callable[[T], object]
    found: tuple[object, object, object]


@dataclass(frozen=True)
class Step:
    """What stands in the settings file, and what each key's ``read`` must give then."""

    content: Mapping[str, Any]
    expected: Mapping[str, object]


@dataclass(frozen=True)
class Group(Generic[T]):
    """``beside`` are settings of the stage in all steps, ``stages`` other stages of the file."""

    name: str
    opened: Opened[T]
    cases: tuple[Case[T], ...]
    beside: Mapping[str, Any] = field(default_factory=lambda: BARE)
    stages: Mapping[str, Any] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        """Without the keys, with them, with their other values, and without them again."""
        nothing: dict[str, Any] = {}
        values = {case.key: case.value for case in self.cases}
        others = {case.key: case.other for case in self.cases}
        for number, settings in ((0, nothing), (1, values), (2, others), (0, nothing)):
            expected = {case.key: case.found[number] for case in self.cases}
            yield Step({**self.stages, STAGE: {**self.beside, **settings}}, expected)
