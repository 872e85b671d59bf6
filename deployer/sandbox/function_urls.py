"""Function URL configurations, with their Qualifier, which moto ignores; each has a door.

https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html
"""

import random
import string
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .catalogue import Catalogue, Region
from .control_plane import Call, Operation, Reply, reply
from .doors import Doors
from .function import split_name
from .service_error import ServiceError, not_found
from .url_door import UrlDoor

_PATH = r"/[^/]+/functions/(?P<name>[^/]+)"

MakeDoor = Callable[[str, Region, str], UrlDoor]


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime())


@dataclass
class FunctionUrl:
    """One configuration: ``arn`` is the function's, with the alias if there is one."""

    arn: str
    door: UrlDoor
    created: str = field(default_factory=_now)
    modified: str = field(default_factory=_now)

    def document(self) -> dict[str, object]:
        return {
            "FunctionUrl": f"{self.door.url}/",
            "FunctionArn": self.arn,
            "AuthType": self.door.auth_type,
            **({"Cors": dict(self.door.cors)} if self.door.cors else {}),
            "CreationTime": self.created,
            "LastModifiedTime": self.modified,
            "InvokeMode": "BUFFERED",
        }


class FunctionUrls:
    """All of them, by ARN; ``make_door`` opens a port for an id, a region, an ARN."""

    def __init__(self, catalogue: Catalogue, doors: Doors, make_door: MakeDoor) -> None:
        self._catalogue = catalogue
        self._doors = doors
        self._make_door = make_door
        self._urls: dict[str, FunctionUrl] = {}
        self._lock = threading.Lock()

    def operations(self) -> list[Operation]:
        one = _PATH + "/url/?"
        return [
            Operation("lambda", "POST", one, self._create),
            Operation("lambda", "GET", one, self._get),
            Operation("lambda", "PUT", one, self._update),
            Operation("lambda", "DELETE", one, self._delete),
            Operation("lambda", "GET", _PATH + "/urls/?", self._list),
        ]

    def forget(self, arn: str) -> None:
        """The function ``arn`` (without qualifier) is gone, or the alias in it."""
        with self._lock:
            gone = [each for each in self._urls if each == arn or each.startswith(arn + ":")]
            urls = [self._urls.pop(each) for each in gone]
        for url in urls:
            self._doors.close(url.door.front.id)

    def _create(self, call: Call) -> Reply:
        name, qualifier = _target(call)
        arn = call.region.arn(name, qualifier)
        wanted = _checked(call.json())
        if not self._catalogue.exists(call.region, name, qualifier):
            raise not_found(arn)
        with self._lock:
            if arn in self._urls:
                raise ServiceError(
                    409,
                    "ResourceConflictException",
                    f"Failed to create function url config for [functionArn = {arn}]. Error "
                    "message:  FunctionUrlConfig exists for this Lambda function",
                )
            door = self._make_door(_new_id(), call.region, arn)
            url = self._urls[arn] = FunctionUrl(arn, door)
        _apply(url, wanted)
        self._doors.open(door, f"the URL of function {name}{f':{qualifier}' if qualifier else ''}")
        return reply(201, url.document())

    def _get(self, call: Call) -> Reply:
        return reply(200, self._find(call).document())

    def _update(self, call: Call) -> Reply:
        url = self._find(call)
        _apply(url, _checked(call.json()))
        url.modified = _now()
        return reply(200, url.document())

    def _delete(self, call: Call) -> Reply:
        url = self._find(call)
        with self._lock:
            self._urls.pop(url.arn, None)
        self._doors.close(url.door.front.id)
        return Reply(204)

    def _list(self, call: Call) -> Reply:
        arn = call.region.arn(split_name(call.path["name"])[0])
        with self._lock:
            urls = [u for key, u in self._urls.items() if key == arn or key.startswith(arn + ":")]
        return reply(200, {"FunctionUrlConfigs": [url.document() for url in urls]})

    def _find(self, call: Call) -> FunctionUrl:
        with self._lock:
            url = self._urls.get(call.region.arn(*_target(call)))
        if url is None:
            text = "The resource you requested does not exist."
            raise ServiceError(404, "ResourceNotFoundException", text)
        return url


def _target(call: Call) -> tuple[str, str | None]:
    name, qualifier = split_name(call.path["name"], call.query.get("Qualifier"))
    if qualifier is not None and (qualifier == "$LATEST" or qualifier.isdigit()):
        raise ServiceError(400, "ValidationException", "Qualifier must be the name of an alias")
    return name, qualifier


def _checked(wanted: dict[str, object]) -> dict[str, object]:
    """What the sandbox cannot do is refused, not ignored."""
    if wanted.get("InvokeMode", "BUFFERED") != "BUFFERED":
        text = "the sandbox does not emulate InvokeMode RESPONSE_STREAM"
        raise ServiceError(400, "InvalidParameterValueException", text)
    return wanted


def _apply(url: FunctionUrl, wanted: dict[str, object]) -> None:
    if auth_type := wanted.get("AuthType"):
        url.door.auth_type = str(auth_type)
    if isinstance(settings := wanted.get("Cors"), dict):
        url.door.cors = settings


def _new_id() -> str:
    return "".join(random.choices(string.ascii_lowercase + string.digits, k=32))
