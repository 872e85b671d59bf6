"""SnapStart: what it does not go with; a version is Pending until its snapshot is taken.

https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
"""

from typing import Any

from .call import Parameters, refusal
from .concern import Concern, after, before

TAKES = 150.0  # seconds
STORAGE = 512
_TOO_OLD = ("python3.10", "python3.11")


class Snapshots(Concern):
    breaks = ""  # why no snapshot can be taken, when none can
    on = True  # whether those that are taken count

    @before("lambda CreateFunction", "lambda UpdateFunctionConfiguration")
    def _check(self, params: Parameters) -> None:
        if params.get("SnapStart", {}).get("ApplyOn") != "PublishedVersions":
            return
        obstacles = {
            f"the runtime {params.get('Runtime')}": params.get("Runtime") in _TOO_OLD,
            "a file system": bool(params.get("FileSystemConfigs")),
            "that much storage": params.get("EphemeralStorage", {}).get("Size", 0) > STORAGE,
        }
        for obstacle, there in obstacles.items():
            if there:
                message = f"SnapStart does not support {obstacle}."
                raise refusal("InvalidParameterValueException", message, "Lambda")

    @after("lambda PublishVersion")
    def _published(self, params: Parameters, parsed: Any) -> None:
        function, version = self.memory.function(params), parsed["Version"]
        if _applies(parsed) and version not in function.snapshots:
            function.versions_settle[version] = self.memory.clock.now() + TAKES
            function.snapshots[version] = self.breaks
        self._describe(params, parsed)

    @after("lambda GetFunction", "lambda GetFunctionConfiguration")
    def _describe(self, params: Parameters, parsed: Any) -> None:
        """$LATEST has none, so it is Off there."""
        configuration = parsed.get("Configuration", parsed)
        function, version = self.memory.function(params), configuration["Version"]
        if "SnapStart" not in configuration:  # made before the rules were there
            return
        done = self.memory.clock.now() >= function.versions_settle.get(version, 0)
        taken = done and function.snapshots.get(version) == ""
        on = self.on and taken and _applies(configuration)
        status = {"OptimizationStatus": "On" if on else "Off"}
        configuration["SnapStart"] = configuration["SnapStart"] | status
        if done and (reason := function.snapshots.get(version)):
            configuration.update(State="Failed", StateReason=reason)


def _applies(configuration: Any) -> bool:
    return bool(configuration["SnapStart"]["ApplyOn"] == "PublishedVersions")
