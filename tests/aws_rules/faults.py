"""Calls that go wrong on demand."""

from dataclasses import dataclass


@dataclass
class Fault:
    """The next ``times`` calls of ``operation`` raise ``error``."""

    operation: str
    error: BaseException
    times: int
    after: bool  # the call is carried out, and its answer lost


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def strike(self, operation: str, *, after: bool) -> None:
        """Raise what is due before ``operation`` is carried out, or after."""
        for fault in self._faults:
            if fault.operation == operation and fault.after == after and fault.times > 0:
                fault.times -= 1
                raise fault.error
