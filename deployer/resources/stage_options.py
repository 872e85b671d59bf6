"""What the stage of a REST API does beside serving: AWS changes it without a deployment."""

from dataclasses import dataclass, field

from ..settings.throttle import Throttle
from .base import OPAQUE
from .ref import Text


@dataclass(frozen=True)
class StageOptions:
    """``access_log`` is a log group's ARN and ``web_acl`` a web ACL's, empty for none."""

    throttle: Throttle | None = None
    access_log: Text = field(metadata=OPAQUE, default="")
    web_acl: str = field(metadata=OPAQUE, default="")
