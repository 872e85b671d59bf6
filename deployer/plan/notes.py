"""What is worth knowing about a plan beside its steps. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from ..resources.base import Resource
from ..resources.breadth import too_wide
from ..resources.http_api import HttpApi
from ..resources.release import Release
from ..resources.rest_api import Method, RestStage
from ..resources.role import Role
from ..settings.rest_api import USUAL_SECONDS
from .actual import Found

_URL = 'a function URL ("api": "url") waits as long as the function'


def notes(desired: Iterable[Resource], actual: Mapping[str, Found]) -> Iterator[str]:
    """Settings that do not go together, and what others have put on what is ours."""
    wanted = {resource.key: resource for resource in desired}
    yield from _impatience(wanted)
    if isinstance(role := wanted.get("role"), Role):
        yield from too_wide(role)
    for key in ("http-api", "rest-stage"):
        yield from _asked(wanted.get(key), actual.get(key))
    if "former" in actual:
        former = actual["former"].resource.title
        yield f"the logs of {former} stay until `lift undeploy`"
    for found in actual.values():
        for beside in found.beside:
            yield f"not ours, left as it is: {beside} ({found.resource.title})"


def _asked(wanted: Resource | None, there: Found | None) -> Iterator[str]:
    """What an authorizer's function, which is not ours, gets and loses."""
    asked, before = _asks(wanted), _asks(there.resource if there else None)
    if asked and asked != before:
        yield f"the policy of {asked} gets a statement by which the API may ask it"
    if before and before != asked:
        yield f"the policy of {before} loses the statement by which the API could ask it"


def _asks(api: Resource | None) -> str:
    """The ARN of the function that decides who comes through ``api``."""
    match api:
        case HttpApi(access=access) | RestStage(proxy=Method(access=access)):
            return access.authorizer.function if access.authorizer else ""
        case _:
            return ""


def _impatience(desired: Mapping[str, Resource]) -> Iterator[str]:
    """A front door that answers before the function may have ended, or may not wait so long."""
    release = desired.get("release")
    seconds = release.live.timeout_seconds if isinstance(release, Release) and release.live else 0
    api, stage = desired.get("http-api"), desired.get("rest-stage")
    if isinstance(api, HttpApi) and seconds > (waits := api.timeout // 1000):
        yield f"timeout_seconds is {seconds}, and an HTTP API answers 503 after {waits} s: {_URL}"
    if not isinstance(stage, RestStage) or stage.proxy is None:
        return
    waits = stage.proxy.timeout // 1000
    if seconds > waits + 1:  # the usual 30 s are one more than it usually waits
        yield (
            f"timeout_seconds is {seconds}, and the REST API answers 504 after {waits} s: "
            f'"rest_api" has a timeout_seconds too, and {_URL}'
        )
    if waits > USUAL_SECONDS:
        yield (
            f"a REST API waits {waits} s only where AWS has raised the account's quota from "
            f"{USUAL_SECONDS} s"
        )
