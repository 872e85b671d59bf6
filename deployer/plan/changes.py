"""How a resource as found differs from the one wanted. Pure; shows no secret."""

from collections.abc import Iterator
from dataclasses import Field, asdict, dataclass, fields, is_dataclass
from typing import Any

from ..resources.tags import stale
from .difference import Difference, Keys, Opaque, Told, Value


@dataclass(frozen=True)
class Change:
    """``field`` has dots for nested ones ("live.memory_size").

    ``fixed``: only by replacing. ``by_hand``: lift did not leave it like this.
    """

    field: str
    difference: Difference
    fixed: bool = False
    by_hand: bool = False

    @property
    def name(self) -> str:
        """The field's own name; empty where the difference says it all."""
        return "" if isinstance(self.difference, Told) else self.field.rpartition(".")[2]

    @property
    def said(self) -> str:
        """The difference in words."""
        return f"{self.difference}{' (changed by hand)' if self.by_hand else ''}"

    @property
    def words(self) -> str:
        """``said`` with its name: "memory_size 512 -> 1024", "environment: KEY added"."""
        colon = ":" if isinstance(self.difference, Keys) else ""
        return f"{self.name}{colon} {self.said}".lstrip()

    def document(self) -> dict[str, object]:
        """The change as ``--json`` shows it."""
        hand = {"by_hand": True} if self.by_hand else {}
        return {"field": self.field, **asdict(self.difference), **hand}


def changes(wanted: object, actual: object, prefix: str = "") -> tuple[Change, ...]:
    """What must change for ``actual`` to be ``wanted``, both of the same dataclass."""
    return tuple(_changes(wanted, actual, prefix))


def _changes(wanted: Any, actual: Any, prefix: str) -> Iterator[Change]:
    for field in fields(wanted):
        if not field.compare:
            continue
        ours, theirs = getattr(wanted, field.name), getattr(actual, field.name)
        if field.metadata.get("subset"):
            known = {*ours, *stale(ours, theirs)}
            theirs = {key: value for key, value in theirs.items() if key in known}
        if ours == theirs or (ours is None and field.metadata.get("free")):
            continue
        name = prefix + field.name
        if is_dataclass(ours) and type(ours) is type(theirs):
            yield from _changes(ours, theirs, f"{name}.")
        else:
            yield Change(
                name,
                _difference(field, theirs, ours),
                fixed=bool(field.metadata.get("fixed")),
                by_hand=bool(field.metadata.get("constant")) and _is_set(theirs),
            )


def _is_set(value: object) -> bool:
    """What is empty was not set yet: an earlier run was cut short."""
    return value is False or bool(value)


def _difference(field: "Field[Any]", old: object, new: object) -> Difference:
    if not old and (said := field.metadata.get("absent")):
        return Told(str(said))
    if field.metadata.get("hidden") or field.metadata.get("subset"):
        return Keys.between(old, new)
    if field.metadata.get("opaque") or is_dataclass(old) or is_dataclass(new):
        return Opaque.between(old, new)
    return Value(old, new)
