"""``lift deploy`` and ``lift update``: from a stage to a release, by one engine.

    check -> read AWS -> build the bundle -> plan -> apply

Nothing is written before everything that can be checked has been.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .apply import Applied, apply
from .aws import network as networks
from .aws import snapshot as snapshots
from .aws import storage
from .cloud import Cloud
from .errors import AwsError, NotOurs, TooLarge
from .observe import observe
from .plan.actual import Actual
from .plan.parts import UNZIPPED_LIMIT
from .plan.plan import Plan, plan
from .plan.steps import Create, Keep
from .resources.desired import Origin, Target, desired, network
from .resources.layer import Layer
from .resources.bucket import Bucket
from .resources.ref import refs
from .resources.release import Release
from .settings.stage import Stage
from .ui import Ui

if TYPE_CHECKING:
    from .aws.session import Aws
    from .bundle import Bundle

Build = Callable[[Stage], "Bundle"]


@dataclass(frozen=True)
class Deployed:
    """What ``deploy`` and ``update`` print; ``url`` is None without a front door."""

    stage: str
    function: str
    version: str
    url: str | None
    changed: tuple[str, ...]
    seconds: float
