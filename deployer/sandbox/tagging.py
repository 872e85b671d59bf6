"""Tags of what API Gateway has and moto cannot tag: REST APIs and custom domain names."""

from collections.abc import Callable
from typing import Any

from .control_plane import Call, Operation, Reply, reply


def operations(pattern: str, method: str, find: Callable[[Call], Any]) -> list[Operation]:
    """For the resources whose ARN is in ``pattern``; ``find`` gives moto's object, with ``tags``.

    ``method`` is how TagResource comes: PUT in the API of REST APIs, POST in the newer one.
    """

    def get(call: Call) -> Reply:
        return reply(200, {"tags": find(call).tags or {}})

    def tag(call: Call) -> Reply:
        tagged, tags = find(call), call.json().get("tags")
        tagged.tags = {**(tagged.tags or {}), **(tags if isinstance(tags, dict) else {})}
        return reply(201, {})

    def untag(call: Call) -> Reply:
        tagged, gone = find(call), call.queries.get("tagKeys", [])
        tagged.tags = {key: value for key, value in (tagged.tags or {}).items() if key not in gone}
        return Reply(204)

    return [
        Operation("apigateway", "GET", pattern, get),
        Operation("apigateway", method, pattern, tag),
        Operation("apigateway", "DELETE", pattern, untag),
    ]
