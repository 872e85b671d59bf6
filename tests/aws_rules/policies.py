"""Resource policies: each qualifier has its own, and no statement id twice."""

import json
from typing import Any

from .call import Parameters, refusal
from .concern import Concern, before

SIZE = 20480  # bytes of a policy


class Policies(Concern):
    @before("lambda AddPermission")
    def _add_permission(self, params: Parameters) -> Any:
        statements = self._statements(params)
        if any(known["Sid"] == params["StatementId"] for known in statements):
            message = f"The statement id ({params['StatementId']}) provided already exists."
            raise refusal("ResourceConflictException", message, "AddPermission", 409)
        statement = _statement(params, self.memory.arn(params))
        if (size := len(json.dumps([*statements, statement]))) > SIZE:
            message = f"The final policy size ({size}) is bigger than the limit ({SIZE})."
            raise refusal("PolicyLengthExceededException", message, "AddPermission")
        statements.append(statement)
        return {"Statement": json.dumps(statements[-1])}

    @before("lambda GetPolicy")
    def _get_policy(self, params: Parameters) -> Any:
        if not (statements := self._statements(params)):
            message = "The resource you requested does not exist."
            raise refusal("ResourceNotFoundException", message, "GetPolicy", 404)
        policy = {"Version": "2012-10-17", "Id": "default", "Statement": statements}
        return {"Policy": json.dumps(policy), "RevisionId": "0"}

    @before("lambda RemovePermission")
    def _remove_permission(self, params: Parameters) -> Any:
        statements = self._statements(params)
        for statement in statements:
            if statement["Sid"] == params["StatementId"]:
                statements.remove(statement)
                return {}
        raise refusal("ResourceNotFoundException", "No policy is associated", "Remove", 404)

    def _statements(self, params: Parameters) -> list[dict[str, Any]]:
        self.memory.arn(params)  # raises when there is no such function or alias
        policies = self.memory.function(params).policies
        return policies.setdefault(params.get("Qualifier", ""), [])


def _statement(params: Parameters, arn: str) -> dict[str, Any]:
    """AddPermission's parameters as AWS keeps them."""
    principal = params["Principal"]
    condition: dict[str, Any] = {}
    if source := params.get("SourceArn"):
        condition["ArnLike"] = {"AWS:SourceArn": source}
    if auth := params.get("FunctionUrlAuthType"):
        condition["StringEquals"] = {"lambda:FunctionUrlAuthType": auth}
    if params.get("InvokedViaFunctionUrl"):
        condition["Bool"] = {"lambda:InvokedViaFunctionUrl": "true"}
    return {
        "Sid": params["StatementId"],
        "Effect": "Allow",
        "Principal": principal if principal == "*" else {"Service": principal},
        "Action": params["Action"],
        "Resource": arn,
        **({"Condition": condition} if condition else {}),
    }
