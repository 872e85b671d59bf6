"""A new role cannot be assumed at once."""

from typing import Any

from .call import Parameters, refusal
from .concern import Concern, after, before

DELAY = 12.0  # seconds until a role can be assumed


class Roles(Concern):
    @before("lambda CreateFunction", "lambda UpdateFunctionConfiguration")
    def _needs_role(self, params: Parameters) -> None:
        ready = self.memory.roles.get(str(params.get("Role", "")).rpartition("/")[2], 0.0)
        if self.memory.clock.now() < ready:
            message = "The role defined for the function cannot be assumed by Lambda."
            raise refusal("InvalidParameterValueException", message, "CreateFunction")

    @after("iam CreateRole")
    def _role_made(self, params: Parameters, parsed: Any) -> None:
        self.memory.roles[params["RoleName"]] = self.memory.clock.now() + DELAY
