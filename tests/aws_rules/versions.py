"""Versions: Pending for a while, and one for the same code and configuration."""

from typing import Any

from .call import Parameters
from .concern import Concern, after, before
from .functions import PENDING


class Versions(Concern):
    @before("lambda PublishVersion")
    def _publish(self, params: Parameters) -> Any:
        function = self.memory.function(params)
        self.memory.check_settled(params, "PublishVersion")
        self.memory.check_revision(params, function.revision, "PublishVersion")
        if function.changed:
            return None
        return self.memory.plain.get_function_configuration(
            FunctionName=params["FunctionName"], Qualifier=function.last_version
        )

    @after("lambda PublishVersion")
    def _published(self, params: Parameters, parsed: Any) -> None:
        function = self.memory.function(params)
        function.changed = False
        if parsed["Version"] != function.last_version:
            function.last_version = parsed["Version"]
            function.versions_settle[parsed["Version"]] = self.memory.clock.now() + PENDING
        self._describe(params, parsed)

    @after("lambda GetFunction", "lambda GetFunctionConfiguration")
    def _describe(self, params: Parameters, parsed: Any) -> None:
        configuration = parsed.get("Configuration", parsed)
        settles = self.memory.function(params).versions_settle
        if (version := configuration["Version"]) != "$LATEST":
            waiting = self.memory.clock.now() < settles.get(version, 0.0)
            configuration["State"] = "Pending" if waiting else "Active"
