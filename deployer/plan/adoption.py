"""``--adopt``: what has one of our names without our tags is made ours, when it is named. Pure."""

from collections.abc import Iterable

from ..errors import UsageError
from .actual import Actual, Found, Stranger
from .plan import Plan
from .steps import Delete

REMARK = "adopted: something else made it"


def chosen(actual: Actual, names: Iterable[str]) -> frozenset[str]:
    """The keys of the strangers that ``names`` mean.

    A name is a title as it is shown, or what AWS calls it. What is ours by now is passed over: a
    run before this one has adopted it. Raises ``UsageError`` for what cannot be adopted.
    """
    return frozenset(key for name in names for key in _key(actual, name))


def _key(actual: Actual, name: str) -> list[str]:
    meant = [each for each in actual.strangers if name in (each.title, *each.names)]
    if not meant:
        if not any(_is_called(found, name) for found in actual.found.values()):
            raise UsageError(f"--adopt {name}: there is no such resource", hint=_hint(actual))
        return []
    if len(meant) > 1:
        titles = " and ".join(f'"{each.title}"' for each in meant)
        raise UsageError(f"--adopt {name}: that is {titles}", hint="name one by its title")
    if meant[0].refusal:
        raise UsageError(f"--adopt {name}: it cannot be adopted, {meant[0].refusal}")
    return [meant[0].key]


def _is_called(found: Found, name: str) -> bool:
    identifier = found.attributes.get("id", "")
    return name in (*found.resource.known_as, identifier, f"{found.resource.title} {identifier}")


def _hint(actual: Actual) -> str:
    if not actual.strangers:
        return "nothing of the stage needs to be adopted: leave it out"
    return f"not ours are: {_listed(actual.strangers)}"


def _listed(strangers: Iterable[Stranger]) -> str:
    return ", ".join(f'"{each.title}"' for each in strangers)


def check_wanted(plan: Plan) -> None:
    """Raise ``UsageError`` when ``plan`` would delete what is only now ours."""
    for step in plan.work:
        if isinstance(step, Delete) and REMARK in step.found.remarks:
            raise UsageError(
                f"--adopt: the settings want no {step.resource.title}, so it would be deleted",
                hint="delete it yourself, or change the settings",
            )
