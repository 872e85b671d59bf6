"""The least policy under which every command works for one stage. Pure."""

from ..resources.target import Target
from .grants import GRANTS


def deployer(target: Target) -> dict[str, object]:
    """An IAM policy document; each statement is named for what it is for."""
    wanted = (grant for grant in GRANTS if grant.wanted(target.stage))
    return {
        "Version": "2012-10-17",
        "Statement": [grant.statement(target) for grant in wanted],
    }
