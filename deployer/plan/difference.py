"""The ways in which a field differs, in words and as data. Pure; holds no secret."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Value:
    """Both sides can be shown; None where there is none."""

    old: object
    new: object

    def __str__(self) -> str:
        return f"{_shown(self.old)} -> {_shown(self.new)}"


@dataclass(frozen=True)
class Keys:
    """Only which names came, changed and went: the values are secret or beside the point."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def between(cls, old: object, new: object) -> "Keys":
        """From ``old`` to ``new``, both mappings, or tuples that are names alone, or None."""
        was, will = _named(old), _named(new)
        return cls(
            added=tuple(sorted(will.keys() - was.keys())),
            changed=tuple(sorted(key for key in will.keys() & was.keys() if will[key] != was[key])),
            removed=tuple(sorted(was.keys() - will.keys())),
        )

    def __str__(self) -> str:
        groups = asdict(self).items()
        return ", ".join(f"{' '.join(keys)} {verb}" for verb, keys in groups if keys)


@dataclass(frozen=True)
class Opaque:
    """A digest, an ARN, a document: ``what`` became of it ("added", "changed", "removed")."""

    what: str

    @classmethod
    def between(cls, old: object, new: object) -> "Opaque":
        if not old:
            return cls("added")
        return cls("changed" if new else "removed")

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True)
class Told:
    """A sentence says more than the field's name."""

    what: str

    def __str__(self) -> str:
        return self.what


Difference = Value | Keys | Opaque | Told


def _named(value: object) -> Mapping[str, object]:
    if isinstance(value, tuple):
        return dict.fromkeys(value)
    return value if isinstance(value, Mapping) else {}


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
