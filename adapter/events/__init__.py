"""The sources of events, one module each: ``matches(event)``, ``read`` and ``write``.

A new source is a new module and a row in ``SOURCES``. Each decides by what only its events have,
so the order of the rows means nothing but speed. Event keys are read nowhere else.
"""

from __future__ import annotations

from . import function_url, http_api, load_balancer, rest_api

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..types import Source

SOURCES: tuple[Source, ...] = (http_api, rest_api, function_url, load_balancer)


def detect(event: object) -> Source | None:
    """The source of an HTTP event, None for everything else."""
    if isinstance(event, dict):
        for source in SOURCES:
            if source.matches(event):
                return source
    return None
