"""What the emulator gets wrong of function URLs: an empty object takes CORS settings away.

https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html
"""

from typing import Any

from .call import Parameters
from .concern import Concern, after


class Urls(Concern):
    @after("lambda UpdateFunctionUrlConfig")
    def _changed(self, params: Parameters, parsed: Any) -> None:
        from moto.awslambda.models import lambda_backends

        if params.get("Cors") != {}:
            return
        parsed.pop("Cors", None)
        for account in lambda_backends.values():
            for backend in account.values():
                for function in backend.list_functions():
                    if function.url_config and function.function_name == params["FunctionName"]:
                        function.url_config.config["Cors"] = None
