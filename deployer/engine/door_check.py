"""What the front door's settings need of the account. Reads only, before the first write."""

from typing import TYPE_CHECKING

from ..aws import stage_options, target_group, web_acl
from ..aws.errors import doing

if TYPE_CHECKING:
    from ..aws.session import Aws


def check_door(aws: "Aws") -> None:
    """Raise ``AwsError`` or ``SettingsError`` when a setting could not be carried out."""
    stage = aws.target.stage
    if stage.api == "rest" and stage.access_logs:
        with doing("look whether API Gateway may write logs"):
            stage_options.check_logging(aws)
    if stage.load_balancer:
        with doing(f"look at listener_arn {stage.load_balancer.listener_arn}"):
            target_group.check(aws, stage.load_balancer)
    if stage.web_acl_arn:
        with doing(f"look at web_acl_arn {stage.web_acl_arn}"):
            web_acl.check(aws, stage.web_acl_arn)
