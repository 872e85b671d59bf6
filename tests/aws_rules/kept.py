"""boto3's sessions and clients, kept: making them costs more than most tests do with them."""

from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.hooks import HierarchicalEmitter

_LOADER = botocore.session.Session().get_component("data_loader")  # reads each service once
_KEYS = ("testing", "testing")


@cache
def client(service: Any, region: str) -> Any:
    """One without any hooks, to look at what is there."""
    return boto3.Session(*_KEYS, region_name=region, botocore_session=_core()).client(service)


class KeptSession(boto3.Session):
    """Its clients are made once; what is registered on ``events`` counts until ``renew``."""

    _hooks: HierarchicalEmitter | None = None

    def __init__(self, region: str) -> None:
        super().__init__(*_KEYS, region_name=region, botocore_session=_core())
        for pattern in ("provide-client-params", "before-parameter-build", "before-call"):
            self.events.register(pattern, self._forward)
        self.events.register_first("before-send", self._forward)
        self.events.register("after-call", self._forward)
        self._clients: dict[str, Any] = {}
        self.renew()

    def renew(self) -> None:
        self._hooks = HierarchicalEmitter()

    @property
    def events(self) -> Any:
        return self._hooks or super().events

    def client(self, service: Any, *, config: Any = None, **place: Any) -> Any:  # type: ignore[override]
        """``config`` and ``place``, a region or an address, are part of what is kept."""
        settings = vars(config) if config else {}
        key = repr((service, sorted(settings.items(), key=str), sorted(place.items())))
        if key not in self._clients:
            self._clients[key] = super().client(service, config=config, **place)
        return self._clients[key]

    def _forward(self, event_name: str, **given: Any) -> Any:
        return self.events.emit_until_response(event_name, **given)[1]


def _core() -> botocore.session.Session:
    core = botocore.session.Session()
    core.register_component("data_loader", _LOADER)
    return core
