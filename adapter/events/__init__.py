"""The sources of events, one module each: ``matches(event)``, ``read`` and ``write``.

A new source is a new module and a row in ``SOURCES`` or ``rare``. Each decides by what only its
events have, so the order of the rows means nothing but speed. Event keys are read nowhere else.
"""

from __future__ import annotations

from . import function_url, http_api, load_balancer, rest_api

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..types import Event, Source

SOURCES: tuple[Source, ...] = (http_api, rest_api, function_url, load_balancer)


# What a look at an event raises whose fields are of the wrong types.
MISSHAPEN = (AttributeError, LookupError, RecursionError, TypeError, ValueError)


def detect(event: object) -> Source | None:
    """The source of an HTTP event, None for everything else."""
    if isinstance(event, dict):
        try:
            for source in SOURCES:
                if source.matches(event):
                    return source
            for source in rare(event):
                if source.matches(event):
                    return source
        except MISSHAPEN:  # none is recognised by a field of the wrong type
            pass
    return None


def rare(event: Event) -> tuple[Source, ...]:
    """The sources that are imported only for an event with their key: a module is cold start."""
    if "Records" in event:
        from . import edge

        return (edge.VIEWER_REQUEST, edge.ORIGIN_REQUEST)
    if "method" in event:
        from . import lattice

        return (lattice,)
    return ()
