"""Provisioned concurrency, which the emulator lacks: on a version, after a while, if it starts.

https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
"""

from dataclasses import dataclass
from typing import Any

from .call import Parameters, refusal
from .concern import Concern, after, before
from .concurrency import ACCOUNT, UNRESERVED

STARTING = 40.0  # seconds


@dataclass
class Allocation:
    """``failure`` is why AWS gives up, once ``settles`` is over."""

    requested: int
    settles: float
    failure: str


class Provisioned(Concern):
    breaks = ""  # why the next allocations fail, when they do

    @before("lambda PutProvisionedConcurrencyConfig")
    def _put(self, params: Parameters) -> Any:
        self._check(params)
        allocation = Allocation(
            params["ProvisionedConcurrentExecutions"],
            self.memory.clock.now() + STARTING,
            self.breaks,
        )
        self.memory.provisioned[_key(params)] = allocation
        return self._told(allocation)

    @before("lambda GetProvisionedConcurrencyConfig")
    def _get(self, params: Parameters) -> Any:
        there = self.memory.provisioned.get(_key(params))
        if there is None:
            message = "No Provisioned Concurrency Config found for this function"
            code = "ProvisionedConcurrencyConfigNotFoundException"
            raise refusal(code, message, "GetProvisionedConcurrencyConfig", 404)
        return self._told(there)

    @before("lambda DeleteProvisionedConcurrencyConfig")
    def _delete(self, params: Parameters) -> Any:
        self._look(params, "DeleteProvisionedConcurrencyConfig")
        self.memory.provisioned.pop(_key(params), None)
        return {}

    @before("lambda ListProvisionedConcurrencyConfigs")
    def _list(self, params: Parameters) -> Any:
        name = params["FunctionName"]
        self.memory.plain.list_aliases(FunctionName=name)  # raises when there is no such function
        arn = f"arn:aws:lambda:{self.memory.plain.meta.region_name}:123456789012:function:{name}"
        configs = [
            {"FunctionArn": f"{arn}:{qualifier}", **self._told(there)}
            for (function, qualifier), there in self.memory.provisioned.items()
            if function == name
        ]
        return {"ProvisionedConcurrencyConfigs": configs}

    @before("lambda PutFunctionConcurrency")
    def _reserve(self, params: Parameters) -> None:
        if self._of(params["FunctionName"]) > params["ReservedConcurrentExecutions"]:
            message = "ReservedConcurrentExecutions is below the function's provisioned concurrency"
            raise refusal("InvalidParameterValueException", message, "PutFunctionConcurrency")

    @before("lambda UpdateAlias")
    def _divide(self, params: Parameters) -> None:
        weights = (params.get("RoutingConfig") or {}).get("AdditionalVersionWeights")
        if weights and (params["FunctionName"], params["Name"]) in self.memory.provisioned:
            message = "Alias with weights can not be used with Provisioned Concurrency"
            raise refusal("InvalidParameterValueException", message, "UpdateAlias")

    @after("lambda DeleteFunction")
    def _deleted(self, params: Parameters, parsed: Any) -> None:
        gone = [
            key
            for key in self.memory.provisioned
            if key[0] == params["FunctionName"] and params.get("Qualifier", key[1]) == key[1]
        ]
        for key in gone:
            del self.memory.provisioned[key]

    @after("lambda GetAccountSettings")
    def _settings(self, params: Parameters, parsed: Any) -> None:
        limit = parsed["AccountLimit"]
        if "UnreservedConcurrentExecutions" in limit:  # a test's own answer may leave it out
            limit["UnreservedConcurrentExecutions"] -= self._unreserved()

    def _check(self, params: Parameters) -> None:
        operation = "PutProvisionedConcurrencyConfig"
        self._look(params, operation)
        name, qualifier = _key(params)
        wanted = params["ProvisionedConcurrentExecutions"]
        before = self.memory.provisioned.get((name, qualifier))
        more = wanted - (before.requested if before else 0)
        reserved = self.memory.reserved.get(name)
        said = ""
        if reserved is not None and self._of(name) + more > reserved:
            said = "Requested Provisioned Concurrency should not be greater than the reserved one"
        free = ACCOUNT - sum(self.memory.reserved.values()) - self._unreserved()
        if reserved is None and free - more < UNRESERVED:
            said = (
                "Specified ConcurrentExecutions for function decreases account's "
                f"UnreservedConcurrentExecution below its minimum value of [{UNRESERVED}]."
            )
        if said:
            raise refusal("InvalidParameterValueException", said, operation)

    def _look(self, params: Parameters, operation: str) -> None:
        """A version that there is, or an alias that sends all traffic to one, has it alone."""
        name, qualifier = _key(params)
        code = "InvalidParameterValueException"
        if qualifier == "$LATEST":
            message = "Provisioned Concurrency Configs cannot be applied to unpublished function"
            raise refusal(code, message, operation)
        if qualifier.isdigit():
            self.memory.plain.get_function_configuration(FunctionName=name, Qualifier=qualifier)
        for alias in self.memory.plain.list_aliases(FunctionName=name)["Aliases"]:
            weights = (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights")
            if weights and alias["Name"] == qualifier:
                message = "Alias with weights can not be used with Provisioned Concurrency"
                raise refusal(code, message, operation)
            pair = {alias["Name"], alias["FunctionVersion"]}
            others = pair - {qualifier} if qualifier in pair else set()
            if any((name, other) in self.memory.provisioned for other in others):
                message = "Alias and its version can not both have Provisioned Concurrency"
                raise refusal(code, message, operation)

    def _told(self, allocation: Allocation) -> dict[str, Any]:
        starting = self.memory.clock.now() < allocation.settles
        there = 0 if starting or allocation.failure else allocation.requested
        settled = "FAILED" if allocation.failure else "READY"
        return {
            "RequestedProvisionedConcurrentExecutions": allocation.requested,
            "AllocatedProvisionedConcurrentExecutions": there,
            "AvailableProvisionedConcurrentExecutions": there,
            "Status": "IN_PROGRESS" if starting else settled,
            "StatusReason": "" if starting else allocation.failure,
        }

    def held(self, function: str) -> dict[str, int]:
        """How many each qualifier has."""
        held = self.memory.provisioned.items()
        return {qualifier: each.requested for (name, qualifier), each in held if name == function}

    def _of(self, function: str) -> int:
        return sum(self.held(function).values())

    def _unreserved(self) -> int:
        """What functions have that have nothing reserved."""
        functions = {name for name, _ in self.memory.provisioned} - self.memory.reserved.keys()
        return sum(map(self._of, functions))


def _key(params: Parameters) -> tuple[str, str]:
    return params["FunctionName"], params["Qualifier"]
