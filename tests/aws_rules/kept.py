"""boto3's sessions and clients, kept: making them costs more than most tests do with them."""

from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.hooks import HierarchicalEmitter

_LOADER = botocore.session.Session().get_component("data_loader")  # reads each service once
_KEYS = ("testing", "testing")
_MOMENTS = (
    "provide-client-params",
    "before-parameter-build",
    "before-call",
    "request-created",
    "response-received",
    "after-call",
)


@cache
def client(service: Any, region: str) -> Any:
    """One without any hooks, to look at what is there."""
    return boto3.Session(*_KEYS, region_name=region, botocore_session=_core()).client(service)


class KeptSession(boto3.Session):
    """Its clients are made once; what is registered on ``events`` counts until ``renew``."""

    _hooks: HierarchicalEmitter | None = None

    def __init__(self, region: str) -> None:
        super().__init__(*_KEYS, region_name=region, botocore_session=_core())
        for moment in _MOMENTS:
            self.events.register(moment, self._forward)
        self.events.register_first("before-send", self._forward)
        self._clients: dict[str, Any] = {}
        self.renew()

    def renew(self) -> None:
        self._hooks = HierarchicalEmitter()

    @property
    def events(self) -> Any:
        return self._hooks or super().events

    def client(self, *service: Any, **given: Any) -> Any:
        """Kept by the service and by what else is ``given``: configuration, region, address."""
        config = given["config"] = self._adapted(given.get("config"))
        told = {**given, "config": config and sorted(vars(config).items())}
        key = repr((service, sorted(told.items())))
        if key not in self._clients:
            self._clients[key] = super().client(*service, **given)
        return self._clients[key]

    def _adapted(self, config: Any) -> Any:
        """The configuration that a client is made with."""
        return config

    def _forward(self, event_name: str, **given: Any) -> Any:
        return self.events.emit_until_response(event_name, **given)[1]


def _core() -> botocore.session.Session:
    core = botocore.session.Session()
    core.register_component("data_loader", _LOADER)
    return core
