"""Whose module an import is: what the chart tells apart."""

from enum import Enum

from ..examination import Import
from ..origins import LIFT

_RUNTIME = "/var/runtime/"
_LIBRARY = "/var/lang/"


class Kind(Enum):
    """Its value is the name that the style sheet knows."""

    APPLICATION = "application"
    PACKAGE = "package"
    LIBRARY = "library"
    LIFT = "lift"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Kind.APPLICATION: "your application",
    Kind.PACKAGE: "a dependency",
    Kind.LIBRARY: "Python's standard library",
    Kind.LIFT: "lift and AWS's runtime client",
}


def kind(node: Import) -> Kind:
    """Whose ``node`` is, by its package and its place on Lambda."""
    file = node.file or _LIBRARY
    if node.package == LIFT or file.startswith(_RUNTIME):
        return Kind.LIFT
    if node.package:
        return Kind.PACKAGE
    return Kind.LIBRARY if file.startswith(_LIBRARY) else Kind.APPLICATION
