"""Where in a command something happens: at which call, told by what it names, not by its turn.

Steps run side by side, so the turn of a call differs from run to run. What it is about does not,
and two calls about the same thing come one after the other.
"""

from dataclasses import dataclass

from ..aws_rules import Call

# Names that are the same in every run, unlike the ids that AWS gives.
_NAMES = ("name", "names", "bucket", "key", "statementid", "qualifier", "rule", "prefix")


@dataclass(frozen=True, order=True)
class Point:
    """The ``occurrence``th call (from 1) with this label."""

    label: str
    occurrence: int

    def __str__(self) -> str:
        return f"{self.label} #{self.occurrence}"


def label(call: Call) -> str:
    """What the call is and is about: "lambda GetAlias shop-production live"."""
    names = [
        str(value) for key, value in sorted(call.parameters.items()) if key.lower().endswith(_NAMES)
    ]
    return " ".join([call.name, *names])
