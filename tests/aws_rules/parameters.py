"""Parameters of SSM: as old as the clock says."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from .call import Parameters
from .concern import Concern, after


class ParameterDates(Concern):
    @after("ssm PutParameter")
    def _written(self, params: Parameters, parsed: Any) -> None:
        self.memory.parameters[params["Name"]] = self.memory.clock.now()

    @after("ssm GetParametersByPath")
    def _read(self, params: Parameters, parsed: Any) -> None:
        answered = parsedate_to_datetime(parsed["ResponseMetadata"]["HTTPHeaders"]["date"])
        for parameter in parsed["Parameters"]:
            age = self.memory.clock.now() - self.memory.parameters[parameter["Name"]]
            parameter["LastModifiedDate"] = answered - timedelta(seconds=age)
