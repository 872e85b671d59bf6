"""What makes a version ready that has passed the gate, before the alias moves to it.

The whole traffic comes at once, so what serves it must stand by then; after the switch the version
before gives back what it had. Releases and rollbacks come through here alike; nothing here moves
traffic.
"""

from typing import TYPE_CHECKING

from ..resources.provisioned_concurrency import ProvisionedConcurrency
from . import provisioning, warming

if TYPE_CHECKING:
    from ..aws.session import Aws


def make_ready(
    aws: "Aws", name: str, number: str, provisioned: ProvisionedConcurrency | None, *, live: str
) -> None:
    """Have version ``number`` ready as the settings want it, and with ``provisioned``.

    ``live`` is the version that serves meanwhile. Raises ``ReleaseFailed`` when it cannot be.
    """
    if provisioned is not None:
        provisioning.give(aws, provisioned, number, live=live)
    kept = aws.target.stage.keep_warm
    if kept is not None and kept.instances > 1:
        warming.warm(aws, name, number, kept.instances)


def let_go(aws: "Aws", number: str, provisioned: ProvisionedConcurrency | None) -> None:
    """Version ``number`` is live: the others give back what was ``provisioned`` for them."""
    if provisioned is not None:
        provisioning.take_back(aws, provisioned.function, keep=number)
