"""The end of ``lift_handler.py``: what is done before the first visitor comes. Pure."""

import json

from ..resources.rest_api import STAGE
from ..settings.stage import Stage
from ..settings.warm_request import WarmRequest

_REQUESTS = """\
from lift.warmers import warm_requests

warm_requests.serve({arguments})
"""


def write(stage: Stage) -> str:
    """The statements, empty where nothing is to be done."""
    if not stage.warm_requests:
        return ""
    requests = [_visitors(each, stage.base_path) for each in stage.warm_requests]
    arguments = ["handler", json.dumps(requests, ensure_ascii=False)]
    if stage.api == "rest" and not stage.domain:
        arguments.append(f'root_path="/{STAGE}"')
    return _REQUESTS.format(arguments=", ".join(arguments))


def _visitors(request: WarmRequest, base_path: str) -> str | dict[str, object]:
    """As ``lift.warmers.warm_requests`` takes it, its path as visitors ask for it."""
    path = f"{base_path}{request.path}"
    more: dict[str, object] = {"method": request.method} if request.method != "GET" else {}
    if request.headers:
        more["headers"] = dict(request.headers)
    return {"path": path, **more} if more else path
