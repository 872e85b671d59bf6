"""The questions that are asked before the first write."""

from ..errors import LiftError
from ..plan.plan import Plan
from ..plan.steps import Delete
from ..ui import Ui


def confirm(plan: Plan, ui: Ui) -> None:
    """A front door's address belongs to it: a plan that deletes one is confirmed."""
    deleted = [step.found for step in plan.work if isinstance(step, Delete)]
    for url in filter(None, (found.attributes.get("url") for found in deleted)):
        if not ui.confirm(f"the front door changes, and {url} goes for good; go on?"):
            raise LiftError("nothing was changed")
