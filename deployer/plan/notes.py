"""What is worth knowing about a plan beside its steps. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from ..resources.base import Resource
from ..resources.breadth import too_wide
from ..resources.http_api import HttpApi
from ..resources.release import Release
from ..resources.role import Role
from .actual import Found


def notes(desired: Iterable[Resource], actual: Mapping[str, Found]) -> Iterator[str]:
    """Settings that do not go together, and what others have put on what is ours."""
    wanted = {resource.key: resource for resource in desired}
    yield from _impatience(wanted)
    if isinstance(role := wanted.get("role"), Role):
        yield from too_wide(role)
    if "former" in actual:
        former = actual["former"].resource.title
        yield f"the logs of {former} stay until `lift undeploy`"
    for found in actual.values():
        for beside in found.beside:
            yield f"not ours, left as it is: {beside} ({found.resource.title})"


def _impatience(desired: Mapping[str, Resource]) -> Iterator[str]:
    """A front door that answers before the function may have ended."""
    door, release = desired.get("http-api"), desired.get("release")
    if not isinstance(door, HttpApi) or not isinstance(release, Release) or not release.live:
        return
    seconds, waits = release.live.timeout_seconds, door.timeout // 1000
    if seconds > waits:
        yield (
            f"timeout_seconds is {seconds}, and an HTTP API answers 503 after {waits} s: "
            'a function URL ("api": "url") waits as long as the function'
        )
