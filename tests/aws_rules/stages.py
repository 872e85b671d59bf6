"""What the emulator lacks of an HTTP API's stages: changing one.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
"""

from typing import Any

from .call import Parameters, refusal
from .concern import Concern, before


class Stages(Concern):
    @before("apigatewayv2 UpdateStage")
    def _changed(self, params: Parameters) -> Any:
        stage = self._stage(params)
        if "AutoDeploy" in params:
            stage.auto_deploy = params["AutoDeploy"]
        if "DefaultRouteSettings" in params:
            stage.default_route_settings = {
                f"{key[0].lower()}{key[1:]}": value
                for key, value in params["DefaultRouteSettings"].items()
            }
        if "AccessLogSettings" in params:
            settings = params["AccessLogSettings"]
            stage.access_log_settings = {
                "destinationArn": settings["DestinationArn"],
                "format": settings["Format"],
            }
        return {"StageName": stage.name}

    @before("apigatewayv2 DeleteAccessLogSettings")
    def _not_logged(self, params: Parameters) -> Any:
        self._stage(params).access_log_settings = None
        return {}

    def _stage(self, params: Parameters) -> Any:
        from moto.apigatewayv2.models import apigatewayv2_backends

        for account in apigatewayv2_backends.values():
            for backend in account.values():
                api = backend.apis.get(params["ApiId"])
                if api and params["StageName"] in api.stages:
                    return api.stages[params["StageName"]]
        raise refusal("NotFoundException", "Invalid stage identifier specified", "UpdateStage", 404)
