"""References: values that are known only when another resource exists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar, cast

T = TypeVar("T")

Attributes = Mapping[str, str]
"""What AWS said about a resource: its ``arn``, ``id``, ``host``, …"""


@dataclass(frozen=True)
class Ref:
    """The ``attribute`` of the resource with the key ``resource``."""

    resource: str
    attribute: str


@dataclass(frozen=True)
class Joined:
    """Several strings as one, with a comma between; what says the same stands there once."""

    parts: "tuple[Text, ...]"


Text = str | Ref | Joined
"""A string, or where it will come from."""


def text(value: Text) -> str:
    """``value``, which must be known by now."""
    if isinstance(value, Ref | Joined):
        raise TypeError(f"{value} is not known yet")
    return value


def resolve(value: T, known: Mapping[str, Attributes]) -> T:
    """``value`` with every ``Ref`` in it replaced that ``known`` has an answer for."""
    return cast(T, _resolved(value, known))


def _resolved(value: object, known: Mapping[str, Attributes]) -> object:
    match value:
        case Ref():
            return known.get(value.resource, {}).get(value.attribute, value)
        case Joined():
            return _joined(tuple(_resolved(part, known) for part in value.parts))
        case tuple():
            return tuple(_resolved(part, known) for part in value)
        case Mapping():
            return {key: _resolved(part, known) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        new = {field.name: _resolved(getattr(value, field.name), known) for field in fields(value)}
        return replace(value, **new)
    return value


def _joined(parts: tuple[object, ...]) -> object:
    if all(isinstance(part, str) for part in parts):
        return ",".join(dict.fromkeys(map(str, parts)))
    return Joined(cast(tuple[Text, ...], parts))


def refs(value: object) -> Iterator[Ref]:
    """Every ``Ref`` inside ``value``."""
    match value:
        case Ref():
            yield value
        case tuple():
            for part in value:
                yield from refs(part)
        case Mapping():
            for part in value.values():
                yield from refs(part)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from refs(getattr(value, field.name))
