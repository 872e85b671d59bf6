"""Aliases: a revision of their own; a function URL needs one that exists."""

from typing import Any

from .call import Parameters, refusal
from .concern import Concern, after, before
from .memory import new_revision


class Aliases(Concern):
    @before("lambda CreateAlias")
    def _create(self, params: Parameters) -> None:
        there = self.memory.plain.list_aliases(FunctionName=params["FunctionName"])["Aliases"]
        for alias in there:
            if alias["Name"] == params["Name"]:
                message = f"Alias already exists: {alias['AliasArn']}"
                raise refusal("ResourceConflictException", message, "CreateAlias", 409)

    @before("lambda UpdateAlias")
    def _move(self, params: Parameters) -> None:
        revision = self.memory.function(params).alias_revisions[params["Name"]]
        self.memory.check_revision(params, revision, "UpdateAlias")

    @before("lambda CreateFunctionUrlConfig")
    def _url(self, params: Parameters) -> None:
        self.memory.arn(params)

    @after("lambda CreateAlias", "lambda GetAlias")
    def _describe(self, params: Parameters, parsed: Any) -> None:
        revisions = self.memory.function(params).alias_revisions
        parsed["RevisionId"] = revisions.setdefault(params["Name"], new_revision())

    @after("lambda ListAliases")
    def _describe_all(self, params: Parameters, parsed: Any) -> None:
        for alias in parsed["Aliases"]:
            self._describe({**params, "Name": alias["Name"]}, alias)

    @after("lambda UpdateAlias")
    def _moved(self, params: Parameters, parsed: Any) -> None:
        self.memory.function(params).alias_revisions[params["Name"]] = new_revision()
        self._describe(params, parsed)
