"""The rules of a load balancer's listener: which one takes a request.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from ..gateway.request import Request
from .permissions import like

Condition = Mapping[str, Any]

# Where a condition's values stand, if not under "Values".
_CONFIGS = {
    "host-header": "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig",
}


class NotEmulated(Exception):
    """The sandbox does not know this kind of condition or action."""


def takes(conditions: Iterable[Condition], request: Request) -> bool:
    """Whether all conditions hold, each by any of its values; raises ``NotEmulated``."""
    return all(_holds(condition, request) for condition in conditions)


def _holds(condition: Condition, request: Request) -> bool:
    field = str(condition.get("Field"))
    if field not in _CONFIGS:
        raise NotEmulated(f"conditions on {field}")
    config = condition.get(_CONFIGS[field]) or {}
    patterns = [str(each) for each in config.get("Values") or condition.get("Values") or ()]
    if field == "path-pattern":
        return any(like(each, request.path) for each in patterns)
    if field == "http-request-method":
        return request.method in patterns
    if field == "host-header":
        text = urlsplit(f"//{request.header('host')}").hostname or ""
    else:
        text = request.header(str(config.get("HttpHeaderName")).lower())
    return any(like(each.lower(), text.lower()) for each in patterns)
