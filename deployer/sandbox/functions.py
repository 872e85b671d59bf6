"""What a function leaves behind in the sandbox: when it, a version or an alias goes, that goes too.

Also GetAccountSettings, which moto does not have.
"""

from .catalogue import Catalogue
from .control_plane import Call, Operation, Reply, reply
from .function import split_name
from .function_urls import FunctionUrls
from .permissions import Permissions
from .pool import Pool
from .provisioned import Provisioned
from .service_error import not_found
from .versions import Versions

_FUNCTION = r"/[^/]+/functions/(?P<name>[^/]+)"
_MB = 1024 * 1024
_CONCURRENCY = 1000  # AWS's default, so that a stage may reserve some; the pool has fewer


class Functions:
    """The operations that delete."""

    def __init__(
        self,
        catalogue: Catalogue,
        pool: Pool,
        permissions: Permissions,
        urls: FunctionUrls,
        versions: Versions,
        provisioned: Provisioned,
    ) -> None:
        self._catalogue = catalogue
        self._pool = pool
        self._permissions = permissions
        self._urls = urls
        self._versions = versions
        self._provisioned = provisioned

    def operations(self) -> list[Operation]:
        alias = _FUNCTION + r"/aliases/(?P<alias>[^/]+)"
        layer = r"/[^/]+/layers/(?P<layer>[^/]+)/versions/(?P<version>\d+)"
        return [
            Operation("lambda", "DELETE", _FUNCTION + "/?", self._delete),
            Operation("lambda", "DELETE", alias, self._delete_alias),
            Operation("lambda", "DELETE", layer, self._delete_layer),
            Operation("lambda", "GET", r"/[^/]+/account-settings/?", _account_settings),
        ]

    def _delete(self, call: Call) -> Reply:
        name, qualifier = split_name(call.path["name"], call.query.get("Qualifier"))
        if not self._catalogue.exists(call.region, name, qualifier):
            raise not_found(call.region.arn(name, qualifier))
        if qualifier is not None:
            self._versions.check_deletable(call.region, name, qualifier)
            self._permissions.forget(call.region.arn(name, qualifier))
            self._provisioned.forget(call.region.arn(name, qualifier))
            return call.forward()
        arn = call.region.arn(name)
        # Environments first: what they log would bring the log group back.
        self._provisioned.forget(arn)
        self._pool.retire(arn)
        self._urls.forget(arn)
        self._permissions.forget(arn)
        self._versions.forget(arn)
        return call.forward()

    def _delete_alias(self, call: Call) -> Reply:
        name, _ = split_name(call.path["name"])
        arn = call.region.arn(name, call.path["alias"])
        self._urls.forget(arn)
        self._permissions.forget(arn)
        deleted = call.forward()
        return Reply(204) if deleted.ok else deleted

    def _delete_layer(self, call: Call) -> Reply:
        """Functions that use a deleted layer version go on with it."""
        self._catalogue.keep_layer(call.region, call.path["layer"], call.path["version"])
        return call.forward()


def _account_settings(_: Call) -> Reply:
    limit = {
        "TotalCodeSize": 75 * 1024 * _MB,
        "CodeSizeUnzipped": 250 * _MB,
        "CodeSizeZipped": 50 * _MB,
        "ConcurrentExecutions": _CONCURRENCY,
        "UnreservedConcurrentExecutions": _CONCURRENCY,
    }
    return reply(200, {"AccountLimit": limit, "AccountUsage": {}})
