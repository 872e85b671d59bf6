"""Versions: Pending for a while, and one for the same code and configuration; a number is never
used twice, and what an alias points to cannot be deleted."""

from typing import Any

from moto.awslambda.models import lambda_backends

from .call import Parameters, refusal
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
        if function.changed:
            function.changed = False
            function.last_version = str(int(function.last_version or 0) + 1)
            _number(parsed, int(function.last_version))
            function.versions_settle[function.last_version] = self.memory.clock.now() + PENDING
        self._describe(params, parsed)

    @before("lambda DeleteFunction")
    def _delete(self, params: Parameters) -> None:
        version, name = params.get("Qualifier"), params["FunctionName"]
        aliases = self.memory.plain.list_aliases(FunctionName=name)["Aliases"] if version else ()
        pointing = [alias["Name"] for alias in aliases if version in _versions(alias)]
        if pointing:
            message = (
                f"Unable to delete version {version} because the following aliases reference it: "
                f"[{', '.join(pointing)}]"
            )
            raise refusal("ResourceConflictException", message, "DeleteFunction", 409)
        function = self.memory.function(params)
        if version and version == function.last_version:
            function.changed = True  # published again, the same is another version

    @after("lambda GetFunction", "lambda GetFunctionConfiguration")
    def _describe(self, params: Parameters, parsed: Any) -> None:
        configuration = parsed.get("Configuration", parsed)
        settles = self.memory.function(params).versions_settle
        if (version := configuration["Version"]) != "$LATEST":
            waiting = self.memory.clock.now() < settles.get(version, 0.0)
            configuration["State"] = "Pending" if waiting else "Active"


def _versions(alias: Any) -> set[str]:
    weights = alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})
    return {alias["FunctionVersion"], *weights}


def _number(published: Any, number: int) -> None:
    """Give the version that was just published ``number``: the emulator counts what there is."""
    region, account = published["FunctionArn"].split(":")[3:5]
    functions = lambda_backends[account][region]._lambdas
    versions = functions._functions[published["FunctionName"]]["versions"]
    versions[-1].set_version(number)
    functions._arns.update({version.function_arn: version for version in versions})
    published.update(Version=str(number), FunctionArn=versions[-1].function_arn)
