"""All doors that are open, by the id of their API, function URL, listener or domain."""

import threading
from typing import TypeVar

from ..ui import Ui
from .door import Door

AnyDoor = TypeVar("AnyDoor", bound=Door)


class Doors:
    """Opens, finds and closes them."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._doors: dict[str, Door] = {}
        self._lock = threading.Lock()

    def open(self, door: AnyDoor, what: str) -> AnyDoor:
        """Keep ``door``, and say where ``what`` is served."""
        with self._lock:
            self._doors[door.front.id] = door
        self._ui.step(f"{what} is served at {door.url}")
        return door

    def find(self, id_: str) -> Door | None:
        with self._lock:
            return self._doors.get(id_)

    def close(self, id_: str) -> None:
        """Close the door; nothing when there is none."""
        with self._lock:
            door = self._doors.pop(id_, None)
        if door is not None:
            door.close()
            self._ui.step(f"{door.url} is closed")

    def close_all(self) -> None:
        with self._lock:
            doors = list(self._doors.values())
            self._doors.clear()
        for door in doors:
            door.close()
