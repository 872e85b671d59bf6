"""Events that are no HTTP request. Now: lift's own, ``{"lift": NAME, …}``.

No HTTP source lets a client set a top-level key, so nobody outside can send one of these through a
front door.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KEEP_WARM = "keep-warm"

# Keys that tell what an event is which nothing here serves. Only for error messages.
LOOKS = {
    "awslogs": "CloudWatch Logs",
    "deliveryStreamArn": "Firehose",
    "detail-type": "EventBridge",
    "methodArn": "an authorizer's question",
    "routeArn": "an authorizer's question",
    "triggerSource": "a Cognito trigger",
}


def name_of(event: object) -> str | None:
    """The name that a function is registered under for this event, None if it has none."""
    name = event.get("lift") if isinstance(event, dict) else None
    return name if isinstance(name, str) else None


def hold_of(event: dict[str, Any]) -> float:
    """For how many seconds a keep-warm event is to be held; 0 where it says nothing sensible."""
    hold = event.get("hold")
    return hold if isinstance(hold, int | float) and hold > 0 else 0


def described(event: object) -> str:
    """An unknown event for an error message: its keys and what it looks like, never its values."""
    if not isinstance(event, dict):
        return f"of type {type(event).__name__}"
    keys = "with the keys " + (", ".join(sorted(map(str, event))) or "(none)")
    looks = look_of(event)
    return f"{keys} (it looks like {looks})" if looks else keys


def look_of(event: dict[str, Any]) -> str:
    about = event.get("requestContext")
    if isinstance(about, dict) and "connectionId" in about:
        return "a WebSocket API's"
    records = event.get("Records")
    first = records[0] if isinstance(records, list) and records else event
    if isinstance(first, dict):
        if "cf" in first:
            return "CloudFront's about a response"
        source = first.get("eventSource") or first.get("EventSource")  # SNS
        if isinstance(source, str) and source.startswith("aws:"):
            return source
    return next((LOOKS[key] for key in LOOKS if key in event), "")
