"""How a resource as found differs from the one wanted, in words. Pure; shows no secret."""

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """``field`` with dots for nested ones ("live.memory_size"); ``fixed``: only by replacing."""

    field: str
    words: str
    fixed: bool = False


def changes(wanted: object, actual: object, prefix: str = "") -> tuple[Change, ...]:
    """What must change for ``actual`` to be ``wanted``, both of the same dataclass."""
    return tuple(_changes(wanted, actual, prefix))


def _changes(wanted: Any, actual: Any, prefix: str) -> Iterator[Change]:
    for field in fields(wanted):
        if not field.compare:
            continue
        ours, theirs = getattr(wanted, field.name), getattr(actual, field.name)
        if field.metadata.get("subset"):
            theirs = {key: value for key, value in theirs.items() if key in ours}
        if ours == theirs:
            continue
        name = prefix + field.name
        if is_dataclass(ours) and type(ours) is type(theirs):
            yield from _changes(ours, theirs, f"{name}.")
        else:
            words = _words(field, ours, theirs)
            yield Change(name, words, fixed=bool(field.metadata.get("fixed")))


def _words(field: "Field[Any]", ours: object, theirs: object) -> str:
    name = field.name
    if theirs is None and (said := field.metadata.get("absent")):
        return str(said)
    if field.metadata.get("hidden") or field.metadata.get("subset"):
        return f"{name}: {_keys(ours, theirs)}"
    if field.metadata.get("opaque") or is_dataclass(ours) or is_dataclass(theirs):
        return f"{name} {_verb(ours, theirs)}"
    return f"{name} {_shown(theirs)} -> {_shown(ours)}"


def _keys(ours: object, theirs: object) -> str:
    """Which keys came, changed and went; never a value."""
    new = ours if isinstance(ours, Mapping) else {}
    old = theirs if isinstance(theirs, Mapping) else {}
    groups = {
        "added": sorted(new.keys() - old.keys()),
        "changed": sorted(key for key in new.keys() & old.keys() if new[key] != old[key]),
        "removed": sorted(old.keys() - new.keys()),
    }
    return ", ".join(f"{' '.join(keys)} {verb}" for verb, keys in groups.items() if keys)


def _verb(ours: object, theirs: object) -> str:
    if not theirs:
        return "added"
    return "changed" if ours else "removed"


def _shown(value: object) -> str:
    return "none" if value is None else str(value)
