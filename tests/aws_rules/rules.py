"""The rules on a session's events."""

from dataclasses import dataclass
from typing import Any

import boto3

from .aliases import Aliases
from .authorizers import Authorizers
from .buckets import Buckets
from .call import Call, Parameters
from .clock import FakeClock
from .concurrency import Concurrency
from .configurations import Configurations
from .domains import Domains
from .faults import Fault, Faults
from .functions import Functions
from .invocations import Invocations, Invoke
from .kept import client
from .lag import Lag
from .limits import Limits
from .load_balancers import LoadBalancers
from .memory import Memory
from .parameters import ParameterDates
from .policies import Policies
from .provisioned import Provisioned
from .rest_apis import RestApis
from .rest_authorizers import RestAuthorizers
from .roles import Roles
from .scaling import Scaling
from .snapshots import Snapshots
from .stages import Stages
from .urls import Urls
from .versions import Versions

_CALL = "lift_call"


class AwsRules:
    """``calls``: those made so far; ``breaks``: why changes to functions fail from now on;
    ``snapshots.breaks``: why no snapshot can be taken, ``provisioned.breaks``: why no
    environment can be provided.

    ``lag``: seconds for which reads may show what was before a write.
    """

    def __init__(self, clock: FakeClock, invoke: Invoke | None = None, *, lag: float = 0.0) -> None:
        self.clock = clock
        self._lag = Lag(clock, lag)
        self.calls: list[Call] = []
        self.faults = Faults()
        self._memory = Memory(clock)
        self._functions = Functions(self._memory)
        self.snapshots = Snapshots(self._memory)
        self.provisioned = Provisioned(self._memory)
        self._concerns = (
            Limits(self._memory),
            self._functions,
            Roles(self._memory),
            Versions(self._memory),
            Configurations(self._memory),
            self.snapshots,
            Concurrency(self._memory),
            self.provisioned,
            Scaling(self._memory),
            Aliases(self._memory),
            Policies(self._memory),
            Invocations(self._memory, invoke),
            ParameterDates(self._memory),
            Buckets(self._memory),
            Authorizers(self._memory),
            Stages(self._memory),
            Urls(self._memory),
            RestApis(self._memory),
            RestAuthorizers(self._memory),
            LoadBalancers(self._memory),
            Domains(self._memory),
        )

    def attach(self, session: boto3.Session, plain: Any = None) -> boto3.Session:
        """``plain``: Lambda's client without rules, where the emulator is not there for all."""
        self._memory.plain = plain or client("lambda", session.region_name)
        session.events.register("before-parameter-build.*", self._before)
        session.events.register("before-call.*", self._instead)
        session.events.register("after-call.*", self._after)
        return session

    def fail(
        self, operation: str, error: BaseException, *, times: int = 1, after: bool = False
    ) -> None:
        """The next ``times`` calls of ``operation`` raise ``error``, carried out first or not."""
        self.faults.add(Fault(operation, error, times, after))

    @property
    def breaks(self) -> str:
        return self._functions.breaks

    @breaks.setter
    def breaks(self, reason: str) -> None:
        self._functions.breaks = reason

    def unsettled(self) -> list[str]:
        """What AWS is still busy with: names of functions, versions and roles."""
        return self._memory.unsettled()

    @property
    def writes(self) -> list[str]:
        """The operations that change something, in order; the lock's are left out."""
        return [call.operation for call in self.calls if call.writes and call.service != "ssm"]

    def called(self, operation: str) -> list[Parameters]:
        return [call.parameters for call in self.calls if call.operation == operation]

    def _before(self, params: Any, model: Any, context: Any, **_: Any) -> None:
        # A copy of the top level: the SDK encodes values in place afterwards.
        call = Call(model.service_model.service_name, model.name, dict(params))
        context[_CALL] = call
        self.calls.append(call)
        self.faults.strike(call.operation, after=False)

    def _instead(self, context: Any, **_: Any) -> Any:
        call: Call = context[_CALL]
        if stale := self._lag.stale(call):
            return _Http(stale.status), stale.parsed
        for concern in self._concerns:
            for rule in concern.rules("before", call.name):
                parsed = rule(call.parameters)
                if parsed is not None:
                    return _Http(200), parsed
        return None

    def _after(self, parsed: Any, context: Any, http_response: Any, **_: Any) -> None:
        call: Call = context[_CALL]
        self._lag.saw(call, http_response.status_code, parsed)
        if http_response.status_code >= 300:
            return
        for concern in self._concerns:
            for rule in concern.rules("after", call.name):
                rule(call.parameters, parsed)
        self.faults.strike(call.operation, after=True)


@dataclass(frozen=True)
class _Http:
    """As much of an HTTP response as the SDK looks at."""

    status_code: int
