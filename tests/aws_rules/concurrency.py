"""Reserved concurrency: the account has so much, and a part of it stays for all functions.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
"""

from typing import Any

from .call import Parameters, refusal
from .concern import Concern, after, before
from .limits import UNZIPPED, ZIP_IN_CALL

ACCOUNT = 1000  # executions at once
UNRESERVED = 100  # of them at least


class Concurrency(Concern):
    @before("lambda PutFunctionConcurrency")
    def _reserve(self, params: Parameters) -> None:
        reserved = self.memory.reserved | _reserved(params)
        if ACCOUNT - sum(reserved.values()) < UNRESERVED:
            message = (
                "Specified ReservedConcurrentExecutions for function decreases account's "
                f"UnreservedConcurrentExecution below its minimum value of [{UNRESERVED}]."
            )
            raise refusal("InvalidParameterValueException", message, "PutFunctionConcurrency")

    @after("lambda PutFunctionConcurrency")
    def _reserved(self, params: Parameters, parsed: Any) -> None:
        self.memory.reserved.update(_reserved(params))

    @after("lambda DeleteFunctionConcurrency", "lambda DeleteFunction")
    def _given_back(self, params: Parameters, parsed: Any) -> None:
        if "Qualifier" not in params:
            self.memory.reserved.pop(params["FunctionName"], None)

    @before("lambda GetAccountSettings")
    def _settings(self, params: Parameters) -> Any:
        limit = {
            "TotalCodeSize": 75 * 1024**3,
            "CodeSizeUnzipped": UNZIPPED,
            "CodeSizeZipped": ZIP_IN_CALL,
            "ConcurrentExecutions": ACCOUNT,
            "UnreservedConcurrentExecutions": ACCOUNT - sum(self.memory.reserved.values()),
        }
        return {"AccountLimit": limit, "AccountUsage": {"TotalCodeSize": 0, "FunctionCount": 0}}


def _reserved(params: Parameters) -> dict[str, int]:
    return {params["FunctionName"]: params["ReservedConcurrentExecutions"]}
