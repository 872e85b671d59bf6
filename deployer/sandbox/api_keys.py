"""Which API key opens a stage of a REST API: an enabled one, of a usage plan of that stage.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

from typing import TYPE_CHECKING

from .catalogue import Region

if TYPE_CHECKING:
    from moto.apigateway.models import ApiKey


def opening(region: Region, api_id: str, stage: str, value: str) -> "ApiKey | None":
    """The key with that ``value``, if it opens ``stage``."""
    from moto.apigateway.models import apigateway_backends

    backend = apigateway_backends[region.account][region.name]
    opened = {"apiId": api_id, "stage": stage}
    for plan in list(backend.usage_plans.values()):
        if opened in plan.api_stages:
            for identifier in list(backend.usage_plan_keys.get(plan.id, {})):
                key = backend.keys.get(identifier)
                if key and key.enabled and key.value == value:
                    return key
    return None
