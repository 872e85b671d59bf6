"""The questions that are asked before the first write."""

from .errors import LiftError
from .plan.plan import Plan
from .plan.steps import Delete
from .resources.function_url import FunctionUrl
from .resources.http_api import HttpApi
from .resources.switch import Former
from .ui import Ui


def confirm(plan: Plan, ui: Ui) -> None:
    """A front door's address belongs to it: a plan that deletes one is confirmed."""
    doors = [
        step
        for step in plan.work
        if isinstance(step, Delete) and isinstance(step.resource, HttpApi | FunctionUrl | Former)
    ]
    addresses = [url for step in doors if (url := step.found.attributes.get("url"))]
    for url in addresses:
        if not ui.confirm(f"the front door changes, and {url} goes for good; go on?"):
            raise LiftError("nothing was changed")
