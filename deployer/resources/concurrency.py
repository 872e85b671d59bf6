"""Executions that are set aside for the function, which no version freezes."""

from dataclasses import dataclass, field
from typing import ClassVar

from .base import Resource

TAG = "lift:reserved-concurrency"
"""On the function, since AWS does not tell who reserved: without it somebody else did, and without
the setting it is left to them."""


@dataclass(frozen=True)
class ReservedConcurrency(Resource):
    """``executions`` at once; None on AWS: none are reserved. ``marked``: with our tag."""

    function: str
    executions: int | None
    marked: bool = field(metadata={"absent": "somebody else reserved them"}, default=True)

    removable: ClassVar[bool] = True
    on_function: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "concurrency"

    @property
    def title(self) -> str:
        return f"reserved concurrency of {self.function}"

    @property
    def after(self) -> tuple[str, ...]:
        # While the function is changed, AWS may refuse.
        return ("function", "release")
