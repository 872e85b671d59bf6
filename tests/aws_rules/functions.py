"""Functions: Pending for a while, no change until they have settled, and a RevisionId."""

from typing import Any

from .call import Parameters
from .concern import Concern, after, before
from .memory import new_revision

PENDING = 3.0  # seconds until a change is through


class Functions(Concern):
    breaks = ""  # why the next changes fail, when they do

    @before("lambda UpdateFunctionCode", "lambda UpdateFunctionConfiguration")
    def _change(self, params: Parameters) -> None:
        self.memory.check_settled(params, "Update")
        self.memory.check_revision(params, self.memory.function(params).revision, "Update")

    @after(
        "lambda CreateFunction", "lambda UpdateFunctionCode", "lambda UpdateFunctionConfiguration"
    )
    def _changed(self, params: Parameters, parsed: Any) -> None:
        function = self.memory.function(params)
        function.revision = new_revision()
        function.settles = self.memory.clock.now() + PENDING
        function.changed = True
        function.broken = self.breaks
        self._describe(params, parsed)

    @after("lambda GetFunction", "lambda GetFunctionConfiguration")
    def _describe(self, params: Parameters, parsed: Any) -> None:
        """State and RevisionId as AWS would tell them."""
        function = self.memory.function(params)
        configuration = parsed.get("Configuration", parsed)
        if configuration["Version"] != "$LATEST":
            return
        waiting = self.memory.clock.now() < function.settles
        configuration["RevisionId"] = function.revision
        settled = "Failed" if function.broken else "Successful"
        configuration["LastUpdateStatus"] = "InProgress" if waiting else settled
        configuration["LastUpdateStatusReason"] = function.broken

    @after("lambda DeleteFunction")
    def _deleted(self, params: Parameters, parsed: Any) -> None:
        if "Qualifier" not in params:
            self.memory.functions.pop(params["FunctionName"], None)
