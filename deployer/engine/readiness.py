"""What makes a version ready that has passed the gate, before the alias moves to it.

The whole traffic comes at once, so what serves it must stand by then. Releases and rollbacks come
through here alike; nothing here moves traffic.
"""

from typing import TYPE_CHECKING

from . import warming

if TYPE_CHECKING:
    from ..aws.session import Aws


def make_ready(aws: "Aws", name: str, number: str) -> None:
    """Have version ``number`` ready as the settings want it.

    Raises ``ReleaseFailed`` when it cannot be.
    """
    kept = aws.target.stage.keep_warm
    if kept is not None and kept.instances > 1:
        warming.warm(aws, name, number, kept.instances)
