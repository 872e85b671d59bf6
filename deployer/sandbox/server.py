"""The sandbox: an AWS in one process on 127.0.0.1.

    control plane (moto, and what it lacks)      AWS_ENDPOINT_URL points here
    doors         one port for each API, domain, URL and listener; HTTP -> event -> HTTP
    invoker       which version -> pool -> execution environment -> awslambdaric -> the handler
    rules         EventBridge's rate() rules that have a function as their target

It listens on 127.0.0.1 only. moto's state belongs to the process, so a process has one sandbox.
"""

import platform
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ..errors import SandboxError
from ..ui import Ui
from . import (
    certificates,
    configurations,
    domain_names,
    http_apis,
    images,
    invoke,
    policy_api,
    rest_apis,
    scaling,
)
from .catalogue import Catalogue, Region
from .control_plane import Operation
from .domain_door import DomainDoor
from .doors import Doors
from .environment import Environment
from .function import Function
from .function_urls import FunctionUrls
from .functions import Functions
from .http_door import HttpDoor
from .http_server import HOST
from .interpreter import Interpreter, Interpreters
from .invoker import Invoker
from .listener_door import ListenerDoor
from .load_balancers import LoadBalancers
from .machine import check
from .moto_server import bind, forget
from .permissions import Permissions
from .pool import Pool
from .provisioned import Provisioned
from .rest_deployments import RestDeployments
from .rest_door import RestDoor
from .rules import Rules
from .upstream import Upstream
from .url_door import UrlDoor
from .versions import Versions
from .workspace import Workspace

if TYPE_CHECKING:
    from werkzeug.serving import BaseWSGIServer

_only = threading.Lock()  # held while a sandbox runs: moto's state belongs to the process


class Sandbox:
    """Runs from ``start`` (or ``with``) to ``stop``; ``endpoint`` is what AWS_ENDPOINT_URL wants.

    ``port`` 0 takes any free one; scheduled rules and idle environments go by ``clock``. Raises
    ``SandboxError`` when it cannot run here.
    """

    def __init__(self, *, port: int = 0, ui: Ui, clock: Callable[[], float] = time.time) -> None:
        self._wanted_port = port
        self._ui = ui
        self._server: BaseWSGIServer | None = None
        self._told: set[str] = set()
        self._interpreters = Interpreters()
        self._permissions = Permissions()
        self._catalogue = Catalogue()
        self._pool = Pool(self._environment, clock=clock)
        self._invoker = Invoker(self._catalogue, self._pool)
        self._upstream = Upstream(self._invoker, self._permissions)
        self._doors = Doors(ui)
        self._rest_deployments = RestDeployments()
        self._rules = Rules(self._invoker, self._permissions, ui, clock)

    @property
    def port(self) -> int:
        return 0 if self._server is None else self._server.port

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        check(sys.platform, find_spec)
        if not _only.acquire(blocking=False):
            raise SandboxError("a process has one sandbox, and one is running already")
        try:
            self._server = self._bound()
        except BaseException:
            _only.release()
            raise
        self._workspace = Workspace()
        threading.Thread(target=self._server.serve_forever, name="control plane").start()
        self._rules.start()

    def stop(self) -> None:
        """Close every port, end every process, remove every folder."""
        if self._server is None:
            return
        self._server.shutdown()
        self._server.server_close()
        self._server = None
        self._rules.stop()
        self._doors.close_all()
        self._pool.close()
        self._workspace.close()
        forget()
        _only.release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _bound(self) -> "BaseWSGIServer":
        try:
            return bind(HOST, self._wanted_port, self._operations())
        except OSError:
            raise SandboxError(
                f"port {self._wanted_port} is in use",
                hint="another sandbox may be running; choose a port with --port",
            ) from None

    def _operations(self) -> list[Operation]:
        urls = FunctionUrls(self._catalogue, self._doors, self._url_door)
        versions = Versions(self._catalogue)
        make = partial(self._environment, provisioned=True)
        provisioned = Provisioned(self._catalogue, self._pool, make)
        functions = Functions(
            self._catalogue, self._pool, self._permissions, urls, versions, provisioned
        )
        return [
            *invoke.operations(self._invoker),
            *policy_api.operations(self._catalogue, self._permissions),
            *http_apis.operations(self._doors, self._http_door),
            *rest_apis.operations(self._doors, self._rest_deployments, self._rest_door),
            *domain_names.operations(self._doors, self._domain_door),
            *certificates.operations(),
            *LoadBalancers(self._doors, self._upstream, self._listener_door).operations(),
            *urls.operations(),
            *versions.operations(),
            *functions.operations(),
            *provisioned.operations(),
            *scaling.operations(),
            *images.operations(),
            *configurations.operations(),
        ]

    def _http_door(self, id_: str, region: Region) -> HttpDoor:
        return HttpDoor(id_, region, self._ui, self._upstream)

    def _rest_door(self, id_: str, region: Region) -> RestDoor:
        return RestDoor(id_, region, self._ui, self._upstream, self._rest_deployments)

    def _domain_door(self, arn: str, region: Region, name: str) -> DomainDoor:
        return DomainDoor(arn, region, self._ui, self._upstream, self._doors, name)

    def _listener_door(self, arn: str, region: Region) -> ListenerDoor:
        return ListenerDoor(arn, region, self._ui, self._upstream)

    def _url_door(self, id_: str, region: Region, arn: str) -> UrlDoor:
        return UrlDoor(id_, region, self._ui, self._upstream, arn)

    def _environment(self, function: Function, *, provisioned: bool = False) -> Environment:
        chosen = self._interpreters.get(function.runtime.removeprefix("python"))
        if function.arn not in self._told:
            self._told.add(function.arn)
            self._tell_of_differences(function, chosen)
        return Environment(
            function, self._workspace, chosen, self.endpoint, provisioned=provisioned
        )

    def _tell_of_differences(self, function: Function, chosen: Interpreter) -> None:
        if function.runtime != f"python{chosen.version}":
            self._ui.note(
                f"there is no {function.runtime} on this machine: {function.name} runs on "
                f"python{chosen.version}, where compiled packages may not import"
            )
        machine = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
        if function.architecture != machine:
            self._ui.note(
                f"{function.name} is for {function.architecture} and this machine is {machine}: "
                "compiled packages will not import"
            )
