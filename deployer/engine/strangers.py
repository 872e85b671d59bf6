"""What has a name of the stage without its tags, and whether it could be adopted. Pure."""

from collections.abc import Iterator, Mapping

from ..aws.snapshot import Snapshot
from ..plan.actual import Found, Stranger
from ..resources.function import Function
from ..resources.http_api import HttpApi
from ..resources.rest_api import RestApi
from ..resources.target import Target
from ..settings.stage import Package


def strangers(
    foreign: Mapping[str, Found], ours: Mapping[str, Found], snapshot: Snapshot, target: Target
) -> Iterator[Stranger]:
    """``foreign`` in the plan's words, and layer versions of our name that others published."""
    for key, found in foreign.items():
        title, *names = found.resource.known_as
        kind = target.stage.package
        yield Stranger(key, title, tuple(names), _refusal(found, ours, snapshot, kind))
    layers = [version for version in snapshot.layers if not version.belongs_to(target.stage)]
    for name in {version.name for version in layers}:
        why = "versions of a layer cannot be tagged: delete them"
        yield Stranger("layer", f"layer {name}", (name,), why)


def _refusal(found: Found, ours: Mapping[str, Found], snapshot: Snapshot, wanted: Package) -> str:
    latest = snapshot.running.latest
    package = latest.configuration.get("PackageType", "Zip").lower() if latest else wanted
    match found.resource:
        case Function() if package != wanted:
            return f"its package is {package}, the stage's {wanted}, and AWS cannot change that"
        case HttpApi() if found.attributes["protocol"] != "HTTP":
            return "it is a WebSocket API"
        case HttpApi() if "http-api" in ours:
            return "the stage has an HTTP API already"
        case RestApi() if "rest-api" in ours:
            return "the stage has a REST API already"
        case _:
            return ""
