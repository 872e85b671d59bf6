"""Check the options of ``Adapter``. What is wrong is a ValueError that names the option."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def one_of(option: str, value: object, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"{option}={value!r}: expected one of {', '.join(map(repr, known))}")


def flag(option: str, value: object) -> None:
    if not isinstance(value, bool):
        raise ValueError(f"{option}={value!r}: expected True or False")


def path(option: str, value: object) -> str:
    """A path as "/api", however many slashes it was given at its ends; "" for none."""
    if not isinstance(value, str):
        raise ValueError(f"{option}={value!r}: expected a path such as '/api'")
    bare = value.removeprefix("/").removesuffix("/")
    if not bare:
        return ""
    if "" in bare.split("/") or "?" in bare or "#" in bare:
        raise ValueError(f"{option}={value!r}: expected a path such as '/api', of whole segments")
    return f"/{bare}"


def names(option: str, values: Iterable[str], example: str) -> frozenset[str]:
    """Names in lower case. A single text, which is an iterable of letters, is no list of names."""
    found = None if isinstance(values, (str, bytes)) else frozenset(values)
    if found is None or not all(isinstance(name, str) for name in found):
        raise ValueError(f"{option}={values!r}: expected several texts, as in [{example!r}]")
    return frozenset(name.lower() for name in found)


def unused(option: str, value: object, reason: str) -> None:
    """Refuse an option that is set but would do nothing."""
    if value:
        raise ValueError(f"{option}={value!r}: {reason}")
