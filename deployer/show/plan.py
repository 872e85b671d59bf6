"""A plan as a person reads it: a sign, a title and what differs, a resource each."""

from collections import Counter
from collections.abc import Callable, Iterator

from ..engine.preview import Preview
from ..plan.plan import Plan
from ..plan.steps import Create, Delete, Keep, Replace, Step, Update
from ..style import bold, cyan, dim, green, red, yellow


def shown(preview: Preview, *, whole: bool = False) -> str:
    """The plan as text; ``whole`` lists also what is as it should be."""
    return "\n".join(_lines(preview, whole=whole))


def _lines(preview: Preview, *, whole: bool) -> Iterator[str]:
    plan = preview.plan
    listed = plan.steps if whole else plan.work
    width = max((len(step.resource.title) for step in listed), default=0)
    stage = bold(f"{preview.project} {preview.stage}")
    yield f"{stage} in account {preview.account}, {preview.region}"
    yield ""
    for step in listed:
        yield from _block(step, width)
    if listed:
        yield ""
    if plan.notes:
        yield from (f"{cyan('note:')} {note}" for note in plan.notes)
        yield ""
    yield bold(summary(plan))


def summary(plan: Plan) -> str:
    """The sum: "2 to create, 1 to update, 7 as they should be"."""
    counts = Counter(step.action for step in plan.steps)
    said = [
        f"{counts[action]} to {action}" for action in _SIGNS if counts[action] and action != "keep"
    ]
    kept = f"{counts['keep']} as they should be"
    return ", ".join([*(said or ["nothing to change"]), *([kept] if counts["keep"] else [])])


def _block(step: Step, width: int) -> Iterator[str]:
    sign, colour = _SIGNS[step.action]
    title = step.resource.title
    if not isinstance(step, Update | Replace):
        yield f"{colour(sign)} {title:<{width}}  {dim(step.reason)}"
    else:
        yield f"{colour(sign)} {title}"
        yield from _differences(step)
    if isinstance(step, Delete) and (url := step.found.attributes.get("url")):
        yield f"    {url} goes with it for good"


def _differences(step: Update | Replace) -> Iterator[str]:
    width = max(map(len, step.differences))
    for name, said in step.differences.items():
        yield f"    {name:<{width}}  {said}" if name else f"    {said}"
    for remark in step.found.remarks:
        yield dim(f"    {remark}")


_SIGNS: dict[str, tuple[str, Callable[[str], str]]] = {
    Create.action: ("+", green),
    Update.action: ("~", yellow),
    Replace.action: ("±", yellow),
    Delete.action: ("-", red),
    Keep.action: (" ", dim),
}
