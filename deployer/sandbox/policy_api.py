"""AddPermission, RemovePermission and GetPolicy: moto mixes the qualifiers up."""

import json

from .catalogue import Catalogue
from .control_plane import Call, Operation, Reply, reply
from .function import split_name
from .permissions import Permissions
from .service_error import not_found

_PATH = r"/[^/]+/functions/(?P<name>[^/]+)/policy"


def operations(catalogue: Catalogue, permissions: Permissions) -> list[Operation]:
    def target(call: Call) -> str:
        """The ARN whose policy is meant; its function, version or alias must be there."""
        name, qualifier = split_name(call.path["name"], call.query.get("Qualifier"))
        arn = call.region.arn(name, qualifier)
        if not catalogue.exists(call.region, name, qualifier):
            raise not_found(arn)
        return arn

    def add(call: Call) -> Reply:
        statement = permissions.add(target(call), call.json())
        return reply(201, {"Statement": json.dumps(statement)})

    def remove(call: Call) -> Reply:
        permissions.remove(target(call), call.path["sid"])
        return Reply(204)

    def get(call: Call) -> Reply:
        return reply(200, permissions.document(target(call)))

    return [
        Operation("lambda", "POST", _PATH + "/?", add),
        Operation("lambda", "GET", _PATH + "/?", get),
        Operation("lambda", "DELETE", _PATH + "/(?P<sid>[^/]+)", remove),
    ]
