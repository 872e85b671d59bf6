"""Provisioned concurrency: execution environments that are started before anybody asks, and kept.

moto does not have it. Nothing changes the number by itself here: what Application Auto Scaling is
told is kept and shown, and does nothing.
https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..errors import SandboxError
from .catalogue import Catalogue, Region
from .control_plane import Call, Operation, Reply, reply
from .environment import Environment
from .function import Function, split_name
from .pool import LIMIT, Pool
from .service_error import ServiceError, not_found

_PATH = r"/[^/]+/functions/(?P<name>[^/]+)/provisioned-concurrency"

Make = Callable[[Function], Environment]


@dataclass
class Allocation:
    """What one version is to have; ``failure`` is why it does not get it."""

    arn: str
    function: Function
    requested: int = 0
    failure: str = ""
    starting: bool = False
    changed: float = field(default_factory=time.time)

    def document(self, available: int) -> dict[str, object]:
        settled = "FAILED" if self.failure else "READY"
        changed = time.strftime("%Y-%m-%dT%H:%M:%S+0000", time.gmtime(self.changed))
        return {
            "RequestedProvisionedConcurrentExecutions": self.requested,
            "AvailableProvisionedConcurrentExecutions": available,
            "AllocatedProvisionedConcurrentExecutions": available,
            "Status": "IN_PROGRESS" if self.starting else settled,
            "LastModified": changed,
            **({"StatusReason": self.failure} if self.failure else {}),
        }


class Provisioned:
    """All allocations, by the ARN of their version; ``make`` makes an environment for one."""

    def __init__(self, catalogue: Catalogue, pool: Pool, make: Make) -> None:
        self._catalogue = catalogue
        self._pool = pool
        self._make = make
        self._allocations: dict[str, Allocation] = {}
        self._lock = threading.Lock()

    def operations(self) -> list[Operation]:
        return [
            Operation("lambda", "PUT", _PATH, self._put),
            Operation("lambda", "GET", _PATH, self._get),
            Operation("lambda", "DELETE", _PATH, self._delete),
        ]

    def forget(self, arn: str) -> None:
        """The function or version ``arn`` is gone."""
        with self._lock:
            gone = [each for each in self._allocations if each == arn or each.startswith(f"{arn}:")]
            allocations = [self._allocations.pop(each) for each in gone]
        for allocation in allocations:
            self._pool.give_up(allocation.function)

    def _put(self, call: Call) -> Reply:
        function, arn = self._version(call)
        wanted = call.json().get("ProvisionedConcurrentExecutions")
        if not isinstance(wanted, int) or not 1 <= wanted <= LIMIT:
            text = f"the sandbox runs 1 to {LIMIT} execution environments at once"
            raise ServiceError(400, "InvalidParameterValueException", text)
        with self._lock:
            allocation = self._allocations.setdefault(arn, Allocation(arn, function))
            allocation.requested, allocation.failure = wanted, ""
            allocation.changed = time.time()
            begin, allocation.starting = not allocation.starting, True
        if begin:
            name = f"provisioned concurrency of {arn}"
            threading.Thread(target=self._fill, args=(allocation,), name=name, daemon=True).start()
        return reply(202, self._document(allocation))

    def _get(self, call: Call) -> Reply:
        if "List" in call.query:
            return self._list(call.region, call.path["name"])
        _, arn = self._version(call)
        with self._lock:
            allocation = self._allocations.get(arn)
        if allocation is None:
            text = "No Provisioned Concurrency Config found for this function"
            raise ServiceError(404, "ProvisionedConcurrencyConfigNotFoundException", text)
        return reply(200, self._document(allocation))

    def _list(self, region: Region, name: str) -> Reply:
        arn = region.arn(split_name(name)[0])
        with self._lock:
            theirs = [a for key, a in self._allocations.items() if key.startswith(f"{arn}:")]
        configs = [{"FunctionArn": each.arn, **self._document(each)} for each in theirs]
        return reply(200, {"ProvisionedConcurrencyConfigs": configs})

    def _delete(self, call: Call) -> Reply:
        _, arn = self._version(call)
        self.forget(arn)
        return Reply(204)

    def _version(self, call: Call) -> tuple[Function, str]:
        """Only a published version: one alias for all its versions is not emulated."""
        name, qualifier = split_name(call.path["name"], call.query.get("Qualifier"))
        arn = call.region.arn(name, qualifier)
        if not self._catalogue.exists(call.region, name, qualifier):
            raise not_found(arn)
        if qualifier is None or not qualifier.isdigit():
            text = "the sandbox provides published versions with concurrency, nothing else"
            raise ServiceError(400, "InvalidParameterValueException", text)
        return self._catalogue.resolve(call.region, name, qualifier)[0], arn

    def _document(self, allocation: Allocation) -> dict[str, object]:
        return allocation.document(self._pool.kept(allocation.function))

    def _fill(self, allocation: Allocation) -> None:
        """Start environments, or end some, until there are as many as were asked for last."""
        while self._is_wanted(allocation):
            if self._pool.kept(allocation.function) > allocation.requested:
                self._pool.give_up(allocation.function, 1)
            elif not self._start(allocation):
                allocation.failure = "FUNCTION_ERROR_INIT_FAILURE"

    def _is_wanted(self, allocation: Allocation) -> bool:
        """Whether there is something to do; else nobody is at work on it from now on."""
        with self._lock:
            there = self._pool.kept(allocation.function)
            known = self._allocations.get(allocation.arn) is allocation
            differs = known and not allocation.failure and there != allocation.requested
            allocation.starting = differs
        return differs

    def _start(self, allocation: Allocation) -> bool:
        try:
            environment = self._make(allocation.function)
            ready = environment.prepare()
        except SandboxError:  # no interpreter, a zip that cannot be unpacked
            return False
        with self._lock:
            keep = ready and self._allocations.get(allocation.arn) is allocation
        if keep:
            self._pool.keep(environment)
        else:
            environment.stop()
        return ready
