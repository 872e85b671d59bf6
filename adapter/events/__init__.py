"""The sources of events, one module each: ``matches(event)``, ``read`` and ``write``.

A new source is a new module and a row in ``sources``. Each decides by what only its events have, so
the order of the rows means nothing but speed. Event keys are read nowhere else.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..types import Event, Source

# What a look at an event raises whose fields are of the wrong types.
MISSHAPEN = (AttributeError, LookupError, RecursionError, TypeError, ValueError)

# The sources that this process has met. A function has one front door, seldom two.
MET: list[Source] = []


def detect(event: object) -> Source | None:
    """The source of an HTTP event, None for everything else."""
    if isinstance(event, dict):
        try:
            for source in MET:
                if source.matches(event):
                    return source
            for source in sources(event):
                if source.matches(event):
                    MET.append(source)
                    return source
        except MISSHAPEN:  # none is recognised by a field of the wrong type
            pass
    return None


def sources(event: Event) -> Iterator[Source]:
    """All that ``event`` may be from, the commonest first. A module is cold start, so each is
    imported when its turn comes.
    """
    from . import http_api

    yield http_api
    from . import rest_api

    yield rest_api
    from . import function_url

    yield function_url
    from . import load_balancer

    yield load_balancer
    if "Records" in event:
        from . import edge

        yield from (edge.VIEWER_REQUEST, edge.ORIGIN_REQUEST)
    if "method" in event:
        from . import lattice

        yield lattice
